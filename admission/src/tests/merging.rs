//! Fields under the same response key.

use super::*;

#[test]
fn fields_under_one_key_must_be_the_same_at_every_depth() {
    for conflict in [
        "{ a: count a: person { id } }",
        "{ count(of: [1]) count(of: [2]) }",
        "{ count count(of: [2]) }",
        "{ person { self { x: id } } ...F } fragment F on Query { person { self { x: name } } }",
        "{ being { ... on Person { name } ... on Dog { name } } }",
        "{ being { ... on Person { x: __typename } ... on Dog { x: barks } } }",
        "{ being { ... on Person { x: mother } ... on Dog { x: id } } }",
        "{ being { ... on Person { x: self { name } } ... on Dog { x: barks } } }",
        "{ being { ... on Person { x: self { n: id } } ... on Dog { x: owner { n: name } } } }",
        "{ node { ... on Dog { owner(short: true) { id } } ... on Dog { owner { id } } } }",
        "{ node { id ... on Dog { id: barks } } }",
        "{ __schema { types { a: name a: kind } } }",
    ] {
        assert_eq!(usual(conflict), "ConflictingFields", "{conflict}");
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
        "DuplicateMutation"
    );
    assert_eq!(usual("mutation { ...F ...F } fragment F on Mutation { close(id: 1) { id } }"), "DuplicateMutation");
    assert_eq!(usual("mutation { a: close(id: 1) { id } b: close(id: 1) { id } }"), "4");
}
