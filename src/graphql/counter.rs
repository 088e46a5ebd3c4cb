//! The root field `personAtCounter`: finds the file of a person who is at the counter and says who they are. It matches names,
//! births, numbers and contacts that the reader cannot read, and shows the cases as the reader reads them anyway.

use std::{borrow::Cow, collections::HashMap};

use async_graphql::{
    Context, ContextSelectionSet, Name, Object, OutputType, PathSegment, Positioned, ServerResult, Value,
    indexmap::IndexMap,
    parser::types::{Field as AskedField, SelectionSet},
    registry::Registry,
};
use chrono::TimeDelta;
use entity::codes::{DataClass as D, DataSubjectRequest};
use sea_orm::prelude::Date;
use uuid::Uuid;

use super::{
    lists::values::checked,
    object_type::object,
    payload::{UserError, refused},
    prefetch,
    record::{Maybe, RecordAnswer, answer::AnswerWriter, selection::Reader, table::Record, types::Answer},
    records::Case,
    request::Request,
    visible,
};
use crate::{
    access::{directive::holds, policy::spelled},
    error::Error,
    rules::{
        counter::{AtCounter, HOURS, Said, about_one, may_search},
        refusal::Refusal,
    },
    store::{Store, read_log::CounterSearch},
};

/// The name of the root field in the read log.
const ROOT: &str = "personAtCounter";

/// The `personAtCounter` root field.
#[derive(Debug, Default)]
pub struct CounterRoot;

/// The `personAtCounter` root field.
#[expect(clippy::too_many_arguments, reason = "they are what a person can say of themselves")]
#[Object]
impl CounterRoot {
    /// The cases of a person who is at the counter, for a data protection officer. At least two facts have to be given, and all
    /// of them have to fit. The cases are shown as you read them anyway. The read log keeps each search with its purpose.
    /// Ask for one person in each request, at most 60 times within 24 hours.
    #[graphql(visible = "visible::counter")]
    async fn person_at_counter(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What the person asks for.", directive = holds::apply(D::Public))] purpose: DataSubjectRequest,
        #[graphql(
            desc = "The name. Each word must be a whole part of the name; accents, case and common transliterations do not \
                    matter. At most six different words.",
            directive = holds::apply(D::IdentityMatch)
        )]
        name: Option<String>,
        #[graphql(
            desc = "The date of birth. It fits a birth of which only the month or the year is on file, too.",
            directive = holds::apply(D::IdentityMatch)
        )]
        birth_date: Option<Date>,
        #[graphql(
            desc = "A telephone number of the person, with or without the country code. At least six digits.",
            directive = holds::apply(D::IdentityMatch)
        )]
        phone: Option<String>,
        #[graphql(
            desc = "The number of an identity document. Case, spaces and other separators do not matter.",
            directive = holds::apply(D::IdentityMatch)
        )]
        identifier_number: Option<String>,
        #[graphql(
            desc = "The exact reference of the case or of the person, for example from a letter.",
            directive = holds::apply(D::IdentityMatch)
        )]
        reference: Option<String>,
    ) -> Maybe<PersonAtCounter> {
        let said = Said { name, birth_date, phone, identifier_number, reference };
        Maybe::of(person_at_counter(ctx, purpose, said)).await
    }
}

/// The cases of a person at the counter.
#[derive(Debug)]
pub(crate) struct PersonAtCounter(Answer);

impl OutputType for PersonAtCounter {
    fn type_name() -> Cow<'static, str> {
        "PersonAtCounter".into()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        let doc = "The cases of a person at the counter.";
        object::<Self>(registry, (doc, visible::counter), |registry| {
            let case = RecordAnswer::<Case>::create_type_info(registry);
            let errors = <Vec<UserError>>::qualified_type_name();
            <Vec<UserError>>::create_type_info(registry);
            vec![
                ("cases", format!("[{case}]!"), "The cases that fit, the newest first. Empty after a refusal."),
                ("userErrors", errors, "The refusals by rule. Empty if the search was made and answered."),
            ]
        })
    }

    async fn resolve(&self, _: &ContextSelectionSet<'_>, _: &Positioned<AskedField>) -> ServerResult<Value> {
        Ok(self.0.take())
    }
}

