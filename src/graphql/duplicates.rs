//! The root field `possibleDuplicates`: which cases may be about a person who is to be registered.

use std::{borrow::Cow, collections::HashMap};

use async_graphql::{
    Context, ContextSelectionSet, Name, Object, OutputType, PathSegment, Positioned, ServerResult, Value,
    indexmap::IndexMap, parser::types::Field as AskedField, registry::Registry, resolver_utils::enum_value,
};
use entity::codes::DataClass as D;
use uuid::Uuid;

use super::{
    lists::values::checked,
    object_type::object,
    prefetch,
    record::{Maybe, RecordAnswer, answer::AnswerWriter, selection::Reader, table::Record, types::Answer},
    records::Case,
    request::Request,
    visible,
};
use crate::{
    access::{action::Action, directive::holds},
    actions::cases::{NewPersonInput, OpenCaseInput},
    error::Error,
    rules::likeness::{DuplicateSign, Likeness},
    store::{Store, case_file::duplicates, read_log::Search},
};

/// The name of the root field in the read log.
const ROOT: &str = "possibleDuplicates";

/// The most cases that are answered.
const MOST: usize = 25;

/// The `possibleDuplicates` root field.
#[derive(Debug, Default)]
pub struct DuplicatesRoot;

/// The `possibleDuplicates` root field.
#[Object]
impl DuplicatesRoot {
    /// The cases of your organisation that may be about this person, the most probable first. Ask before `openCase`. A case is
    /// found by what you may read of it: a case of which you read the initials and not the name is found by initials, sex
    /// and year of birth. The first five names, documents and contacts are compared.
    #[graphql(visible = "visible::verb::<OpenCaseInput>")]
    async fn possible_duplicates(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The person, as `openCase` takes it.", directive = holds::apply(D::Identity))]
        person: NewPersonInput,
        #[graphql(desc = "At most this many cases, at most 25.", default = 10, directive = holds::apply(D::Public))]
        first: i32,
    ) -> Maybe<Vec<PossibleDuplicate>> {
        Maybe::of(possible_duplicates(ctx, person, first)).await
    }
}

/// A case that may be about the person.
#[derive(Debug)]
pub(crate) struct PossibleDuplicate(Answer);

impl OutputType for PossibleDuplicate {
    fn type_name() -> Cow<'static, str> {
        "PossibleDuplicate".into()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        let doc = "A case that may be about a person who is to be registered.";
        object::<Self>(registry, (doc, visible::verb::<OpenCaseInput>), |registry| {
            let signs = <Vec<DuplicateSign>>::create_type_info(registry);
            let case = RecordAnswer::<Case>::create_type_info(registry);
            vec![
                ("signs", signs, "What the case has in common with the person, the strongest first."),
                ("case", case, "The case."),
            ]
        })
    }

    async fn resolve(&self, _: &ContextSelectionSet<'_>, _: &Positioned<AskedField>) -> ServerResult<Value> {
        Ok(self.0.take())
    }
}

async fn possible_duplicates(
    context: &Context<'_>,
    person: NewPersonInput,
    first: i32,
) -> Result<Vec<PossibleDuplicate>, Error> {
    let request = Request::of(context);
    let scope = &request.store.scope;
    if !scope.grants.may_anywhere(Action::OpenCase) {
        return Err(Error::Forbidden);
    }
    let first = usize::try_from(first).ok().filter(|first| (1..=MOST).contains(first));
    let first = first.ok_or_else(|| Error::bad_input("first", format!("ask for 1 to {MOST} cases")))?;
    let likeness = checked(person.checked(Uuid::nil(), scope.now.date_naive()))?.likeness();
    request.searches(searches(&likeness));
    let store = request.store.at_one_moment(usize::MAX).await?;
    let mut found = store.possible_duplicates(&likeness).await?;
    found.truncate(first);
    answer(context, &store, &found).await
}

/// What is searched for, for the read log.
fn searches(likeness: &Likeness) -> Vec<Search> {
    let search = |by, value| Search { root: ROOT, by, value };
    let names = likeness.names.iter().map(|it| search("name", it.key()));
    let numbers = likeness.identifier_numbers.iter().map(|it| search("identifierNumber", it.clone()));
    let phones = likeness.phones.iter().map(|it| search("phone", it.key().to_owned()));
    names.chain(numbers).chain(phones).collect()
}

/// The cases as the selection asks for them.
async fn answer(
    context: &Context<'_>,
    store: &Store,
    found: &[duplicates::PossibleDuplicate],
) -> Result<Vec<PossibleDuplicate>, Error> {
    let reader = Reader::new(context);
    let name = PossibleDuplicate::type_name();
    let ids: Vec<Uuid> = found.iter().map(|it| it.case_id).collect();
    let mut answers = vec![IndexMap::<Name, Value>::new(); found.len()];
    for (key, field, sets) in reader.keys(&name, &reader.root()) {
        if field == "case" {
            let (body, plan) = reader.record(Case::table(), &sets)?;
            let mut nodes = HashMap::new();
            for node in prefetch::these(store, &plan, &ids).await? {
                nodes.insert(node.row.key()?, node);
            }
            for (number, (answer, duplicate)) in answers.iter_mut().zip(found).enumerate() {
                let node = nodes.get(&duplicate.case_id).ok_or(Error::NotFound)?;
                let steps = [PathSegment::Index(number), PathSegment::Field(key.to_string())];
                let mut writer = AnswerWriter::below(context, steps);
                writer.record(&body, &plan, node)?;
                answer.insert(key.clone(), writer.finish());
            }
            continue;
        }
        for (answer, duplicate) in answers.iter_mut().zip(found) {
            let value = match field {
                "signs" => Value::List(duplicate.signs.iter().map(|sign| enum_value(*sign)).collect()),
                _ => Value::String(name.clone().into_owned()),
            };
            answer.insert(key.clone(), value);
        }
    }
    Ok(answers.into_iter().map(|answer| PossibleDuplicate(Answer::new(Value::Object(answer)))).collect())
}
