//! The schemas as the repository keeps them. `UPDATE=1` rewrites the files. Read the diff before you commit it.

use waystation::graphql::{audit, engine, origin};

use crate::support::golden;

#[test]
fn schema_graphql_is_the_schema_that_is_served() {
    golden::compare("schema.graphql", &engine::sdl(&engine::schema()));
}

#[test]
fn schema_origin_graphql_is_all_that_a_state_of_origin_can_ask_for() {
    let served = engine::sdl(&origin::schema());
    assert_eq!(audit::findings(&served), Vec::<String>::new());
    golden::compare("schema.origin.graphql", &served);
}
