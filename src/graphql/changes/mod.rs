//! The root field `changes`: which cases changed after a position, and which the caller may not know of any more. A client that
//! was away reads its cases again from here, in place of all of them.

pub(crate) mod following;
pub(super) mod position;
mod told;

use std::{
    borrow::Cow,
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use async_graphql::{
    Context, ContextSelectionSet, ID, Name, Object, OutputType, Positioned, Scalar, ScalarType, ServerResult, Value,
    indexmap::IndexMap,
    parser::types::{Field as AskedField, SelectionSet},
    registry::Registry,
};
use entity::codes::DataClass as D;
use uuid::Uuid;

use self::{
    following::{Delivery, Following},
    told::KnownRows,
};
use super::{
    object_type::object,
    page::{LARGEST_PAGE, USUAL_PAGE},
    prefetch,
    record::{Maybe, RecordAnswer, answer::AnswerWriter, plan::Plan, selection::Reader, table::Record, types::Answer},
    records::Case,
    request::{Request, Shown},
    visible,
};
use crate::{
    access::{class::ClassSet, directive::holds, policy::Policy},
    error::Error,
    global_id,
    store::{Store, changes::positions},
};

/// How many changes after `updatedSince` are read at once.
const MOST_UPDATED: u64 = 1_000;

/// The most cases that `updatedSince` finds.
const MOST_UPDATED_CASES: usize = 1_000;

/// How often a page is read again if nothing in it may be told.
const TRIES: usize = 10;

/// The `changes` root field.
#[derive(Debug, Default)]
pub struct ChangesRoot;

/// An opaque position among the changes of cases. It is valid for the person who got it, as long as that person's roles and
/// centres stay the same.
#[derive(Clone, Debug)]
pub(crate) struct ChangesPosition(String);

/// An opaque position among the changes of cases. It is valid for the person who got it, as long as that person's roles and
/// centres stay the same.
#[Scalar(name = "ChangesPosition")]
impl ScalarType for ChangesPosition {
    fn parse(value: Value) -> async_graphql::InputValueResult<Self> {
        match value {
            Value::String(text) => Ok(Self(text)),
            other => Err(async_graphql::InputValueError::expected_type(other)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }
}

/// The `changes` root field.
#[Object]
impl ChangesRoot {
    /// The cases that changed after a position, as you may read them now. Without `since` there are none, and `position` is
    /// the one to begin with: take it first, read your cases with `cases`, and then follow. A value that only the time
    /// changes, such as `overdue` or an age, is no change.
    #[graphql(visible = "visible::record::<Case>")]
    async fn changes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The position up to which you know everything.", directive = holds::apply(D::Public))]
        since: Option<ChangesPosition>,
        #[graphql(
            desc = "At most this many changes, at most 100.",
            default_with = "USUAL_PAGE",
            directive = holds::apply(D::Public)
        )]
        first: i32,
    ) -> Maybe<Changes> {
        Maybe::of(changes(ctx, since, first)).await
    }
}

/// Changes after a position.
#[derive(Debug)]
pub(crate) struct Changes(Answer);

impl OutputType for Changes {
    fn type_name() -> Cow<'static, str> {
        "Changes".into()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        object::<Self>(registry, ("What changed after a position.", visible::record::<Case>), |registry| {
            vec![
                (
                    "cases",
                    <Vec<RecordAnswer<Case>>>::create_type_info(registry),
                    "The cases that changed, each once, as they are now. A case can come again in a later page.",
                ),
                (
                    "left",
                    <Vec<ID>>::create_type_info(registry),
                    "The identifiers of the cases that you could read and may not know of any more. Delete your copies.",
                ),
                (
                    "position",
                    ChangesPosition::create_type_info(registry),
                    "The position up to which these are all changes. Pass it as `since` next time.",
                ),
                ("hasMore", bool::create_type_info(registry), "Whether there are changes after `position` already."),
            ]
        })
    }

    async fn resolve(&self, _: &ContextSelectionSet<'_>, _: &Positioned<AskedField>) -> ServerResult<Value> {
        Ok(self.0.take())
    }
}

/// The cases to tell of, and the position up to which they are all.
pub(super) struct Told {
    pub changed: Vec<Uuid>,
    pub left: Vec<Uuid>,
    pub position: positions::Position,
    more: bool,
}

/// The answer of the field `changes` of a subscription.
pub(super) async fn told_now(context: &Context<'_>) -> Result<Value, Error> {
    let (_, since) = context.param_value("since", None).map_err(Error::Engine)?;
    let (_, first) = context.param_value("first", Some(|| USUAL_PAGE)).map_err(Error::Engine)?;
    Ok(changes(context, since, first).await?.0.take())
}

