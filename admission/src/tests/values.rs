//! Variables and arguments that do not fit.

use super::*;

#[test]
fn variables_must_fit_what_the_operation_declares() {
    let query = "query($f: Filter!, $one: One, $of: [Int!]) { people(filter: $f) { totalCount } person(one: $one) { id } count(of: $of) }";
    let fine = value!({ "f": { "name": "x", "sex": "MALE", "born": "2001-02-03", "and": { "name": "y" } }, "of": 3, "one": { "id": (id()) }, "other": 1 });
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
        (value!({ "f": { "name": "x", "and": [{ "name": 5 }] } }), "the variable $f at and.0.name must be a string"),
        (value!({ "f": { "name": "x", "secret": 1 } }), "the variable $f has a field that Filter does not have"),
        (value!({ "f": { "name": "a\u{0}" } }), "the variable $f at name must not contain the character NUL"),
        (
            value!({ "f": { "name": "x" }, "of": [3_000_000_000_i64] }),
            "the variable $of at 0 must be a whole number between -2147483648 and 2147483647",
        ),
        (
            value!({ "f": { "name": "x" }, "one": { "id": (id()), "name": "x" } }),
            "the variable $one must have exactly one field",
        ),
    ] {
        let errors = ask(Limits::default(), query, variables).unwrap_err();
        assert_eq!((code(&errors[0]).as_str(), errors[0].to_string().as_str()), ("InvalidVariable", sentence));
    }
    let long = value!({ "f": { "name": ("x".repeat(70_000)) } });
    assert_eq!(verdict(Limits::default(), query, long), "VariablesTooLarge");
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
        assert_eq!(usual(misfit), "InvalidArgument", "{misfit}");
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
fn an_identifier_in_an_input_must_be_one_and_the_place_is_named() {
    let query = "query($one: One) { person(one: $one) { id } }";
    let errors = ask(Limits::default(), query, value!({ "one": { "id": "x" } })).unwrap_err();
    assert_eq!(
        (code(&errors[0]).as_str(), errors[0].to_string().as_str()),
        ("InvalidId", "the variable $one at id is not an identifier")
    );
    assert_eq!(usual("{ person(one: { id: \"x\" }) { id } }"), "InvalidId");
    // An argument of its own is checked by the resolver, so that other root fields are still answered.
    assert_eq!(usual("{ person(id: \"x\") { id } }"), "2");
}

#[test]
fn a_missing_argument_is_named_with_its_type_and_its_field() {
    let errors = ask(Limits::default(), "{ search }", value!({})).unwrap_err();
    assert_eq!(code(&errors[0]), "MissingArgument");
    assert_eq!(errors[0].to_string(), "the argument for: String! of Query.search is required");
    assert_eq!(errors[0].locations.len(), 1);
}

#[test]
fn minus_zero_is_a_whole_number() {
    for (document, verdict) in [
        ("{ count(of: [-0, 1]) }", "1"),
        ("{ search(for: \"-0\") }", "1"),
        ("{ count(of: [-0.0]) }", "InvalidArgument"),
        ("{ count(of: [1.0]) }", "InvalidArgument"),
        ("{ float(of: -0.0) }", "1"),
    ] {
        assert_eq!(usual(document), verdict, "{document}");
    }
}

#[test]
fn what_tells_about_a_person_is_known_by_its_class() {
    let personal = |query: &str, variables| ask(Limits::default(), query, variables).unwrap().personal;
    assert!(personal("{ search(for: \"Awa\") }", value!({})));
    assert!(personal("{ ...F } fragment F on Query { a: search(for: \"Awa\") }", value!({})));
    assert!(personal("{ person(one: { name: \"Awa\" }) { id } }", value!({})));
    assert!(personal("query($n: String!) { search(for: $n) }", value!({ "n": "Awa" })));
    assert!(personal("query($o: One) { person(one: $o) { id } }", value!({ "o": { "name": "Awa" } })));
    assert!(!personal(
        "query($o: One, $f: Int) { person(one: $o) { friends(first: $f) { totalCount } } }",
        value!({ "o": { "id": (id()) } })
    ));
}
