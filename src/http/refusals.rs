//! The refusals of a GraphQL request over HTTP.

use axum::http::StatusCode;

use super::answer::Coded;
use crate::error::ErrorCode;

/// The header that asks for errors has another value.
pub(super) const WITHHELD_VALUE: Coded = Coded::new(
    StatusCode::BAD_REQUEST,
    ErrorCode::InvalidHeader,
    "x-waystation-withheld must be `note`, `error` or absent",
);
/// An argument with personal data is in the address.
pub(super) const PERSONAL_ON_GET: Coded = Coded::new(
    StatusCode::METHOD_NOT_ALLOWED,
    ErrorCode::PersonalDataNeedsPost,
    "an argument with personal data must be sent with POST, because proxies log addresses",
);

/// The database is away.
pub(super) const AWAY: Coded = Coded::new(
    StatusCode::SERVICE_UNAVAILABLE,
    ErrorCode::Unavailable,
    "the server cannot answer now; try again later",
);
/// Too much runs at the same time.
pub(super) const BUSY: Coded = Coded::new(
    StatusCode::SERVICE_UNAVAILABLE,
    ErrorCode::TooManyRequestsAtOnce,
    "the server is busy; try again in a moment",
);
/// A mutation is in the address.
pub(super) const MUTATION_ON_GET: Coded =
    Coded::new(StatusCode::METHOD_NOT_ALLOWED, ErrorCode::MutationNeedsPost, "a mutation must be sent with POST");
/// A subscription was asked for in another form.
pub(super) const SUBSCRIPTION: Coded = Coded::new(
    StatusCode::NOT_ACCEPTABLE,
    ErrorCode::SubscriptionNeedsEvents,
    "a subscription must be sent with POST and `accept: text/event-stream`",
);
/// A State of origin has no subscriptions.
pub(super) const NO_SUBSCRIPTION: Coded =
    Coded::new(StatusCode::BAD_REQUEST, ErrorCode::ValidationFailed, "your schema has no subscription");
/// The caller has too many open subscriptions.
pub(super) const TOO_MANY_SUBSCRIPTIONS: Coded = Coded::new(
    StatusCode::TOO_MANY_REQUESTS,
    ErrorCode::TooManySubscriptions,
    "you or your organisation have as many open subscriptions as allowed",
);
/// `Accept` names no media type that the server sends.
pub(super) const NOT_ACCEPTABLE: Coded = Coded::new(
    StatusCode::NOT_ACCEPTABLE,
    ErrorCode::NotAcceptable,
    "accept application/graphql-response+json or application/json; a POST may also accept text/event-stream",
);
/// The body is declared as something else.
pub(super) const NOT_JSON: Coded = Coded::new(
    StatusCode::UNSUPPORTED_MEDIA_TYPE,
    ErrorCode::UnsupportedMediaType,
    "send JSON in UTF-8 with `content-type: application/json`",
);
/// The body is too large.
pub(super) const TOO_LARGE: Coded =
    Coded::new(StatusCode::PAYLOAD_TOO_LARGE, ErrorCode::BodyTooLarge, "the request body is too large");
/// The body is too slow.
pub(super) const TOO_SLOW: Coded =
    Coded::new(StatusCode::REQUEST_TIMEOUT, ErrorCode::BodyTimeout, "the request body took too long to arrive");
/// The body ends too early.
pub(super) const UNREADABLE: Coded =
    Coded::new(StatusCode::BAD_REQUEST, ErrorCode::BodyUnreadable, "the request body ended too early");
/// The method is another one.
pub(super) const METHOD: Coded = Coded::new(
    StatusCode::METHOD_NOT_ALLOWED,
    ErrorCode::MethodNotAllowed,
    "send a query with GET or POST, a mutation with POST",
);
