//! The refusal of a document: a stable code and a message. It never repeats a part of the document.

use async_graphql::{ErrorExtensionValues, Pos, ServerError};

use crate::error::ErrorCode;

/// The refusal of a request before it reaches the engine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// The kind of refusal.
    pub reason: Reason,
    /// The positions in the document, if there are any.
    pub locations: Vec<Pos>,
    /// The limit that was exceeded, if it is a number.
    pub limit: Option<u64>,
    /// A more exact message. It names only the schema and the caller's own variables.
    pub detail: Option<String>,
}

impl Refusal {
    /// A refusal at these positions.
    pub(crate) fn at(reason: Reason, locations: impl Into<Vec<Pos>>) -> Self {
        Self { reason, locations: locations.into(), limit: None, detail: None }
    }

    /// A refusal that names the limit.
    pub(crate) fn over(reason: Reason, limit: u64, locations: impl Into<Vec<Pos>>) -> Self {
        Self { reason, locations: locations.into(), limit: Some(limit), detail: None }
    }

    /// A refusal with a more exact message.
    pub(crate) fn with_detail(reason: Reason, locations: impl Into<Vec<Pos>>, detail: String) -> Self {
        Self { reason, locations: locations.into(), limit: None, detail: Some(detail) }
    }
}

impl From<Refusal> for ServerError {
    fn from(refusal: Refusal) -> Self {
        let Refusal { reason, locations, limit, detail } = refusal;
        let (code, sentence) = reason.words();
        let mut extensions = ErrorExtensionValues::default();
        extensions.set("code", code.name());
        if let Some(limit) = limit {
            extensions.set("limit", limit);
        }
        let mut error = ServerError::new(detail.unwrap_or_else(|| sentence.to_owned()), None);
        error.locations = locations;
        error.extensions = Some(extensions);
        error
    }
}

/// The kinds of refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// Too many characters.
    DocumentTooLarge,
    /// Too many tokens.
    TooManyTokens,
    /// Not GraphQL.
    SyntaxError,
    /// Fields or brackets that are nested too deep.
    TooDeep,
    /// Too many fields with fragments expanded, or an answer that could become too large.
    TooCostly,
    /// Too many aliases.
    TooManyAliases,
    /// Too many root fields.
    TooManyRootFields,
    /// Too many directives.
    TooManyDirectives,
    /// Too many fragments.
    TooManyFragments,
    /// A fragment that spreads itself.
    FragmentCycle,
    /// Two different fields under one response key.
    ConflictingFields,
    /// Two mutations under one response key.
    DuplicateMutation,
    /// A page size that is too large or negative.
    PageSizeInvalid,
    /// Introspection that is nested too deep.
    IntrospectionTooDeep,
    /// The document does not have the requested operation, or it has several and none is requested.
    OperationNotFound,
    /// Variables that are too large.
    VariablesTooLarge,
    /// A variable that does not fit its type.
    InvalidVariable,
    /// An argument in the document that does not fit its type.
    InvalidArgument,
    /// A required argument that is missing.
    MissingArgument,
    /// An identifier in an input that is malformed.
    InvalidId,
}

impl Reason {
    /// The stable code, and the message that is used without a more exact one.
    pub(crate) const fn words(self) -> (ErrorCode, &'static str) {
        match self {
            Self::DocumentTooLarge => (ErrorCode::DocumentTooLarge, "the document is too long"),
            Self::TooManyTokens => (ErrorCode::TooManyTokens, "the document has too many tokens"),
            Self::SyntaxError => (ErrorCode::SyntaxError, "the document is not valid GraphQL"),
            Self::TooDeep => (ErrorCode::TooDeep, "the document is nested too deep"),
            Self::TooCostly => {
                (ErrorCode::TooCostly, "the answer could become too large; ask for fewer fields or smaller pages")
            }
            Self::TooManyAliases => (ErrorCode::TooManyAliases, "the operation has too many aliases"),
            Self::TooManyRootFields => (ErrorCode::TooManyRootFields, "the operation has too many root fields"),
            Self::TooManyDirectives => (ErrorCode::TooManyDirectives, "the operation has too many directives"),
            Self::TooManyFragments => (ErrorCode::TooManyFragments, "the document has too many fragments"),
            Self::FragmentCycle => (ErrorCode::FragmentCycle, "a fragment contains itself"),
            Self::ConflictingFields => (
                ErrorCode::ConflictingFields,
                "two different fields would have the same key in the answer; give one of them an alias",
            ),
            Self::DuplicateMutation => (
                ErrorCode::DuplicateMutation,
                "two mutations would have the same key in the answer; give one of them an alias if you mean both",
            ),
            Self::PageSizeInvalid => {
                (ErrorCode::PageSizeInvalid, "`first` and `last` must be between 0 and the largest page size")
            }
            Self::IntrospectionTooDeep => (ErrorCode::IntrospectionTooDeep, "the introspection is nested too deep"),
            Self::OperationNotFound => {
                (ErrorCode::OperationNotFound, "set operationName to an operation of the document")
            }
            Self::VariablesTooLarge => (ErrorCode::VariablesTooLarge, "the variables are too large"),
            Self::InvalidVariable => (ErrorCode::InvalidVariable, "a variable does not fit its type"),
            Self::InvalidArgument => (ErrorCode::InvalidArgument, "an argument does not fit its type"),
            Self::MissingArgument => (ErrorCode::ValidationFailed, "an argument is required"),
            Self::InvalidId => (ErrorCode::InvalidId, "this is not an identifier"),
        }
    }
}
