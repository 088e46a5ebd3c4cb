//! What admission remembers of the engine's validation, and how much memory it takes.

use super::*;

/// A schema without `@oneOf`.
const PLAIN: &str = "type Query { count(of: Int, by: Int! = 2): Int } schema { query: Query }";

#[test]
fn a_document_is_validated_until_the_engine_found_it_valid() {
    let admission = Admission::new(PLAIN, &(), Limits::default()).expect("a schema");
    let of = |query: &str, variables: Value| {
        let admitted = admission.admit(query, None, &Variables::from_value(variables)).expect("it is admitted");
        admitted.validation
    };
    let (query, other) = ("query($a: Int) { count(of: $a) }", "query($b: Int) { count(of: $b) }");
    let first = of(query, value!({ "a": 1 })).expect("it is remembered");
    assert!(!first.is_done());
    first.done();
    for variables in [value!({ "a": 2 }), value!({ "a": null }), value!({})] {
        assert!(of(query, variables).expect("it is remembered").is_done());
    }
    assert!(!of(other, value!({})).expect("it is remembered").is_done());
}

#[test]
fn null_for_a_variable_with_a_default_or_next_to_one_of_is_always_validated() {
    let remembered = |sdl: &str, query: &str, variables: Value| {
        let admission = Admission::new(sdl, &TestConventions, Limits::default()).expect("a schema");
        let admitted = admission.admit(query, None, &Variables::from_value(variables)).expect("it is admitted");
        admitted.validation.is_some()
    };
    let defaulted = "query($a: Int = 1) { count(by: $a) }";
    assert!(remembered(PLAIN, defaulted, value!({})) && remembered(PLAIN, defaulted, value!({ "a": 2 })));
    assert!(!remembered(PLAIN, defaulted, value!({ "a": null })));
    let one = "query($id: ID) { person(one: { id: $id }) { name } }";
    assert!(remembered(SCHEMA, one, value!({ "id": (id()) })));
    assert!(!remembered(SCHEMA, one, value!({ "id": null })));
    let two = "query A { count } query B { float }";
    let admission = Admission::new(SCHEMA, &TestConventions, Limits::default()).expect("a schema");
    let admitted = admission.admit(two, Some("A"), &Variables::default()).expect("it is admitted");
    assert!(admitted.validation.is_none());
}

#[test]
fn ten_thousand_documents_take_bounded_memory() {
    let limits = Limits { document_cache_bytes: 200_000, ..Limits::default() };
    let admission = Admission::new(PLAIN, &(), limits).expect("a schema");
    for number in 0..10_000 {
        let admitted = admission.admit(&format!("{{ count(of: {number}) }}"), None, &Variables::default());
        admitted.expect("it is admitted").validation.expect("it is remembered").done();
    }
    assert!(admission.document_bytes() <= 200_000, "{}", admission.document_bytes());
}
