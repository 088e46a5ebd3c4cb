//! The directives of the schema: the class that a field holds and the action that a mutation needs. They only print
//! these facts; access is decided elsewhere.

use async_graphql::TypeDirective;
use entity::codes::DataClass;

use super::action::Action;

/// The class of the data that this field, argument, input field or sort key reveals. Without the class, a field is null
/// with a note, and a filter or an order has only rows whose class you hold.
#[TypeDirective(
    location = "FieldDefinition",
    location = "ArgumentDefinition",
    location = "InputFieldDefinition",
    location = "EnumValue"
)]
pub fn holds(class: DataClass) {}

// The name `requires` is taken by Apollo Federation.
/// The action that a mutation needs.
#[TypeDirective(location = "FieldDefinition")]
pub(crate) fn needs(action: Action) {}
