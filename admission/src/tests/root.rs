//! The root field under which an operation is counted: a name of the schema, and never one of the client.

use super::*;
use crate::Root;

#[test]
fn an_operation_is_counted_by_a_name_of_the_schema() {
    let admission = Admission::new(SCHEMA, &TestConventions, Limits::default()).expect("the schema is sound");
    let root = |query: &str| admission.admit(query, None, &Variables::default()).expect("it is admitted").root;
    let field = |name: &str| Root::Field(name.into());
    for (query, expected) in [
        ("{ people { totalCount } }", field("people")),
        ("query Fatima { fatima: people { totalCount } }", field("people")),
        ("{ a: count b: count }", field("count")),
        ("mutation { open { id } }", field("open")),
        ("{ count ... on Query { ...more } } fragment more on Query { count __typename }", field("count")),
        ("{ __typename count }", field("count")),
        ("{ count people { totalCount } }", Root::Several),
        ("{ __schema { queryType { name } } }", Root::Introspection),
        ("{ __typename }", Root::Introspection),
        ("{ fatima }", Root::Unknown),
        ("{ fatima: open { id } }", Root::Unknown),
        ("{ ...fatima }", Root::Unknown),
    ] {
        assert_eq!(root(query), expected, "{query}");
    }
}
