//! The request rate of consulates. An office of a State of origin works through its packets by hand; a program that asks for
//! more is looking for people. One rate for the whole organisation, so that more tokens make nothing faster. Each node counts
//! for itself, and the caller learns no more than when to come again.

use std::num::NonZeroU32;

use axum::{
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::Response,
};
use governor::{
    DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock, DefaultClock},
};
use uuid::Uuid;

use super::{answer::Coded, media::Media};
use crate::access::viewer::Viewer;

const TOO_MANY: Coded = Coded::new(
    StatusCode::TOO_MANY_REQUESTS,
    "TOO_MANY_REQUESTS",
    "your organisation asks too often; wait as long as retry-after says",
);

/// What clients wait by (`draft-ietf-httpapi-ratelimit-headers`, in the form that they know): requests in a minute, requests
/// that are left, seconds until there is another.
pub const LIMIT: HeaderName = HeaderName::from_static("ratelimit-limit");
/// See [`LIMIT`].
pub const REMAINING: HeaderName = HeaderName::from_static("ratelimit-remaining");
/// See [`LIMIT`].
pub const RESET: HeaderName = HeaderName::from_static("ratelimit-reset");

/// How often each consulate may ask.
pub struct LiaisonRate {
    per_minute: NonZeroU32,
    limiter: DefaultKeyedRateLimiter<Uuid>,
    clock: DefaultClock,
}

impl LiaisonRate {
    /// So many requests a minute, and at most half of them at once.
    #[must_use]
    pub fn per_minute(requests: NonZeroU32) -> Self {
        let at_once = NonZeroU32::new(requests.get() / 2).unwrap_or(NonZeroU32::MIN);
        let quota = Quota::per_minute(requests).allow_burst(at_once);
        Self { per_minute: requests, limiter: RateLimiter::keyed(quota), clock: DefaultClock::default() }
    }

    /// Counts a request; gives the 429 to answer with when it is one too many.
    pub fn refuses(&self, viewer: &Viewer, media: Media) -> Option<Response> {
        if !viewer.is_of_origin() {
            return None;
        }
        let refused = self.limiter.check_key(&viewer.organisation_id).err()?;
        let wait = refused.wait_time_from(self.clock.now()).as_secs() + 1;
        let mut response = TOO_MANY.answer(media);
        let headers = response.headers_mut();
        headers.insert(header::RETRY_AFTER, HeaderValue::from(wait));
        headers.insert(LIMIT, HeaderValue::from(self.per_minute.get()));
        headers.insert(REMAINING, HeaderValue::from(0));
        headers.insert(RESET, HeaderValue::from(wait));
        Some(response)
    }
}
