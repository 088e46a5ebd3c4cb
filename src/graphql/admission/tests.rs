//! Each limit and each rule of admission, at its edge.

use async_graphql::{ServerError, Value, Variables, value};

use super::{Admission, Admitted, Limits};

const SCHEMA: &str = r#"
directive @holds(class: String!) on FIELD_DEFINITION
interface Node { id: ID! }
"A person."
type Person implements Node { id: ID! name: String @holds(class: "IDENTITY") names: [Name!]! friends(first: Int, last: Int): People! self: Person }
type Name { text: String! script: String }
type People { edges: [PersonEdge!]! nodes: [Person!]! totalCount: Int! }
type PersonEdge { node: Person! cursor: String! }
type Dog implements Node { id: ID! name: Int owner(short: Boolean): Person barks: Boolean! }
union Being = Person | Dog
enum Sex { FEMALE MALE }
scalar Date
input Filter { sex: Sex, born: Date, and: [Filter!], must: Int! = 3, name: String! }
input One @oneOf { id: ID, name: String }
type Query { person(id: ID, one: One): Person people(first: Int, last: Int, filter: Filter): People! node: Node being: Being count(of: [Int!]): Int }
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

fn usual(query: &str) -> String {
    verdict(Limits::default(), query, value!({}))
}

#[test]
fn each_limit_holds_at_its_edge() {
    let limits = Limits::default;
    let cases: Vec<(&str, Limits, Limits, &str)> = vec![
        (
            "{ being { __typename } } # ééé",
            Limits { query_characters: 30, ..limits() },
            Limits { query_characters: 29, ..limits() },
            "DOCUMENT_TOO_LARGE",
        ),
        ("{ count }", Limits { tokens: 3, ..limits() }, Limits { tokens: 2, ..limits() }, "TOO_MANY_TOKENS"),
        (
            "{ person { ...{ name } } }",
            Limits { nesting: 3, ..limits() },
            Limits { nesting: 2, ..limits() },
            "TOO_DEEP",
        ),
        (
            "{ person { ...F } } fragment F on Person { self { name } }",
            Limits { depth: 3, ..limits() },
            Limits { depth: 2, ..limits() },
            "TOO_DEEP",
        ),
        (
            "{ __schema { types { name } } }",
            Limits { introspection_depth: 3, depth: 1, ..limits() },
            Limits { introspection_depth: 2, ..limits() },
            "INTROSPECTION_TOO_DEEP",
        ),
        (
            "{ a: person { ...F } b: person { ...F } } fragment F on Person { id name }",
            Limits { selections: 8, ..limits() },
            Limits { selections: 7, ..limits() },
            "TOO_COSTLY",
        ),
        (
            "{ people(first: 100) { nodes { name } } }",
            Limits { cost: 102, ..limits() },
            Limits { cost: 101, ..limits() },
            "TOO_COSTLY",
        ),
        (
            "{ a: person { ...F } b: person { ...F } } fragment F on Person { c: id }",
            Limits { aliases: 4, ..limits() },
            Limits { aliases: 3, ..limits() },
            "TOO_MANY_ALIASES",
        ),
        (
            "{ count ...F } fragment F on Query { a: count b: count }",
            Limits { root_fields: 3, ..limits() },
            Limits { root_fields: 2, ..limits() },
            "TOO_MANY_ROOT_FIELDS",
        ),
        (
            "query @x @x { count @x ... @x { a: count } }",
            Limits { directives: 4, ..limits() },
            Limits { directives: 3, ..limits() },
            "TOO_MANY_DIRECTIVES",
        ),
        (
            "{ ...F } fragment F on Query { count }",
            Limits { fragments: 1, ..limits() },
            Limits { fragments: 0, ..limits() },
            "TOO_MANY_FRAGMENTS",
        ),
        (
            "{ people(first: 20) { totalCount } }",
            Limits { page_size: 20, ..limits() },
            Limits { page_size: 19, ..limits() },
            "PAGE_SIZE_INVALID",
        ),
    ];
    for (query, enough, short, refusal) in cases {
        assert!(ask(enough, query, value!({})).is_ok(), "{query}");
        assert_eq!(verdict(short, query, value!({})), refusal, "{query}");
    }
}

