//! The types of the answer to `myTasks`. Their answers are made as a whole.

use std::borrow::Cow;

use async_graphql::{
    ContextSelectionSet, OutputType, Positioned, ServerResult, Value, parser::types::Field as AskedField,
    registry::Registry,
};
use entity::codes::TaskKind;
use sea_orm::prelude::DateTimeUtc;

use crate::graphql::{node::NodeAnswer, object_type::object, record::types::Answer, visible};

/// The answer to `myTasks`.
#[derive(Debug)]
pub(crate) struct MyTasks(pub(super) Answer);

/// The type of a task. It only declares the type in the schema; no value of it is created.
#[derive(Debug)]
struct TaskType;

/// The type of a count. It only declares the type in the schema; no value of it is created.
#[derive(Debug)]
struct CountType;

impl OutputType for MyTasks {
    fn type_name() -> Cow<'static, str> {
        "MyTasks".into()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        object::<Self>(registry, ("What waits for you.", visible::tasks), |registry| {
            vec![
                (
                    "counts",
                    <Vec<CountType>>::create_type_info(registry),
                    "The number of tasks of each kind that your roles can have, with those beyond `first`.",
                ),
                (
                    "tasks",
                    <Vec<TaskType>>::create_type_info(registry),
                    "The tasks, by due time. Those without a time come last, the oldest first.",
                ),
                ("hasMore", bool::create_type_info(registry), "Whether there are more tasks than `tasks` has."),
            ]
        })
    }

    async fn resolve(&self, _: &ContextSelectionSet<'_>, _: &Positioned<AskedField>) -> ServerResult<Value> {
        Ok(self.0.take())
    }
}

impl OutputType for TaskType {
    fn type_name() -> Cow<'static, str> {
        "Task".into()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        object::<Self>(registry, ("Something that waits for you.", visible::tasks), |registry| {
            vec![
                ("kind", TaskKind::create_type_info(registry), "What there is to do."),
                (
                    "dueAt",
                    <Option<DateTimeUtc>>::create_type_info(registry),
                    "When it is due. Null: it has no time. A day ends at midnight UTC.",
                ),
                ("overdue", bool::create_type_info(registry), "Whether its time is over."),
                ("node", NodeAnswer::create_type_info(registry), "The record that it is about."),
            ]
        })
    }

    async fn resolve(&self, _: &ContextSelectionSet<'_>, _: &Positioned<AskedField>) -> ServerResult<Value> {
        Ok(Value::Null)
    }
}

impl OutputType for CountType {
    fn type_name() -> Cow<'static, str> {
        "TaskCount".into()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        object::<Self>(registry, ("How many tasks of a kind wait for you.", visible::tasks), |registry| {
            vec![
                ("kind", TaskKind::create_type_info(registry), "The kind."),
                ("count", i32::create_type_info(registry), "The number of tasks."),
            ]
        })
    }

    async fn resolve(&self, _: &ContextSelectionSet<'_>, _: &Positioned<AskedField>) -> ServerResult<Value> {
        Ok(Value::Null)
    }
}
