//! Names and texts of the schema that the engine chooses after its own Rust types, as clients and tools know them instead.

use async_graphql::{
    Value,
    registry::{MetaType, Registry},
};

/// What the engine says of every schema.
const OF_THE_ENGINE: &str = "A GraphQL Schema defines the capabilities of a GraphQL server. It exposes all available types and directives on the server, as well as the entry points for query, mutation, and subscription operations.";

/// What is said of this one.
const OF_THE_SCHEMA: &str = "Casework with people on the move, for organisations that share it. Introspection shows what your roles can reach; a field that you may not read of a record is null, and `extensions.withheld` names it.";

const DATE: &str = "A day in the calendar, as `2026-03-01` (RFC 3339, full-date).";
const DATE_TIME: &str = "A moment, as `2026-03-01T12:00:00Z` (RFC 3339, date-time); kept in microseconds.";

/// Gives dates the name that tools know, and the scalars their texts. Called once all types are there.
pub fn name_scalars(registry: &mut Registry) {
    if let Some(MetaType::Scalar { description, .. }) = registry.types.get_mut("DateTime") {
        *description = Some(DATE_TIME.to_owned());
    }
    let Some(mut date) = registry.types.remove("NaiveDate") else { return };
    if let MetaType::Scalar { name, description, specified_by_url, .. } = &mut date {
        "Date".clone_into(name);
        *description = Some(DATE.to_owned());
        *specified_by_url = Some("https://datatracker.ietf.org/doc/html/rfc3339#section-5.6".to_owned());
    }
    registry.types.insert("Date".to_owned(), date);
    for of in registry.types.values_mut() {
        match of {
            MetaType::Object { fields, .. } | MetaType::Interface { fields, .. } => {
                for field in fields.values_mut() {
                    named(&mut field.ty);
                    field.args.values_mut().for_each(|argument| named(&mut argument.ty));
                }
            }
            MetaType::InputObject { input_fields, .. } => input_fields.values_mut().for_each(|it| named(&mut it.ty)),
            MetaType::Scalar { .. } | MetaType::Union { .. } | MetaType::Enum { .. } => {}
        }
    }
}

fn named(of: &mut String) {
    if of.trim_matches(['[', ']', '!']) == "NaiveDate" {
        *of = of.replace("NaiveDate", "Date");
    }
}

/// Puts our sentence where introspection answers `__schema { description }`. Records are texts at this depth already, so
/// that nothing of them is looked at.
pub fn describe_schema(data: &mut Value) {
    let Value::Object(roots) = data else { return };
    for root in roots.values_mut() {
        let Value::Object(fields) = root else { continue };
        for field in fields.values_mut() {
            if matches!(field, Value::String(text) if text == OF_THE_ENGINE) {
                *field = Value::String(OF_THE_SCHEMA.to_owned());
            }
        }
    }
}
