//! Every limit and rule of admission, tested at its boundary.

mod measures;
mod merging;
mod root;
mod validated;
mod values;

use async_graphql_parser::types::{ConstDirective, Field};
use async_graphql_value::{ConstValue as Value, Value as Literal, Variables, value};

use super::{Admission, Admitted, Conventions, Limits, Refusal};

const SCHEMA: &str = r#"
directive @holds(class: Class!) on FIELD_DEFINITION | ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION
enum Class { PUBLIC IDENTITY }
interface Node { id: ID! }
"A person."
type Person implements Node { id: ID! mother: ID name: String @holds(class: IDENTITY) names: [Name!]! friends(first: Int, last: Int): People! self: Person }
type Day { at: Int }
type Days { days: [Day!]! each: [Name!]! }
type Name { text: String! script: String }
type People { edges: [PersonEdge!]! nodes: [Person!]! totalCount: Int! }
type PersonEdge { node: Person! cursor: String! }
type Dog implements Node { id: ID! name: Int owner(short: Boolean): Person barks: Boolean! }
union Being = Person | Dog
enum Sex { FEMALE MALE }
scalar Date
input Filter { sex: Sex, born: Date, and: [Filter!], must: Int! = 3, name: String! }
input One @oneOf { id: ID, name: String @holds(class: IDENTITY) }
type Query { person(id: ID, one: One): Person people(first: Int, last: Int, filter: Filter): People! node: Node being: Being count(of: [Int!]): Int float(of: Float): Int days(by: Int): Days year: [Day!]! search(for: String! @holds(class: IDENTITY), in: String! = "" @holds(class: PUBLIC)): Int }
type Mutation { open(name: String): Person close(id: ID!): Person }
schema { query: Query mutation: Mutation }
"#;

/// Identifiers with a colon, dates, and personal data in arguments that hold an identity.
struct TestConventions;

impl Conventions for TestConventions {
    fn scalar(&self, name: &str, value: &Literal) -> Result<(), &'static str> {
        let wrong = name == "Date" && !matches!(value, Literal::String(date) if !date.ends_with("-30"));
        if wrong { Err("must be a date like 2026-03-01") } else { Ok(()) }
    }

    fn is_identifier(&self, id: &str) -> bool {
        id.contains(':')
    }

    fn list(&self, of: &str, _: &Limits) -> Option<u64> {
        (of == "Day").then_some(366)
    }

    fn page(&self, of: &str, field: &Field) -> Option<u64> {
        (of == "Days").then(|| if field.get_argument("by").is_some() { 1_000 } else { 1 })
    }

    fn is_personal(&self, directive: &ConstDirective) -> bool {
        matches!(directive.get_argument("class").map(|it| &it.node), Some(Value::Enum(class)) if class == "IDENTITY")
    }
}

fn ask(limits: Limits, query: &str, variables: Value) -> Result<Admitted, Vec<Refusal>> {
    let variables = Variables::from_value(variables);
    Admission::new(SCHEMA, &TestConventions, limits).expect("a schema").admit(query, None, &variables)
}

fn code(refusal: &Refusal) -> String {
    format!("{:?}", refusal.reason)
}

/// The reason of the first refusal, or the cost.
fn verdict(limits: Limits, query: &str, variables: Value) -> String {
    match ask(limits, query, variables) {
        Ok(admitted) => admitted.cost.to_string(),
        Err(errors) => code(&errors[0]),
    }
}

/// An identifier.
fn id() -> String {
    "Person:1".to_owned()
}

fn usual(query: &str) -> String {
    verdict(Limits::default(), query, value!({}))
}
