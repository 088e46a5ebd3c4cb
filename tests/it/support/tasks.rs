//! What `myTasks` has for a viewer.

use serde_json::{Value, json};
use waystation::{access::viewer::Viewer, graphql::engine::Engine};

use super::World;

const ALL: &str = "query($kinds: [TaskKind!], $dueBefore: DateTime) {
    myTasks(kinds: $kinds, dueBefore: $dueBefore, first: 100) {
        hasMore counts { kind count } tasks { kind dueAt overdue node { id ... on Case { reference } } } } }";

/// The whole tasks, for these arguments. The counts agree with them.
pub async fn tasks(world: &World, engine: &Engine, who: &Viewer, arguments: Value) -> Vec<Value> {
    let response = world.ask(engine, who, ALL, arguments).await;
    assert_eq!(response["errors"], Value::Null, "{response:#}");
    let answer = &response["data"]["myTasks"];
    assert_eq!(answer["hasMore"], false, "{response:#}");
    let tasks = answer["tasks"].as_array().expect("a list").clone();
    for count in answer["counts"].as_array().expect("a list") {
        let listed = tasks.iter().filter(|task| task["kind"] == count["kind"]).count();
        assert_eq!(count["count"], listed, "{count} of {tasks:#?}");
    }
    tasks
}

/// The kinds of all tasks.
pub async fn kinds(world: &World, engine: &Engine, who: &Viewer) -> Vec<String> {
    let tasks = tasks(world, engine, who, json!({})).await;
    tasks.iter().map(|task| task["kind"].as_str().expect("a code").to_owned()).collect()
}
