//! The refusal of a document: a stable reason and a message. It never repeats a part of the document.

use std::fmt;

use async_graphql_parser::Pos;

/// The refusal of a request before it reaches the engine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
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

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.detail {
            Some(detail) => f.write_str(detail),
            None => self.reason.fmt(f),
        }
    }
}

impl std::error::Error for Refusal {}

impl From<Refusal> for Vec<Refusal> {
    fn from(refusal: Refusal) -> Self {
        vec![refusal]
    }
}

/// The kinds of refusal. The text is the message that is used without a more exact one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the message says what each is")]
pub enum Reason {
    #[error("the document is too long")]
    DocumentTooLarge,
    #[error("the document has too many tokens")]
    TooManyTokens,
    #[error("the document is not valid GraphQL")]
    SyntaxError,
    #[error("the document is nested too deep")]
    TooDeep,
    #[error("the answer could become too large; ask for fewer fields or smaller pages")]
    TooCostly,
    #[error("the operation has too many aliases")]
    TooManyAliases,
    #[error("the operation has too many root fields")]
    TooManyRootFields,
    #[error("the operation has too many directives")]
    TooManyDirectives,
    #[error("the document has too many fragments")]
    TooManyFragments,
    #[error("a fragment contains itself")]
    FragmentCycle,
    #[error("two different fields would have the same key in the answer; give one of them an alias")]
    ConflictingFields,
    #[error("two mutations would have the same key in the answer; give one of them an alias if you mean both")]
    DuplicateMutation,
    #[error("`first` and `last` must be between 0 and the largest page size")]
    PageSizeInvalid,
    #[error("the introspection is nested too deep")]
    IntrospectionTooDeep,
    #[error("set operationName to an operation of the document")]
    OperationNotFound,
    #[error("the variables are too large")]
    VariablesTooLarge,
    #[error("a variable does not fit its type")]
    InvalidVariable,
    #[error("an argument does not fit its type")]
    InvalidArgument,
    #[error("write the field of a subscription directly, without a fragment, @skip or @include")]
    SubscriptionRoot,
    #[error("an argument is required")]
    MissingArgument,
    #[error("this is not an identifier")]
    InvalidId,
}
