//! The root field `myTasks`: what waits for the viewer now, and how much of each kind.

mod answer;
mod types;

use async_graphql::{Context, Object, Value, indexmap::IndexMap};
use entity::codes::{DataClass as D, TaskKind};
use sea_orm::prelude::DateTimeUtc;

use self::types::MyTasks;
use super::{
    lists::values::any_of,
    page::{LARGEST_PAGE, USUAL_PAGE},
    record::{Maybe, selection::Reader, types::Answer},
    request::Request,
    visible,
};
use crate::{access::directive::holds, error::Error, store::tasks::Wanted};

/// The `myTasks` root field.
#[derive(Debug, Default)]
pub struct TaskRoot;

/// The `myTasks` root field.
#[Object]
impl TaskRoot {
    /// What waits for you now. It is a task of yours if your roles allow the action that settles it, through your own
    /// organisation: on the cases assigned to you, at your centres, in the inbox or at the desk of your organisation. It
    /// leaves the list when it is settled.
    #[graphql(visible = "visible::tasks")]
    async fn my_tasks(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only tasks of these kinds.", directive = holds::apply(D::Public))] kinds: Option<
            Vec<TaskKind>,
        >,
        #[graphql(
            desc = "Only tasks that are due before this moment. Tasks without a time are left out.",
            directive = holds::apply(D::Public)
        )]
        due_before: Option<DateTimeUtc>,
        #[graphql(
            desc = "At most this many tasks, at most 100.",
            default_with = "USUAL_PAGE",
            directive = holds::apply(D::Public)
        )]
        first: i32,
    ) -> Maybe<MyTasks> {
        Maybe::of(my_tasks(ctx, kinds, due_before, first)).await
    }
}

async fn my_tasks(
    context: &Context<'_>,
    kinds: Option<Vec<TaskKind>>,
    due_before: Option<DateTimeUtc>,
    first: i32,
) -> Result<MyTasks, Error> {
    let request = Request::of(context);
    let first = usize::try_from(first).ok().filter(|_| first <= LARGEST_PAGE);
    let first = first.ok_or_else(|| Error::bad_input("first", format!("ask for 0 to {LARGEST_PAGE} tasks")))?;
    let reader = Reader::new(context);
    let asked = reader.keys("MyTasks", &reader.root());
    if asked.is_empty() {
        // Another occurrence of the same key has the whole selection.
        return Ok(MyTasks(Answer::new(Value::Object(IndexMap::new()))));
    }
    let counted = asked.iter().any(|(_, field, _)| *field == "counts");
    let store = request.store.at_one_moment(usize::MAX).await?;
    let tasks = store.tasks(&Wanted { kinds: any_of("kinds", kinds)?, due_before, first, counted }).await?;
    let mut answer = IndexMap::new();
    for (key, field, sets) in asked {
        let value = match field {
            "counts" => answer::counts(&tasks, &reader, &sets),
            "tasks" => answer::list(context, &store, &tasks.first, &reader, (&key, &sets)).await?,
            "hasMore" => Value::Boolean(tasks.more),
            _ => Value::String("MyTasks".to_owned()),
        };
        answer.insert(key, value);
    }
    Ok(MyTasks(Answer::new(Value::Object(answer))))
}
