//! What the inputs of mutations do not repeat: the class of a field, which is that of the field of the record with the
//! same name, and the text of the fields that most inputs have. A field with `holds` of its own keeps its class. A field
//! that is left without a class fails the audit, so that the server does not start.

use async_graphql::registry::{MetaDirectiveInvocation, MetaType, Registry};
use entity::codes::DataClass;

use super::payload::record_field;
use crate::access::directive::holds;

/// The description of `version`.
const VERSION: &str = "Optimistic lock: pass the `version` you last read; if the row has changed since, the answer is\n\
                       `VERSION_CONFLICT`.";

/// Completes the fields of an input that writes these records. `subject` is the record type that a mutation names in its
/// input. `serviceId` has the class of `service`.
pub(super) fn complete(registry: &mut Registry, input: &str, subject: Option<&str>, records: &[&str]) {
    let Some(mut of) = registry.types.remove(input) else { return };
    if let MetaType::InputObject { input_fields, .. } = &mut of {
        for field in input_fields.values_mut() {
            let common = subject.and_then(|subject| common(&field.name, subject));
            let held = common.as_ref().map(|_| holds::apply(DataClass::OperationalCoarse));
            field.description = field.description.take().or(common);
            if !field.directive_invocations.iter().any(is_class) {
                let written = || records.iter().find_map(|record| class(registry, record, &field.name));
                field.directive_invocations.extend(held.or_else(written));
            }
        }
    }
    registry.types.insert(input.to_owned(), of);
}

/// Completes the inputs that are parts of others: `PersonNameInput` writes a `PersonName`.
pub(super) fn complete_parts(registry: &mut Registry) {
    let names: Vec<_> = registry.types.keys().filter(|name| name.ends_with("Input")).cloned().collect();
    for name in names {
        complete(registry, &name, None, &[name.trim_end_matches("Input")]);
    }
}

/// The description of a field that names the row or its version.
fn common(field: &str, subject: &str) -> Option<String> {
    match field {
        "version" => Some(VERSION.to_owned()),
        "packetReference" => Some("The reference of the packet.".to_owned()),
        _ if field.strip_suffix("Id") == Some(&record_field(subject)) => Some(format!("The {}.", in_words(subject))),
        _ => None,
    }
}

/// `ConsularRequest` is "consular request".
fn in_words(record: &str) -> String {
    let spaced =
        |letter: char| if letter.is_uppercase() { format!(" {}", letter.to_lowercase()) } else { letter.into() };
    record.chars().map(spaced).collect::<String>().trim_start().to_owned()
}

fn class(registry: &Registry, record: &str, field: &str) -> Option<MetaDirectiveInvocation> {
    let MetaType::Object { fields, .. } = registry.types.get(record)? else { return None };
    let field = fields.get(field).or_else(|| fields.get(field.strip_suffix("Id")?))?;
    field.directive_invocations.iter().find(|it| is_class(it)).cloned()
}

fn is_class(of: &MetaDirectiveInvocation) -> bool {
    of.name == "holds"
}
