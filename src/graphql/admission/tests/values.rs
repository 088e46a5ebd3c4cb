//! Variables and arguments that do not fit.

use super::*;

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
