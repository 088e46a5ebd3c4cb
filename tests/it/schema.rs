//! The schemas as the repository keeps them. `UPDATE=1` rewrites the files. Read the diff before you commit it.

use async_graphql::parser::{
    parse_schema,
    types::{BaseType, TypeKind, TypeSystemDefinition},
};
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

/// An input names a record by its identifier and a packet by its reference. Conditions of a filter are named like the
/// field that they compare.
#[test]
fn identifiers_and_references_in_inputs_say_what_they_are() {
    let schema = parse_schema(engine::sdl(&engine::schema())).expect("the schema can be read");
    let mut findings = Vec::new();
    for definition in schema.definitions {
        let TypeSystemDefinition::Type(definition) = definition else { continue };
        let name = definition.node.name.node.as_str();
        let inputs: Vec<_> = match &definition.node.kind {
            TypeKind::InputObject(input) if !name.ends_with("Filter") => input.fields.iter().collect(),
            TypeKind::Object(object) => object.fields.iter().flat_map(|field| &field.node.arguments).collect(),
            _ => continue,
        };
        for input in inputs {
            let (field, of) = (input.node.name.node.as_str(), &input.node.ty.node.base);
            let fits = match of {
                BaseType::Named(of) if of == "ID" => field == "id" || field.ends_with("Id"),
                BaseType::List(of) if of.base.to_string() == "ID" => field.ends_with("Ids"),
                // Only a packet, which has no identifier, is named by a text.
                _ => !["packet", "request", "post"].contains(&field),
            };
            if !fits {
                findings.push(format!("{name}.{field}: {of}"));
            }
        }
    }
    assert_eq!(findings, Vec::<String>::new());
}
