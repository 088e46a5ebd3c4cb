//! Introspection gives a valid schema for every pair of roles, because tools reject an invalid schema as a whole.

mod faults;

use std::{
    collections::{BTreeSet, HashMap, HashSet, hash_map::Entry},
    fs,
    path::PathBuf,
};

use demo::{cast::personas, settle};
use entity::codes::{AccessMode, DataClass, OrganisationType, Relation, Role};
use sea_orm::Iterable;
use serde_json::{Value, json};
use waystation::{
    access::{action::Action, class::ClassSet, clearance::Grants, viewer::Viewer},
    graphql::engine::Engine,
    store::identity::viewers,
};

use self::faults::faults_of;
use crate::{
    code_lists,
    support::{World, on_both, someone},
};

/// What graphql-js needs to build a client schema, without descriptions because they make the answer four times as long.
const INTROSPECTION: &str = "{ __schema { queryType { name } mutationType { name } subscriptionType { name }
    types { ...Whole } directives { name isRepeatable locations args { ...Input } } } }
    fragment Whole on __Type { kind name specifiedByURL
        fields(includeDeprecated: true) { name args { ...Input } type { ...Ref } isDeprecated deprecationReason }
        inputFields { ...Input } interfaces { name kind }
        enumValues(includeDeprecated: true) { name isDeprecated deprecationReason } possibleTypes { name kind } }
    fragment Input on __InputValue { name type { ...Ref } defaultValue }
    fragment Ref on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }";

/// Asks as each persona of the demo, and as each kind of organisation with each pair of roles, because introspection can
/// differ between them. The answers are kept for `tests/graphql-js`.
#[tokio::test]
async fn introspection_is_a_valid_schema_for_every_pair_of_roles() {
    on_both(|world| async move {
        settle(&world.database, world.now).await.expect("the cast is written");
        let engine = world.engine().await;
        let mut answers = Answers::default();
        for persona in personas() {
            let token = persona.token(world.now);
            let viewer = viewers::viewer(&world.database, &token, world.now).await.expect("the database answers");
            let viewer = viewer.expect("the organisation is active");
            answers.ask(&world, &engine, &viewer, format!("persona-{}", persona.key)).await;
        }
        for kind in OrganisationType::iter() {
            let (organisation, worker) = someone(&world, kind).await;
            for (one, other) in pairs() {
                let roles = BTreeSet::from([one, other]).into_iter().collect();
                let viewer = Viewer { roles, ..world.viewer(one, &worker, &organisation) };
                answers.ask(&world, &engine, &viewer, format!("{kind:?}-{one:?}-{other:?}")).await;
            }
        }
        assert!(answers.seen.len() > 100, "only {} kinds of viewer were asked for", answers.seen.len());
        assert!(answers.named.len() > 50, "only {} different schemas were checked", answers.named.len());
        answers.keep();
    })
    .await;
}

#[tokio::test]
async fn a_viewer_who_can_change_nothing_has_no_mutations() {
    on_both(|world| async move {
        let engine = world.engine().await;
        let (organisation, worker) = someone(&world, OrganisationType::Iom).await;
        let auditor = world.viewer(Role::Auditor, &worker, &organisation);
        let answer = world.ask(&engine, &auditor, INTROSPECTION, Value::Null).await;
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

/// Everything of a viewer that introspection can depend on: the classes in each relation and of packets, the actions, and
/// whether the viewer belongs to a State of origin.
type Counts = (Vec<ClassSet>, Vec<DataClass>, Vec<Action>, bool);

fn what_counts(world: &World, viewer: &Viewer) -> Counts {
    let grants = Grants::new(&world.policy, viewer);
    let classes = Relation::iter().map(|relation| grants.classes(AccessMode::Standard, relation)).collect();
    let actions = Action::all().filter(|action| grants.may_anywhere(*action)).collect();
    (classes, grants.of_packets().iter().collect(), actions, viewer.is_of_origin())
}

/// The different answers, each with the name of the first viewer who got it.
#[derive(Default)]
struct Answers {
    seen: HashSet<Counts>,
    named: HashMap<String, String>,
}

impl Answers {
    /// Asks as this viewer, unless an equal one was asked for before.
    async fn ask(&mut self, world: &World, engine: &Engine, viewer: &Viewer, name: String) {
        if !self.seen.insert(what_counts(world, viewer)) {
            return;
        }
        let answer = world.bytes(engine, viewer, INTROSPECTION, Value::Null).await;
        let Entry::Vacant(unseen) = self.named.entry(answer) else { return };
        let parsed: Value = serde_json::from_str(unseen.key()).expect("a response is JSON");
        assert_eq!(parsed["errors"], Value::Null, "{name}");
        let faults = faults_of(&parsed["data"]["__schema"]);
        assert!(faults.is_empty(), "{name}: {faults:#?}");
        let lists = world.ask(engine, viewer, "{ codeLists { lists { name codes { code } } } }", Value::Null).await;
        code_lists::are_those_of(&parsed["data"]["__schema"], &lists["data"]["codeLists"]["lists"], &name);
        unseen.insert(name);
    }

    /// Writes each answer into its own file. `tests/graphql-js/check.mjs` reads them.
    fn keep(&self) {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("introspection");
        drop(fs::remove_dir_all(&folder));
        fs::create_dir_all(&folder).expect("the folder of cargo can be written");
        for (answer, name) in &self.named {
            fs::write(folder.join(format!("{name}.json")), answer).expect("the folder of cargo can be written");
        }
    }
}