async fn person_at_counter(
    context: &Context<'_>,
    purpose: DataSubjectRequest,
    said: Said,
) -> Result<PersonAtCounter, Error> {
    let request = Request::of(context);
    let scope = &request.store.scope;
    if !scope.grants.anywhere().holds(D::IdentityMatch) {
        return Err(Error::Forbidden);
    }
    // The engine resolves a field that is selected twice once for each place. The first one answers for all of them.
    let asked = Reader::new(context).root();
    if asked.is_empty() {
        return Ok(PersonAtCounter(Answer::new(Value::Object(IndexMap::new()))));
    }
    let said = checked(AtCounter::read(&said, scope.now.date_naive()))?;
    let store = request.store.at_one_moment(usize::MAX).await?;
    if let Err(refusal) = may_ask(request, &store, &said).await? {
        return answer(context, &store, asked, Err(refusal)).await;
    }
    let search = |found| CounterSearch { root: ROOT, purpose: spelled(&purpose), by: said.facts().to_vec(), found };
    // A search that fails is in the log, too.
    request.at_counter(search(None));
    let found = store.cases_at_counter(&said).await?;
    request.at_counter(search(Some(found.len())));
    answer(context, &store, asked, about_one(found.len()).map(|()| found)).await
}

/// Whether the search may be made now. A search that is refused here finds nothing and is not in the read log.
async fn may_ask(request: &Request, store: &Store, said: &AtCounter) -> Result<Result<(), Refusal>, Error> {
    if let Err(refusal) = said.enough() {
        return Ok(Err(refusal));
    }
    let since = store.scope.now - TimeDelta::hours(HOURS);
    let before = store.searches_by_me(ROOT, since).await?;
    Ok(may_search(before, request.is_first_at_counter()))
}

/// The answer as the selection asks for it.
async fn answer<'a>(
    context: &'a Context<'a>,
    store: &Store,
    asked: Vec<&'a SelectionSet>,
    found: Result<Vec<Uuid>, Refusal>,
) -> Result<PersonAtCounter, Error> {
    let reader = Reader::new(context);
    let name = PersonAtCounter::type_name();
    let (found, refusals) = match found {
        Ok(found) => (found, Vec::new()),
        Err(refusal) => (Vec::new(), vec![refusal]),
    };
    let mut answer = IndexMap::<Name, Value>::new();
    for (key, field, sets) in reader.keys(&name, &asked) {
        let value = match field {
            "cases" => cases(context, store, &reader, (&key, &sets), &found).await?,
            "userErrors" => refused(&reader, &sets, &refusals),
            _ => Value::String(name.clone().into_owned()),
        };
        answer.insert(key, value);
    }
    Ok(PersonAtCounter(Answer::new(Value::Object(answer))))
}

async fn cases<'a>(
    context: &'a Context<'a>,
    store: &Store,
    reader: &Reader<'a>,
    (key, sets): (&Name, &Vec<&'a SelectionSet>),
    found: &[Uuid],
) -> Result<Value, Error> {
    let (body, plan) = reader.record(Case::table(), sets)?;
    let mut nodes = HashMap::new();
    for node in prefetch::these(store, &plan, found).await? {
        nodes.insert(node.row.key()?, node);
    }
    let mut cases = Vec::with_capacity(found.len());
    for (number, id) in found.iter().enumerate() {
        let node = nodes.get(id).ok_or(Error::NotFound)?;
        let steps = [PathSegment::Field(key.to_string()), PathSegment::Index(number)];
        let mut writer = AnswerWriter::below(context, steps);
        writer.record(&body, &plan, node)?;
        cases.push(writer.finish());
    }
    Ok(Value::List(cases))
}
