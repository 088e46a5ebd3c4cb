//! The directives of the schema: which class a field holds, which action a mutation needs. They print what the tables
//! say; they decide nothing.

use async_graphql::TypeDirective;
use entity::codes::DataClass;

use super::action::Action;

/// The class of what a field, an argument or an input field tells. A reader who does not hold the class gets null and
/// a note; a filter narrows the list to the rows whose class the reader holds.
#[TypeDirective(location = "FieldDefinition", location = "ArgumentDefinition", location = "InputFieldDefinition")]
pub fn holds(class: DataClass) {}

// Not `requires`: that name is Apollo Federation's.
/// The action that a mutation needs.
#[TypeDirective(location = "FieldDefinition")]
pub fn needs(action: Action) {}
