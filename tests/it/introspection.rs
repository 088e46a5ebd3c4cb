//! Introspection gives a valid schema for every pair of roles, because tools reject an invalid schema as a whole.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    iter,
};

use entity::codes::{DataClass, OrganisationType, Role};
use sea_orm::Iterable;
use serde_json::{Value, json};
use waystation::{
    access::{action::Action, clearance::Grants, viewer::Viewer},
    graphql::engine::Engine,
};

use crate::support::{World, on_both, someone};

/// All names and types of a schema, without descriptions.
const NAMES: &str = "{ __schema { queryType { name } mutationType { name } types { ...Whole }
    directives { name args { ...Input } } } }
    fragment Whole on __Type { kind name fields(includeDeprecated: true) { name args { ...Input } type { ...Ref } }
        inputFields { ...Input } interfaces { name } enumValues(includeDeprecated: true) { name } possibleTypes { name } }
    fragment Input on __InputValue { name type { ...Ref } defaultValue }
    fragment Ref on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }";

/// Asks as each kind of organisation with each pair of roles, because introspection can differ between them.
#[tokio::test]
async fn introspection_is_a_valid_schema_for_every_pair_of_roles() {
    on_both(|world| async move {
        let engine = world.engine().await;
        let mut seen = HashSet::new();
        for kind in OrganisationType::iter() {
            let (organisation, worker) = someone(&world, kind).await;
            for (one, other) in pairs() {
                let roles = BTreeSet::from([one, other]).into_iter().collect();
                let viewer = Viewer { roles, ..world.viewer(one, &worker, &organisation) };
                if seen.insert(what_counts(&world, &viewer)) {
                    let faults = faults(&world, &engine, &viewer).await;
                    assert!(faults.is_empty(), "{kind:?} {one:?} {other:?}: {faults:#?}");
                }
            }
        }
        assert!(seen.len() > 30, "only {} different schemas were checked", seen.len());
    })
    .await;
}

#[tokio::test]
async fn a_viewer_who_can_change_nothing_has_no_mutations() {
    on_both(|world| async move {
        let engine = world.engine().await;
        let (organisation, worker) = someone(&world, OrganisationType::Iom).await;
        let auditor = world.viewer(Role::Auditor, &worker, &organisation);
        let answer = world.ask(&engine, &auditor, NAMES, Value::Null).await;
        assert_eq!(answer["data"]["__schema"]["mutationType"], Value::Null);
    })
    .await;
}

/// Checks the check: it must find every kind of fault.
#[test]
fn a_broken_schema_is_found_broken() {
    let int = json!({ "kind": "SCALAR", "name": "Int" });
    let object = |name: &str, fields: Value| json!({ "kind": "OBJECT", "name": name, "fields": fields, "interfaces": [{ "name": "Node" }] });
    let field = |name: &str, of: &Value| json!({ "name": name, "args": [], "type": of });
    let schema = json!({
        "queryType": { "name": "Query" }, "mutationType": { "name": "Mutation" }, "directives": [],
        "types": [
            object("Query", json!([field("worker", &json!({ "kind": "OBJECT", "name": "Worker" }))])),
            object("Worker", json!([])),
            { "kind": "INTERFACE", "name": "Node", "fields": [field("id", &int)], "possibleTypes": [{ "name": "Case" }] },
            { "kind": "INPUT_OBJECT", "name": "Filter", "inputFields": [] },
            int,
        ],
    });
    assert_eq!(
        faults_of(&schema),
        [
            "the root Mutation is missing",
            "Query: has no field id of Node",
            "Worker: has no fields",
            "Worker: has no field id of Node",
            "Node: Case is missing",
            "Filter: has no fields",
        ]
    );
}

fn pairs() -> impl Iterator<Item = (Role, Role)> {
    Role::iter().flat_map(|one| Role::iter().filter(move |other| *other >= one).map(move |other| (one, other)))
}

/// Everything of a viewer that introspection depends on. Which mutations a viewer has changes only the mutation root,
/// because each payload belongs to one mutation, and every mutation is visible to some viewer.
fn what_counts(world: &World, viewer: &Viewer) -> (Vec<DataClass>, Vec<DataClass>, bool, bool) {
    let grants = Grants::new(&world.policy, viewer);
    let acts = Action::all().any(|action| grants.may_anywhere(action));
    (grants.anywhere().iter().collect(), grants.of_packets().iter().collect(), viewer.is_of_origin(), acts)
}

async fn faults(world: &World, engine: &Engine, viewer: &Viewer) -> Vec<String> {
    let answer = world.ask(engine, viewer, NAMES, Value::Null).await;
    assert_eq!(answer["errors"], Value::Null);
    faults_of(&answer["data"]["__schema"])
}

/// The rules for a valid schema that this schema breaks; only rules that hiding a part can break are checked.
fn faults_of(schema: &Value) -> Vec<String> {
    let list = |of: &Value| of.as_array().cloned().unwrap_or_default();
    let types: BTreeMap<String, Value> =
        list(&schema["types"]).into_iter().map(|it| (it["name"].as_str().expect("a name").to_owned(), it)).collect();
    let mut faults = Vec::new();
    for root in ["queryType", "mutationType"] {
        if let Some(name) = schema[root]["name"].as_str()
            && !types.contains_key(name)
        {
            faults.push(format!("the root {name} is missing"));
        }
    }
    let in_order = list(&schema["types"]);
    for it in &in_order {
        let name = it["name"].as_str().unwrap_or_default();
        let parts = match it["kind"].as_str().unwrap_or_default() {
            "OBJECT" | "INTERFACE" => Some("fields"),
            "INPUT_OBJECT" => Some("inputFields"),
            "ENUM" => Some("enumValues"),
            "UNION" => Some("possibleTypes"),
            _ => None,
        };
        if let Some(parts) = parts
            && list(&it[parts]).is_empty()
        {
            faults.push(format!("{name}: has no {}", if parts == "inputFields" { "fields" } else { parts }));
        }
        let mut leads_to: Vec<Value> = [list(&it["interfaces"]), list(&it["possibleTypes"])].concat();
        let arguments = list(&it["fields"]).into_iter().flat_map(|field| list(&field["args"]));
        for part in list(&it["fields"]).into_iter().chain(list(&it["inputFields"])).chain(arguments) {
            leads_to.push(innermost(&part["type"]).clone());
        }
        for to in leads_to {
            let to = to["name"].as_str().unwrap_or_default();
            if !types.contains_key(to) {
                faults.push(format!("{name}: {to} is missing"));
            }
        }
        for interface in list(&it["interfaces"]) {
            let of = &types
                .get(interface["name"].as_str().unwrap_or_default())
                .map_or(Value::Null, |it| it["fields"].clone());
            for field in list(of) {
                if !list(&it["fields"]).iter().any(|own| own["name"] == field["name"]) {
                    faults.push(format!(
                        "{name}: has no field {} of {}",
                        field["name"].as_str().unwrap_or_default(),
                        interface["name"].as_str().unwrap_or_default()
                    ));
                }
            }
        }
    }
    for argument in list(&schema["directives"]).into_iter().flat_map(|directive| list(&directive["args"])) {
        let to = innermost(&argument["type"])["name"].as_str().unwrap_or_default();
        if !types.contains_key(to) {
            faults.push(format!("a directive: {to} is missing"));
        }
    }
    faults
}

fn innermost(of: &Value) -> &Value {
    iter::successors(Some(of), |of| Some(&of["ofType"]).filter(|inner| !inner.is_null())).last().unwrap_or(of)
}
