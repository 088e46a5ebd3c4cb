//! Audits the printed schema by rules that hold for every type. The server does not start if there is a finding, and a
//! test fails.

use async_graphql::parser::{
    parse_schema,
    types::{BaseType, ConstDirective, FieldDefinition, TypeDefinition, TypeKind, TypeSystemDefinition},
};
use async_graphql::{Positioned, Value};

use super::records;
use crate::access::action::Action;

/// Object types that are not records: they hold no personal data, only the viewer's own, or numbers about many people.
/// A new object type that is not a record fails the audit until somebody adds it here on purpose.
const NO_RECORDS: [&str; 23] = [
    "AccessExplanation",
    "Changes",
    "Code",
    "CodeList",
    "CodeLists",
    "MyTasks",
    "PageInfo",
    "PersonAtCounter",
    "PolicyLine",
    "PossibleDuplicate",
    "Query",
    "RelationGrant",
    "SharePreview",
    "SharePreviewClass",
    "SharePreviewRole",
    "Statistics",
    "StatisticsBucket",
    "StatisticsValue",
    "Subscription",
    "Task",
    "TaskCount",
    "UserError",
    "Viewer",
];

/// The directives of Apollo Federation. A gateway refuses a schema that defines one of them differently.
const OF_FEDERATION: [&str; 21] = [
    "authenticated",
    "composeDirective",
    "connect",
    "context",
    "cost",
    "extends",
    "external",
    "fromContext",
    "inaccessible",
    "interfaceObject",
    "key",
    "link",
    "listSize",
    "override",
    "policy",
    "provides",
    "requires",
    "requiresScopes",
    "shareable",
    "source",
    "tag",
];

/// The classes that a non-null field may have, because every reader of a row may read them.
const ALWAYS_READABLE: [&str; 2] = ["PUBLIC", "OPERATIONAL_COARSE"];

/// Everything that is wrong with a schema in SDL.
pub fn findings(sdl: &str) -> Vec<String> {
    let document = match parse_schema(sdl) {
        Ok(document) => document,
        Err(error) => return vec![format!("the schema cannot be read: {error}")],
    };
    let mut findings = Vec::new();
    for definition in &document.definitions {
        match definition {
            TypeSystemDefinition::Type(definition) => look_at(&definition.node, &mut findings),
            TypeSystemDefinition::Directive(directive) => {
                let name = directive.node.name.node.as_str();
                if OF_FEDERATION.contains(&name) {
                    findings.push(format!("@{name}: is a directive of Apollo Federation"));
                }
            }
            TypeSystemDefinition::Schema(_) => {}
        }
    }
    findings
}

fn look_at(definition: &TypeDefinition, findings: &mut Vec<String>) {
    let name = definition.name.node.as_str();
    match &definition.kind {
        TypeKind::Object(object) => {
            for field in &object.fields {
                let place = format!("{name}.{}", field.node.name.node);
                if field.node.description.is_none() {
                    findings.push(format!("{place}: has no description"));
                }
                arguments(&place, &field.node, findings);
                if name == "Mutation" {
                    mutation(&place, &field.node, findings);
                } else if records::all().iter().any(|table| table.name == name) {
                    record_field(&place, &field.node, findings);
                } else if !NO_RECORDS.contains(&name) && !is_wrapping(name) {
                    findings.push(format!("{name}: is an object type with data, but not a record"));
                    break;
                }
            }
        }
        TypeKind::InputObject(input) => {
            for field in &input.fields {
                let place = format!("{name}.{}", field.node.name.node);
                if class(&field.node.directives).is_none() {
                    findings.push(format!("{place}: has no class"));
                }
                if field.node.description.is_none() {
                    findings.push(format!("{place}: has no description"));
                }
            }
        }
        TypeKind::Enum(codes) => {
            for value in codes.values.iter().filter(|value| value.node.description.is_none()) {
                findings.push(format!("{name}.{}: has no description", value.node.value.node));
            }
        }
        TypeKind::Scalar | TypeKind::Interface(_) | TypeKind::Union(_) => {}
    }
    if definition.description.is_none() && !matches!(definition.kind, TypeKind::Scalar) {
        findings.push(format!("{name}: has no description"));
    }
}

