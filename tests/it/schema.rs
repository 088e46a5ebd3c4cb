//! The schema as the repository keeps it. `UPDATE=1` rewrites the file; the diff is then read aloud.

use waystation::graphql::engine;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/schema.graphql");

#[test]
fn schema_graphql_is_the_schema_that_is_served() {
    let served = engine::sdl(&engine::schema());
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(FILE, &served).expect("the schema file can be written");
    }
    let kept = std::fs::read_to_string(FILE).expect("there is a schema file");
    assert!(kept == served, "schema.graphql is not the schema that is served: run the tests with UPDATE=1");
}
