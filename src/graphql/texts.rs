//! Replaces names and descriptions that the engine takes from Rust types by those that clients and tools know.

use async_graphql::{
    Value,
    registry::{MetaType, Registry},
};

/// The description that the engine gives to every schema.
const OF_THE_ENGINE: &str = "A GraphQL Schema defines the capabilities of a GraphQL server. It exposes all available types and directives on the server, as well as the entry points for query, mutation, and subscription operations.";

/// The description of this schema: the protocol that holds for every field.
const OF_THE_SCHEMA: &str = "\
Casework with people on the move, shared between organisations. Introspection shows what your roles can reach.

Withheld fields: a field that you may not read is null, and `extensions.withheld` lists it once with its class and the \
number of rows. With the request header `x-waystation-withheld: error` each of them is an error with the code WITHHELD.

NOT_FOUND: a record that you may not know of gives the same answer as one that does not exist.

Errors: every error has a stable `extensions.code`. A refusal by a rule is not an error: it is in `userErrors` of the \
payload, and nothing was changed.

Idempotency: every mutation takes an `idempotencyKey`. If a connection breaks, repeat the request with the same key and \
input: the change is made once, and you get its result.

Versions: where a mutation takes a `version`, pass the one that you last read. If the record has changed since, the \
answer is VERSION_CONFLICT.

Paging: long lists are Relay connections. `first` and `after` page forward, `last` and `before` backward. Cursors are \
opaque.

Periods: `from` belongs to a period, `before` does not.

Cost: `extensions.cost` has `requested`, the largest number of fields that the answer could hold, and `maximum`, the \
limit. A request above the limit is refused with TOO_COSTLY.";

const DATE: &str = "A calendar date, YYYY-MM-DD (RFC 3339 full-date), for example 2026-11-22.";
const DATE_TIME: &str = "An instant in UTC, RFC 3339, for example 2026-11-22T09:30:00Z. Stored to the microsecond.";

/// Renames `NaiveDate` to `Date` and describes the date scalars. Call it after all types are registered.
pub(crate) fn name_scalars(registry: &mut Registry) {
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

/// Replaces the engine's description in the answer to `__schema { description }`. At this depth records are already
/// serialised to strings, so their data is not searched.
pub(crate) fn describe_schema(data: &mut Value) {
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