/// Whether it is a connection, an edge or a payload. These hold only records, and each kind is built in one place.
fn is_wrapping(name: &str) -> bool {
    let of_record = |suffix| {
        name.strip_suffix(suffix).is_some_and(|record| records::all().iter().any(|table| table.name == record))
    };
    let of_action =
        name.strip_suffix("Payload").is_some_and(|action| Action::all().any(|it| format!("{it:?}") == action));
    of_record("Connection") || of_record("Edge") || of_action
}

fn record_field(place: &str, field: &FieldDefinition, findings: &mut Vec<String>) {
    match class(&field.directives) {
        None => findings.push(format!("{place}: has no class")),
        Some(class) if !field.ty.node.nullable && !ALWAYS_READABLE.contains(&class.as_str()) => {
            findings.push(format!(
                "{place}: is non-null, but has the class {class}, which not every reader of the row may read"
            ));
        }
        Some(_) => {}
    }
    if let BaseType::List(element) = &field.ty.node.base
        && element.nullable
    {
        findings.push(format!("{place}: is a list whose items may be null"));
    }
}

fn mutation(place: &str, field: &FieldDefinition, findings: &mut Vec<String>) {
    let action = named(&field.directives, "needs", "action");
    let name = field.name.node.as_str();
    // The payload says which verb a batch does for each line.
    let expected = match &field.ty.node.base {
        BaseType::List(element) => Action::all().find(|action| element.to_string() == format!("{action:?}Payload")),
        BaseType::Named(_) => Action::all().find(|action| action.mutation() == name),
    };
    let expected = expected.map(Action::name);
    if action.is_none() || action != expected {
        findings.push(format!("{place}: does not name its action"));
    }
}

fn arguments(place: &str, field: &FieldDefinition, findings: &mut Vec<String>) {
    for argument in &field.arguments {
        let name = &argument.node.name.node;
        if class(&argument.node.directives).is_none() {
            findings.push(format!("{place}({name}): has no class"));
        }
        if argument.node.description.is_none() {
            findings.push(format!("{place}({name}): has no description"));
        }
    }
}

fn class(directives: &[Positioned<ConstDirective>]) -> Option<String> {
    named(directives, "holds", "class")
}

fn named(directives: &[Positioned<ConstDirective>], directive: &str, argument: &str) -> Option<String> {
    let directive = directives.iter().find(|it| it.node.name.node == directive)?;
    match directive.node.get_argument(argument).map(|value| &value.node) {
        Some(Value::Enum(name)) => Some(name.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_schema_has_no_finding() {
        let sdl = crate::graphql::engine::sdl(&crate::graphql::engine::schema());
        assert_eq!(findings(&sdl), Vec::<String>::new());
    }

    #[test]
    fn each_rule_is_found_broken() {
        let broken = r#"
            "A case." type Case {
              "No class." status: String
              "Not for every reader." name: String! @holds(class: IDENTITY)
            }
            "Loose data." type Phone { "A number." number: String }
            "What can be done." type Mutation { "No action." sendReferral: String }
            "A filter." input Filter { "No class." name: String }
            "Not ours." directive @requires(action: String) on FIELD_DEFINITION
        "#;
        assert_eq!(
            findings(broken),
            [
                "Case.status: has no class",
                "Case.name: is non-null, but has the class IDENTITY, which not every reader of the row may read",
                "Phone: is an object type with data, but not a record",
                "Mutation.sendReferral: does not name its action",
                "Filter.name: has no class",
                "@requires: is a directive of Apollo Federation",
            ]
        );
    }
}
