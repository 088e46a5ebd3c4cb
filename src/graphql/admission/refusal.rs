//! Why a document was not admitted: one stable code and one sentence each. A refusal never repeats the document.

use async_graphql::{ErrorExtensionValues, Pos, ServerError};

/// A request that the engine will not see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong.
    pub reason: Reason,
    /// Where in the document, when it is at a place.
    pub locations: Vec<Pos>,
    /// The limit that was passed, when it is one.
    pub limit: Option<u64>,
    /// What exactly, in words that name only the schema and the caller's own variables.
    pub detail: Option<String>,
}

impl Refusal {
    /// A refusal at these places.
    pub fn at(reason: Reason, locations: impl Into<Vec<Pos>>) -> Self {
        Self { reason, locations: locations.into(), limit: None, detail: None }
    }

    /// A refusal that tells the limit.
    pub fn over(reason: Reason, limit: u64, locations: impl Into<Vec<Pos>>) -> Self {
        Self { reason, locations: locations.into(), limit: Some(limit), detail: None }
    }

    /// A refusal that tells what exactly is wrong.
    pub fn with_detail(reason: Reason, locations: impl Into<Vec<Pos>>, detail: String) -> Self {
        Self { reason, locations: locations.into(), limit: None, detail: Some(detail) }
    }
}

impl From<Refusal> for ServerError {
    fn from(refusal: Refusal) -> Self {
        let Refusal { reason, locations, limit, detail } = refusal;
        let (code, sentence) = reason.words();
        let mut extensions = ErrorExtensionValues::default();
        extensions.set("code", code);
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
pub enum Reason {
    /// Too many characters.
    DocumentTooLarge,
    /// Too many tokens.
    TooManyTokens,
    /// Not GraphQL.
    SyntaxError,
    /// Nested too deep.
    TooDeep,
    /// Too many fields once the fragments are written out, or an answer that could be too large.
    TooCostly,
    /// Too many aliases.
    TooManyAliases,
    /// Too many fields at the root.
    TooManyRootFields,
    /// Too many directives.
    TooManyDirectives,
    /// Too many fragments.
    TooManyFragments,
    /// A fragment that contains itself.
    FragmentCycle,
    /// Two fields under one response key that differ.
    ConflictingFields,
    /// A mutation twice under one response key.
    DuplicateMutation,
    /// A page that is too large or negative.
    PageSizeInvalid,
    /// Introspection that goes in circles.
    IntrospectionTooDeep,
    /// The operation asked for is not in the document, or it is not clear which one.
    OperationNotFound,
    /// Too much in the variables.
    VariablesTooLarge,
    /// A variable that does not fit its type.
    InvalidVariable,
    /// An argument in the document that does not fit its type.
    InvalidArgument,
    /// An argument that its field needs is not there.
    MissingArgument,
    /// An identifier in an input is no identifier.
    InvalidId,
}

impl Reason {
    /// The stable code, and the sentence for when nothing more exact is known.
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::DocumentTooLarge => ("DOCUMENT_TOO_LARGE", "the document is too long"),
            Self::TooManyTokens => ("TOO_MANY_TOKENS", "the document has too many words and signs"),
            Self::SyntaxError => ("SYNTAX_ERROR", "the document is not valid GraphQL"),
            Self::TooDeep => ("TOO_DEEP", "the document is nested too deep"),
            Self::TooCostly => {
                ("TOO_COSTLY", "the answer could become too large; ask for fewer fields or smaller pages")
            }
            Self::TooManyAliases => ("TOO_MANY_ALIASES", "the operation has too many aliases"),
            Self::TooManyRootFields => ("TOO_MANY_ROOT_FIELDS", "the operation asks for too many things at once"),
            Self::TooManyDirectives => ("TOO_MANY_DIRECTIVES", "the operation has too many directives"),
            Self::TooManyFragments => ("TOO_MANY_FRAGMENTS", "the document has too many fragments"),
            Self::FragmentCycle => ("FRAGMENT_CYCLE", "a fragment contains itself"),
            Self::ConflictingFields => (
                "CONFLICTING_FIELDS",
                "two different fields would have the same key in the answer; give one of them an alias",
            ),
            Self::DuplicateMutation => (
                "DUPLICATE_MUTATION",
                "a mutation stands twice under one key; give one of them an alias if both are meant",
            ),
            Self::PageSizeInvalid => ("PAGE_SIZE_INVALID", "`first` and `last` lie between 0 and the largest page"),
            Self::IntrospectionTooDeep => ("INTROSPECTION_TOO_DEEP", "the introspection is nested too deep"),
            Self::OperationNotFound => {
                ("OPERATION_NOT_FOUND", "say with operationName which operation of the document to run")
            }
            Self::VariablesTooLarge => ("VARIABLES_TOO_LARGE", "the variables are too large"),
            Self::InvalidVariable => ("INVALID_VARIABLE", "a variable does not fit its type"),
            Self::InvalidArgument => ("INVALID_ARGUMENT", "an argument does not fit its type"),
            Self::MissingArgument => ("VALIDATION_FAILED", "an argument is required"),
            Self::InvalidId => ("INVALID_ID", "this is not an identifier"),
        }
    }
}
