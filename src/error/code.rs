//! The codes of errors: the values of `extensions.code`. `docs/errors.md` lists the same codes with the same sentences.

use async_graphql::{Enum, resolver_utils::EnumType as _};

/// A code in `extensions.code` of an error. A new code may be added, and a code never changes its meaning.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Enum)]
pub(crate) enum ErrorCode {
    /// There is no token, or it is not valid. As the error of a field: it was revoked or has expired since the
    /// request began, and this mutation was not made.
    Unauthenticated,
    /// The record does not exist or is not yours. With status 404 there is no such address.
    NotFound,
    /// You see the record and may not do this, or you may not have this counted.
    Forbidden,
    /// A value does not fit. `extensions.field` or the message names it.
    BadUserInput,
    /// An argument does not fit its type.
    InvalidArgument,
    /// A variable does not fit its type.
    InvalidVariable,
    /// An identifier is malformed.
    InvalidId,
    /// The cursor does not belong to this list, or was made with another `cursor_key`.
    InvalidCursor,
    /// The position is of another person, or was made with another `cursor_key`. Call `changes` without `since`.
    InvalidPosition,
    /// The changes after the position are not kept any more, or your roles, centres or the policy have changed since. Read
    /// your cases anew, and call `changes` without `since`.
    PositionExpired,
    /// `first` or `last` is negative or larger than the largest page.
    PageSizeInvalid,
    /// The document is not GraphQL.
    SyntaxError,
    /// The document does not fit the schema.
    ValidationFailed,
    /// Two different fields have one response key. Give one of them an alias.
    ConflictingFields,
    /// A fragment contains itself.
    FragmentCycle,
    /// A mutation is there twice under one response key.
    DuplicateMutation,
    /// The document has several operations, and `operationName` names none of them.
    OperationNotFound,
    /// The document exceeds the limit `query_characters`. `extensions.limit` has the number.
    DocumentTooLarge,
    /// The document exceeds the limit `tokens`.
    TooManyTokens,
    /// The document exceeds the limit `nesting` or `depth`.
    TooDeep,
    /// The document exceeds the limit `introspection_depth`.
    IntrospectionTooDeep,
    /// The answer could become too large: limits `selections` and `cost`.
    TooCostly,
    /// The operation exceeds the limit `aliases`.
    TooManyAliases,
    /// The operation exceeds the limit `root_fields`.
    TooManyRootFields,
    /// The operation exceeds the limit `directives`.
    TooManyDirectives,
    /// The document exceeds the limit `fragments`.
    TooManyFragments,
    /// The variables exceed the limit `variables_bytes`.
    VariablesTooLarge,
    /// The body exceeds the limit `body_bytes`.
    BodyTooLarge,
    /// The body is not JSON in UTF-8.
    MalformedJson,
    /// An object of the JSON has the same name twice.
    RepeatedName,
    /// A number of the JSON is too large for a 64-bit float.
    NumberTooLarge,
    /// The JSON is not a GraphQL request: `query`, `operationName`, `variables`, `extensions`.
    InvalidRequest,
    /// The body is a list. Send one operation at a time.
    BatchingNotSupported,
    /// No document is known under the hash or identifier. Clients then send the document with its hash.
    PersistedQueryNotFound,
    /// A hash came without its document, and this server registers none. Clients then send the document.
    PersistedQueryNotSupported,
    /// `extensions.persistedQuery.sha256Hash` is not the SHA-256 of `query`.
    PersistedQueryHashMismatch,
    /// The issuer of the token allows only documents of a manifest, and this is none of them.
    DocumentNotTrusted,
    /// A subscription was not sent with POST and `accept: text/event-stream`.
    SubscriptionNeedsEvents,
    /// You or your organisation have as many open subscriptions as allowed.
    TooManySubscriptions,
    /// Send `content-type: application/json`.
    UnsupportedMediaType,
    /// Answers are `application/graphql-response+json`, `application/json`, or `text/event-stream` to a POST.
    NotAcceptable,
    /// Send a query with GET or POST, and a mutation with POST.
    MethodNotAllowed,
    /// A mutation came by GET.
    MutationNeedsPost,
    /// An argument with personal data came by GET. Proxies log addresses.
    PersonalDataNeedsPost,
    /// `x-waystation-withheld` is neither `note` nor `error`.
    InvalidHeader,
    /// HTTP/1.1 requires exactly one header `host`.
    HostRequired,
    /// The key of a mutation was used for another input.
    IdempotencyKeyReused,
    /// Your organisation received as many statistics as it may for now.
    StatisticsBudgetSpent,
    /// You or your organisation ask too often or too much at once. Wait for `retry-after`.
    TooManyRequests,
    /// The server is busy. Try again after `retry-after`.
    TooManyRequestsAtOnce,
    /// The database or the token check is away or too slow. Try again after `retry-after`.
    Unavailable,
    /// The disk of the database is full and nothing was saved. Reading goes on.
    StorageFull,
    /// The request took too long. Ask for less.
    RequestTimeout,
    /// The body took too long to arrive.
    BodyTimeout,
    /// The body broke off.
    BodyUnreadable,
    /// A withheld field, where `x-waystation-withheld: error` asks for errors.
    Withheld,
    /// A fault of the server. Its log has the cause under the id in the message or the header `x-request-id`.
    Internal,
}

impl ErrorCode {
    /// Every code, in the order of `docs/errors.md`.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        Self::items().iter().map(|item| item.value)
    }

    /// The code as clients read it: `NOT_FOUND`.
    pub(crate) fn name(self) -> &'static str {
        Self::items()[self as usize].name
    }
}
