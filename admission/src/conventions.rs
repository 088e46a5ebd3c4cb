//! What a schema means and its SDL does not say.

use async_graphql_parser::types::{ConstDirective, Field};
use async_graphql_value::Value;

use super::limits::Limits;

/// The conventions of a schema. The defaults are those of a schema without any.
pub trait Conventions: Send + Sync {
    /// Checks the value of a scalar that GraphQL does not define. The error says what the value must be.
    fn scalar(&self, _name: &str, _value: &Value) -> Result<(), &'static str> {
        Ok(())
    }

    /// Whether an `ID` in an input object is well formed.
    fn is_identifier(&self, _id: &str) -> bool {
        true
    }

    /// The greatest length of a list of this type without `first` and `last`. `None` means `Limits::assumed_list`.
    fn list(&self, _of: &str, _limits: &Limits) -> Option<u64> {
        None
    }

    /// The greatest length of the lists in the answer of a field of this type, if other arguments than `first` and
    /// `last` decide it.
    fn page(&self, _of: &str, _field: &Field) -> Option<u64> {
        None
    }

    /// Whether this directive of an argument or input field says that its values are personal data.
    fn is_personal(&self, _directive: &ConstDirective) -> bool {
        false
    }
}

/// No conventions.
impl Conventions for () {}
