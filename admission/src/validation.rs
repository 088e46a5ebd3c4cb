//! Remembers that the engine has validated a document, so that it validates each document once and not in each request.
//!
//! Of the engine's rules only one looks at the values of variables: an argument must fit its type. That one follows from
//! two others. Admission has checked each value against the declared type of its variable, and the engine has checked, in
//! the document, that this type is at least as strict as the type of the argument. [`decides`] finds the exceptions.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use async_graphql_parser::types::{DocumentOperations, ExecutableDocument, OperationDefinition};
use async_graphql_value::{ConstValue, Variables};

use super::types::TypeIndex;

/// Whether the engine has validated a document. All requests with the same text share it, as long as admission keeps the
/// document.
#[derive(Clone, Debug, Default)]
pub struct Validation(Arc<AtomicBool>);

impl Validation {
    /// Whether the document is known to be valid.
    pub fn is_done(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Notes that the engine found the document valid.
    pub fn done(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// The validation of a document. `None` if it has several operations, because the engine then also compares the variables
/// of one operation with the fragments of another.
pub(crate) fn of(document: &ExecutableDocument) -> Option<Validation> {
    let one = match &document.operations {
        DocumentOperations::Single(_) => true,
        DocumentOperations::Multiple(operations) => operations.len() == 1,
    };
    one.then(Validation::default)
}

/// Whether the values of these variables, which fit their declared types, can decide whether the document is valid. A
/// nullable variable with a default may be used where null is refused, and a field of a `@oneOf` input is nullable but
/// refuses null.
pub(crate) fn decides(operation: &OperationDefinition, variables: &Variables, types: &TypeIndex) -> bool {
    operation.variable_definitions.iter().any(|definition| {
        let null = variables.get(&definition.node.name.node) == Some(&ConstValue::Null);
        null && (definition.node.default_value.is_some() || types.has_one_of())
    })
}
