//! Every limit and rule of admission, tested at its boundary.

mod measures;
mod merging;
mod values;

use async_graphql::{ServerError, Value, Variables, value};

use super::{Admission, Admitted, Limits};

const SCHEMA: &str = r#"
directive @holds(class: Class!) on FIELD_DEFINITION | ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION
enum Class { PUBLIC IDENTITY }
interface Node { id: ID! }
"A person."
type Person implements Node { id: ID! mother: ID name: String @holds(class: IDENTITY) names: [Name!]! friends(first: Int, last: Int): People! self: Person }
type Name { text: String! script: String }
type People { edges: [PersonEdge!]! nodes: [Person!]! totalCount: Int! }
type PersonEdge { node: Person! cursor: String! }
type Dog implements Node { id: ID! name: Int owner(short: Boolean): Person barks: Boolean! }
union Being = Person | Dog
enum Sex { FEMALE MALE }
scalar Date
input Filter { sex: Sex, born: Date, and: [Filter!], must: Int! = 3, name: String! }
input One @oneOf { id: ID, name: String @holds(class: IDENTITY) }
type Query { person(id: ID, one: One): Person people(first: Int, last: Int, filter: Filter): People! node: Node being: Being count(of: [Int!]): Int float(of: Float): Int search(for: String! @holds(class: IDENTITY), in: String! = "" @holds(class: PUBLIC)): Int }
type Mutation { open(name: String): Person close(id: ID!): Person }
schema { query: Query mutation: Mutation }
"#;

fn ask(limits: Limits, query: &str, variables: Value) -> Result<Admitted, Vec<ServerError>> {
    let Value::Object(variables) = variables else { panic!("variables are an object") };
    let variables: Variables = async_graphql::from_value(Value::Object(variables)).expect("variables");
    Admission::new(SCHEMA, limits).expect("a schema").admit(query, None, &variables)
}

fn code(error: &ServerError) -> String {
    match error.extensions.as_ref().and_then(|extensions| extensions.get("code")) {
        Some(Value::String(code)) => code.clone(),
        _ => "none".to_owned(),
    }
}

/// The code of the first refusal, or the cost.
fn verdict(limits: Limits, query: &str, variables: Value) -> String {
    match ask(limits, query, variables) {
        Ok(admitted) => admitted.cost.to_string(),
        Err(errors) => code(&errors[0]),
    }
}

/// A global identifier.
fn id() -> String {
    crate::global_id::encode("Person", uuid::Uuid::nil())
}

fn usual(query: &str) -> String {
    verdict(Limits::default(), query, value!({}))
}