async fn changes(context: &Context<'_>, since: Option<ChangesPosition>, first: i32) -> Result<Changes, Error> {
    let request = Request::of(context);
    let policy: &Arc<Policy> = context.data_unchecked();
    let first = u64::try_from(first).ok().filter(|first| (1..=LARGEST_PAGE.unsigned_abs().into()).contains(first));
    let first = first.ok_or_else(|| Error::bad_input("first", format!("a page has 1 to {LARGEST_PAGE} changes")))?;
    let following = context.data_opt::<Following>();
    let since = following.and_then(Following::position).or(since.map(|since| since.0));
    let since = since.map(|since| position::open(request, policy, &since)).transpose()?;
    positions::give(&request.store.database).await?;
    let store = &request.store.at_one_moment(usize::MAX).await?;
    let told = told(store, since, first).await?;
    let sealed = position::seal(request, policy, &told.position)?;
    if let Some(following) = following {
        following.tells(Delivery {
            position: told.position,
            sealed: sealed.clone(),
            reader: position::reader(&request.store.scope.viewer, policy),
            news: !(told.changed.is_empty() && told.left.is_empty()),
            more: told.more,
        });
    }
    let reader = Reader::new(context);
    let mut answer = IndexMap::new();
    for (key, field, sets) in reader.keys("Changes", &reader.root()) {
        let value = match field {
            "cases" => cases(context, store, &told.changed, &reader, (&key, &sets)).await?,
            "left" => {
                log(request, &told.left);
                let id = |id: &Uuid| Value::String(global_id::encode(Case::table().name, *id));
                Value::List(told.left.iter().map(id).collect())
            }
            "position" => Value::String(sealed.clone()),
            "hasMore" => Value::Boolean(told.more),
            _ => Value::String("Changes".to_owned()),
        };
        answer.insert(key, value);
    }
    Ok(Changes(Answer::new(Value::Object(answer))))
}

/// The cases that changed after the position, for the filter of a list. `None` if there is no such filter.
/// Errors: as `changes`, and `BAD_USER_INPUT` if more than 1000 cases changed.
pub(crate) async fn updated_since(
    context: &Context<'_>,
    since: Option<ChangesPosition>,
) -> Result<Option<Vec<Uuid>>, Error> {
    let Some(since) = since else { return Ok(None) };
    let request = Request::of(context);
    // The position in the argument expires.
    request.roots.note(context, false);
    let since = position::open(request, context.data_unchecked::<Arc<Policy>>(), &since.0)?;
    positions::give(&request.store.database).await?;
    let store = request.store.at_one_moment(usize::MAX).await?;
    let (mut since, mut updated) = (since, BTreeSet::new());
    loop {
        let told = told(&store, Some(since), MOST_UPDATED).await?;
        updated.extend(told.changed);
        // Only what the viewer is told is counted. Otherwise the refusal would say that others were at work.
        if updated.len() > MOST_UPDATED_CASES {
            let sentence =
                format!("more than {MOST_UPDATED_CASES} cases changed; leave the filter out, or follow with `changes`");
            return Err(Error::bad_input("updatedSince", sentence));
        }
        if !told.more {
            return Ok(Some(updated.into_iter().collect()));
        }
        since = told.position;
    }
}

/// What changed for a viewer after a position.
/// Errors: `POSITION_EXPIRED` if it is not known any more.
pub(super) async fn told(store: &Store, since: Option<positions::Position>, first: u64) -> Result<Told, Error> {
    let Some(since) = since else {
        let position = store.newest_position().await?;
        return Ok(Told { changed: Vec::new(), left: Vec::new(), position, more: false });
    };
    if !store.is_kept(&since).await? {
        return Err(Error::PositionExpired);
    }
    let mut told = Told { changed: Vec::new(), left: Vec::new(), position: since, more: true };
    // A page without anything to tell would say that something happened that the viewer may not know of.
    for _ in 0..TRIES {
        let page = store.changed_cases(&told.position, first).await?;
        let known = KnownRows::read(store, &page.cases).await?;
        for case in &page.cases {
            if !case.now.sees() {
                told.left.extend(case.before.sees().then_some(case.id));
            } else if known.tell(case) {
                told.changed.push(case.id);
            }
        }
        (told.position, told.more) = (page.position, page.more);
        if !told.more || !told.changed.is_empty() || !told.left.is_empty() {
            break;
        }
    }
    Ok(told)
}

/// The cases as the selection asks for them, in the order in which they are told.
async fn cases<'a>(
    context: &'a Context<'a>,
    store: &Store,
    ids: &[Uuid],
    reader: &Reader<'a>,
    (key, sets): (&Name, &Vec<&'a SelectionSet>),
) -> Result<Value, Error> {
    let (body, plan): (_, Plan) = reader.record(Case::table(), sets)?;
    let mut found = HashMap::new();
    for node in prefetch::these(store, &plan, ids).await? {
        found.insert(node.row.key()?, node);
    }
    let nodes: Vec<_> = ids.iter().filter_map(|id| found.remove(id)).collect();
    let mut answering = AnswerWriter::new(context, Some(key));
    answering.list(&nodes, |this, node| this.record(&body, &plan, node))?;
    Ok(answering.finish())
}

/// A case that left is named to the viewer, so the read log has it.
fn log(request: &Request, left: &[Uuid]) {
    let seen = ClassSet::of(&[D::OperationalCoarse]);
    request.add(Shown { cases: left.iter().map(|case| (*case, seen)).collect(), ..Shown::default() });
}
