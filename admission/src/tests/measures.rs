//! Sizes, depths and costs.

use super::*;

#[test]
fn each_limit_holds_at_its_edge() {
    let limits = Limits::default;
    let cases: Vec<(&str, Limits, Limits, &str)> = vec![
        (
            "{ being { __typename } } # ééé",
            Limits { query_characters: 30, ..limits() },
            Limits { query_characters: 29, ..limits() },
            "DocumentTooLarge",
        ),
        ("{ count }", Limits { tokens: 3, ..limits() }, Limits { tokens: 2, ..limits() }, "TooManyTokens"),
        ("{ person { ...{ name } } }", Limits { nesting: 3, ..limits() }, Limits { nesting: 2, ..limits() }, "TooDeep"),
        (
            "{ person { ...F } } fragment F on Person { self { name } }",
            Limits { depth: 3, ..limits() },
            Limits { depth: 2, ..limits() },
            "TooDeep",
        ),
        (
            "{ __schema { types { name } } }",
            Limits { introspection_depth: 3, depth: 1, ..limits() },
            Limits { introspection_depth: 2, ..limits() },
            "IntrospectionTooDeep",
        ),
        (
            "{ a: person { ...F } b: person { ...F } } fragment F on Person { id name }",
            Limits { selections: 8, ..limits() },
            Limits { selections: 7, ..limits() },
            "TooCostly",
        ),
        (
            "{ people(first: 100) { nodes { name } } }",
            Limits { cost: 102, ..limits() },
            Limits { cost: 101, ..limits() },
            "TooCostly",
        ),
        (
            "{ a: person { ...F } b: person { ...F } } fragment F on Person { c: id }",
            Limits { aliases: 4, ..limits() },
            Limits { aliases: 3, ..limits() },
            "TooManyAliases",
        ),
        (
            "{ count ...F } fragment F on Query { a: count b: count }",
            Limits { root_fields: 3, ..limits() },
            Limits { root_fields: 2, ..limits() },
            "TooManyRootFields",
        ),
        (
            "query @x @x { count @x ... @x { a: count } }",
            Limits { directives: 4, ..limits() },
            Limits { directives: 3, ..limits() },
            "TooManyDirectives",
        ),
        (
            "{ ...F } fragment F on Query { count }",
            Limits { fragments: 1, ..limits() },
            Limits { fragments: 0, ..limits() },
            "TooManyFragments",
        ),
        (
            "{ people(first: 20) { totalCount } }",
            Limits { page_size: 20, ..limits() },
            Limits { page_size: 19, ..limits() },
            "PageSizeInvalid",
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
        let fragment =
            format!(" fragment F{level} on Person {{ a: self {{ ...F{0} }} b: self {{ ...F{0} }} }}", level + 1);
        query.push_str(&fragment);
    }
    query += " fragment F25 on Person { name }";
    let wide = Limits { depth: 100, aliases: u64::MAX, ..Limits::default() };
    let begin = std::time::Instant::now();
    assert_eq!(verdict(wide, &query, value!({})), "TooCostly");
    assert!(begin.elapsed().as_millis() < 500);
    // Fragments that no operation uses count too.
    assert_eq!(usual(&query.replace("{ person { ...F0 } }", "{ count }")), "TooCostly");
}

#[test]
fn a_fragment_cycle_is_refused_even_when_unused() {
    assert_eq!(
        usual("{ person { ...A } } fragment A on Person { self { ...B } } fragment B on Person { ...A }"),
        "FragmentCycle"
    );
    assert_eq!(usual("{ count } fragment A on Person { self { ...A } }"), "FragmentCycle");
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
        assert_eq!(code(&errors[0]), "SyntaxError", "{query}");
        let message = errors[0].to_string();
        assert!(!message.contains(['{', '\u{0}']), "{query}: {message}");
    }
    assert_eq!(usual("query A { count } query B { count }"), "OperationNotFound");
}

#[test]
fn the_cost_follows_pages_lists_and_variables() {
    assert_eq!(usual("{ person { name } }"), "2");
    assert_eq!(usual("{ person { names { text script } } }"), "22", "a list counts as ten");
    assert_eq!(usual("{ people { nodes { name } } }"), "22", "a page counts as twenty");
    assert_eq!(
        usual("{ people(first: 50) { edges { node { friends(last: 2) { nodes { id } } } cursor } totalCount } }"),
        "303"
    );
    let query = "query($n: Int = 4) { people(first: $n) { nodes { ...F } } } fragment F on Person { id }";
    assert_eq!(verdict(Limits::default(), query, value!({})), "6");
    assert_eq!(verdict(Limits::default(), query, value!({ "n": 9 })), "11");
    assert_eq!(verdict(Limits::default(), query, value!({ "n": 101 })), "PageSizeInvalid");
    assert_eq!(usual("{ people(first: -1) { totalCount } }"), "PageSizeInvalid");
    let deep =
        "{ people(first: 100) { nodes { friends(first: 100) { nodes { friends(first: 100) { nodes { id } } } } } } }";
    assert_eq!(usual(deep), "TooCostly");
}

#[test]
fn a_document_that_was_seen_before_is_still_measured_with_its_variables() {
    let admission = Admission::new(SCHEMA, &TestConventions, Limits::default()).unwrap();
    let query = "query($n: Int) { people(first: $n) { nodes { id } } }";
    let cost = |n: i32| {
        let variables = Variables::from_value(value!({ "n": n }));
        admission.admit(query, None, &variables).map(|it| it.cost).map_err(|errors| code(&errors[0]))
    };
    assert_eq!([cost(1), cost(100), cost(101)], [Ok(3), Ok(102), Err("PageSizeInvalid".to_owned())]);
    admission.documents.run_pending_tasks();
    assert_eq!(admission.documents.entry_count(), 1);
}

#[test]
fn the_standard_introspection_query_passes_and_a_circle_does_not() {
    assert!(ask(Limits::default(), include_str!("../introspection.graphql"), value!({})).is_ok());
    let circle = "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }";
    assert_eq!(usual(circle), "IntrospectionTooDeep");
}

#[test]
fn conventions_say_how_long_a_list_is() {
    assert_eq!(usual("{ year { at } }"), "367");
    assert_eq!(usual("{ days { each { text } } }"), "3");
    assert_eq!(usual("{ days(by: 2) { each { text } days { at } } }"), "2003");
}

#[test]
fn a_syntax_error_says_what_was_expected_and_repeats_nothing() {
    for (document, sentence) in [
        ("{ person { } }", "the document is not valid GraphQL: expected "),
        ("{ secret(", "the document is not valid GraphQL: expected "),
        ("query A { a } query A { b }", "two operations have the same name"),
        ("{ a } query A { b }", "an operation without a name must be the only one of its document"),
        ("fragment F on Person { id }", "the document has no operation"),
    ] {
        let errors = ask(Limits::default(), document, value!({})).unwrap_err();
        assert_eq!(code(&errors[0]), "SyntaxError");
        assert!(errors[0].to_string().starts_with(sentence), "{document}: {}", errors[0]);
        assert!(!errors[0].to_string().contains("secret"));
    }
}