#[test]
fn a_bomb_of_fragments_is_refused_at_once() {
    let mut query = "{ person { ...F0 } }".to_owned();
    for level in 0..25 {
        query += &format!(" fragment F{level} on Person {{ a: self {{ ...F{0} }} b: self {{ ...F{0} }} }}", level + 1);
    }
    query += " fragment F25 on Person { name }";
    let wide = Limits { depth: 100, aliases: u64::MAX, ..Limits::default() };
    let begin = std::time::Instant::now();
    assert_eq!(verdict(wide, &query, value!({})), "TOO_COSTLY");
    assert!(begin.elapsed().as_millis() < 500);
    // The same under fragments that no operation uses.
    assert_eq!(usual(&query.replace("{ person { ...F0 } }", "{ count }")), "TOO_COSTLY");
}

#[test]
fn a_fragment_cycle_is_refused_even_when_unused() {
    assert_eq!(
        usual("{ person { ...A } } fragment A on Person { self { ...B } } fragment B on Person { ...A }"),
        "FRAGMENT_CYCLE"
    );
    assert_eq!(usual("{ count } fragment A on Person { self { ...A } }"), "FRAGMENT_CYCLE");
}

#[test]
fn what_is_not_graphql_is_refused_without_an_echo() {
    for query in [
        "",
        "{",
        "{ a ",
        "query { a } query { b }",
        "query A { a } query A { b }",
        "fragment F on Query { a }",
        "{ \u{0} }",
    ] {
        let errors = ask(Limits::default(), query, value!({})).unwrap_err();
        assert_eq!(code(&errors[0]), "SYNTAX_ERROR", "{query}");
        assert_eq!(errors[0].message, "the document is not valid GraphQL");
    }
    assert_eq!(usual("query A { count } query B { count }"), "OPERATION_NOT_FOUND");
}

#[test]
fn the_cost_follows_pages_lists_and_variables() {
    assert_eq!(usual("{ person { name } }"), "2");
    assert_eq!(usual("{ person { names { text script } } }"), "22", "a list counts as ten");
    assert_eq!(usual("{ people { nodes { name } } }"), "27", "a page counts as twenty-five");
    assert_eq!(
        usual("{ people(first: 50) { edges { node { friends(last: 2) { nodes { id } } } cursor } totalCount } }"),
        "303"
    );
    let query = "query($n: Int = 4) { people(first: $n) { nodes { ...F } } } fragment F on Person { id }";
    assert_eq!(verdict(Limits::default(), query, value!({})), "6");
    assert_eq!(verdict(Limits::default(), query, value!({ "n": 9 })), "11");
    assert_eq!(verdict(Limits::default(), query, value!({ "n": 101 })), "PAGE_SIZE_INVALID");
    assert_eq!(usual("{ people(first: -1) { totalCount } }"), "PAGE_SIZE_INVALID");
    let deep =
        "{ people(first: 100) { nodes { friends(first: 100) { nodes { friends(first: 100) { nodes { id } } } } } } }";
    assert_eq!(usual(deep), "TOO_COSTLY");
}

#[test]
fn a_document_that_was_seen_before_is_still_measured_with_its_variables() {
    let admission = Admission::new(SCHEMA, Limits::default()).unwrap();
    let query = "query($n: Int) { people(first: $n) { nodes { id } } }";
    let cost = |n: i32| {
        let variables = async_graphql::from_value(value!({ "n": n })).unwrap();
        admission.admit(query, None, &variables).map(|it| it.cost).map_err(|errors| code(&errors[0]))
    };
    assert_eq!([cost(1), cost(100), cost(101)], [Ok(3), Ok(102), Err("PAGE_SIZE_INVALID".to_owned())]);
    admission.documents.run_pending_tasks();
    assert_eq!(admission.documents.entry_count(), 1);
}

#[test]
fn fields_under_one_key_must_be_the_same_at_every_depth() {
    for conflict in [
        "{ a: count a: person { id } }",
        "{ count(of: [1]) count(of: [2]) }",
        "{ count count(of: [2]) }",
        "{ person { self { x: id } } ...F } fragment F on Query { person { self { x: name } } }",
        "{ being { ... on Person { name } ... on Dog { name } } }",
        "{ being { ... on Person { x: self { name } } ... on Dog { x: barks } } }",
        "{ being { ... on Person { x: self { n: id } } ... on Dog { x: owner { n: name } } } }",
        "{ node { ... on Dog { owner(short: true) { id } } ... on Dog { owner { id } } } }",
        "{ node { id ... on Dog { id: barks } } }",
        "{ __schema { types { a: name a: kind } } }",
    ] {
        assert_eq!(usual(conflict), "CONFLICTING_FIELDS", "{conflict}");
    }
    for fine in [
        "{ a: count a: count person { id } person { id name } }",
        "{ node { ... on Dog { owner(short: true) { id } } ... on Person { owner: self { id } } } }",
        "{ a: people(filter: { name: \"x\", must: 1 }) { totalCount } a: people(filter: { must: 1, name: \"x\" }) { totalCount } }",
        "{ being { ... on Person { n: id } ... on Dog { n: id } } }",
    ] {
        assert!(ask(Limits::default(), fine, value!({})).is_ok(), "{fine}");
    }
}

