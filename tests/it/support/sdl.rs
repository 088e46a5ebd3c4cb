//! The definitions of the schema that tests make requests from: input types, enums, and the record in each payload.

use std::collections::BTreeMap;

use async_graphql::parser::{
    parse_schema,
    types::{BaseType, InputValueDefinition, ObjectType, TypeKind, TypeSystemDefinition},
};
use waystation::graphql::engine;

/// The definitions by name.
#[derive(Default)]
pub struct Definitions {
    /// The fields of each input type.
    pub inputs: BTreeMap<String, Vec<InputValueDefinition>>,
    /// The values of each enum.
    pub codes: BTreeMap<String, Vec<String>>,
    /// The object types.
    pub objects: BTreeMap<String, ObjectType>,
}

impl Definitions {
    /// Reads them from the schema.
    pub fn of_the_schema() -> Self {
        let mut all = Self::default();
        for definition in parse_schema(engine::sdl(&engine::schema())).expect("the schema can be read").definitions {
            let TypeSystemDefinition::Type(definition) = definition else { continue };
            let name = definition.node.name.node.to_string();
            match definition.node.kind {
                TypeKind::InputObject(input) => {
                    all.inputs.insert(name, input.fields.into_iter().map(|field| field.node).collect());
                }
                TypeKind::Enum(of) => {
                    let values = of.values.into_iter().map(|value| value.node.value.node.to_string());
                    all.codes.insert(name, values.collect());
                }
                TypeKind::Object(object) => {
                    all.objects.insert(name, object);
                }
                _ => {}
            }
        }
        all
    }

    /// The mutations, and the record that the payload of each one has: the name of its field, and the name of its type. A
    /// batch does one of them for each line, so that it is none of its own.
    pub fn mutations(&self) -> BTreeMap<String, (String, String)> {
        let each = self.objects["Mutation"].fields.iter();
        let alone = each.filter(|field| matches!(field.node.ty.node.base, BaseType::Named(_)));
        let mutations = alone.map(|field| {
            let payload = &self.objects[named(&field.node.ty.node.base)];
            let record = payload.fields.iter().find(|it| it.node.name.node != "userErrors").expect("a record");
            let of = named(&record.node.ty.node.base).to_owned();
            (field.node.name.node.to_string(), (record.node.name.node.to_string(), of))
        });
        mutations.collect()
    }

    /// The first field of the input of a mutation: it names the record that the mutation is about.
    pub fn subject(&self, mutation: &str) -> String {
        let (head, tail) = mutation.split_at(1);
        let input = &self.inputs[&format!("{}{tail}Input", head.to_uppercase())];
        input[0].name.node.to_string()
    }
}

/// The name of the type without lists.
pub fn named(of: &BaseType) -> &str {
    match of {
        BaseType::Named(name) => name,
        BaseType::List(inner) => named(&inner.base),
    }
}

/// Whether an input must have the field.
pub fn is_required(field: &InputValueDefinition) -> bool {
    !field.ty.node.nullable && field.default_value.is_none()
}