#[test]
fn merging_stays_quick_on_a_document_made_against_it() {
    let copies = "x: self { y: self { z: self { id } } } ".repeat(150);
    let begin = std::time::Instant::now();
    let wide = Limits { aliases: 10_000, tokens: 10_000, ..Limits::default() };
    assert!(ask(wide, &format!("{{ person {{ {copies} }} }}"), value!({})).is_ok());
    assert!(begin.elapsed().as_millis() < 1_000);
}

#[test]
fn a_mutation_twice_under_one_key_is_refused() {
    assert_eq!(
        usual("mutation { close(id: 1) { id } ...F } fragment F on Mutation { close(id: 1) { id } }"),
        "DUPLICATE_MUTATION"
    );
    assert_eq!(usual("mutation { ...F ...F } fragment F on Mutation { close(id: 1) { id } }"), "DUPLICATE_MUTATION");
    assert_eq!(usual("mutation { a: close(id: 1) { id } b: close(id: 1) { id } }"), "4");
}

#[test]
fn variables_must_fit_what_the_operation_declares() {
    let query = "query($f: Filter!, $one: One, $of: [Int!]) { people(filter: $f) { totalCount } person(one: $one) { id } count(of: $of) }";
    let fine = value!({ "f": { "name": "x", "sex": "MALE", "born": "2001-02-03", "and": { "name": "y" } }, "of": 3, "one": { "id": 1 }, "other": 1 });
    assert!(ask(Limits::default(), query, fine).is_ok());
    for (variables, sentence) in [
        (value!({}), "the variable $f is required"),
        (value!({ "f": null }), "the variable $f must not be null"),
        (value!({ "f": "x" }), "the variable $f must be an object of Filter"),
        (value!({ "f": {} }), "the variable $f at name is required"),
        (value!({ "f": { "name": "x", "sex": "X" } }), "the variable $f at sex must be a value of Sex"),
        (
            value!({ "f": { "name": "x", "born": "2001-02-30" } }),
            "the variable $f at born must be a date like 2026-03-01",
        ),
        (value!({ "f": { "name": "x", "and": [{ "name": 5 }] } }), "the variable $f at and.0.name must be a text"),
        (value!({ "f": { "name": "x", "secret": 1 } }), "the variable $f has a field that Filter does not have"),
        (value!({ "f": { "name": "a\u{0}" } }), "the variable $f at name must not contain the character NUL"),
        (
            value!({ "f": { "name": "x" }, "of": [3_000_000_000_i64] }),
            "the variable $of at 0 must be a whole number between -2147483648 and 2147483647",
        ),
        (
            value!({ "f": { "name": "x" }, "one": { "id": 1, "name": "x" } }),
            "the variable $one must have exactly one field",
        ),
    ] {
        let errors = ask(Limits::default(), query, variables).unwrap_err();
        assert_eq!((code(&errors[0]).as_str(), errors[0].message.as_str()), ("INVALID_VARIABLE", sentence));
    }
    let long = value!({ "f": { "name": ("x".repeat(70_000)) } });
    assert_eq!(verdict(Limits::default(), query, long), "VARIABLES_TOO_LARGE");
}

#[test]
fn arguments_in_the_document_must_fit_too() {
    for misfit in [
        "{ people(filter: 3) { totalCount } }",
        "{ people(filter: { name: \"x\", sex: \"MALE\" }) { totalCount } }",
        "{ person { friends(first: \"2\") { totalCount } } }",
        "{ person { ...F } } fragment F on Person { friends(first: 2.5) { totalCount } }",
        "{ count(of: [null]) }",
    ] {
        assert_eq!(usual(misfit), "INVALID_ARGUMENT", "{misfit}");
    }
    assert!(
        ask(
            Limits::default(),
            "query($n: String!) { people(filter: { name: $n, sex: MALE }) { totalCount } }",
            value!({ "n": "x" })
        )
        .is_ok()
    );
}

#[test]
fn the_standard_introspection_query_passes_and_a_circle_does_not() {
    assert!(ask(Limits::default(), include_str!("introspection.graphql"), value!({})).is_ok());
    let circle = "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }";
    assert_eq!(usual(circle), "INTROSPECTION_TOO_DEEP");
}
