//! How often each organisation and each worker may ask. One greedy client, or one stolen token, takes its own share and no
//! other's. A consulate has a rate of its own, a low one: an office of a State of origin works through its packets by hand; a
//! program that asks for more is looking for people. Each node counts for itself, and the caller learns no more than when to
//! come again.

use std::num::NonZeroU32;

use axum::{
    http::{HeaderName, HeaderValue, StatusCode},
    response::Response,
};
use governor::{
    DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock, DefaultClock},
};
use uuid::Uuid;

use super::{answer::Coded, limits::ServerLimits, media::Media};
use crate::access::viewer::Viewer;

/// The refusal of one request too many.
pub const TOO_MANY: Coded = Coded::new(
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

/// Beyond this number of keys those that have not asked for long are forgotten.
const KEYS: usize = 10_000;
const TWICE: NonZeroU32 = NonZeroU32::new(2).expect("2 is not 0");
const SECONDS_OF_A_MINUTE: NonZeroU32 = NonZeroU32::new(60).expect("60 is not 0");

/// How often each may ask.
pub struct Rates {
    consulates: Rate,
    organisations: Rate,
    workers: Rate,
    clock: DefaultClock,
}

struct Rate {
    per_minute: NonZeroU32,
    limiter: DefaultKeyedRateLimiter<Uuid>,
}

impl Rates {
    /// The rates of the settings. A consulate sends at most half of its requests of a minute at once, others twice those of a
    /// second.
    #[must_use]
    pub fn of(limits: &ServerLimits) -> Self {
        Self {
            consulates: Rate::per_minute(limits.liaison_requests_per_minute),
            organisations: Rate::per_second(limits.organisation_requests_per_second),
            workers: Rate::per_second(limits.worker_requests_per_second),
            clock: DefaultClock::default(),
        }
    }

    /// Counts a request; gives the 429 to answer with when it is one too many. What a worker is refused does not count for the
    /// organisation.
    pub fn refuses(&self, viewer: &Viewer, media: Media) -> Option<Response> {
        let consulate = viewer.is_of_origin().then_some((&self.consulates, viewer.organisation_id));
        let others = [(&self.workers, viewer.worker_id), (&self.organisations, viewer.organisation_id)];
        consulate.into_iter().chain(others).find_map(|(rate, key)| rate.refuses(&key, &self.clock, media))
    }
}

impl Rate {
    fn per_minute(requests: NonZeroU32) -> Self {
        let at_once = NonZeroU32::new(requests.get() / 2).unwrap_or(NonZeroU32::MIN);
        let quota = Quota::per_minute(requests).allow_burst(at_once);
        Self { per_minute: requests, limiter: RateLimiter::keyed(quota) }
    }

    fn per_second(requests: NonZeroU32) -> Self {
        let quota = Quota::per_second(requests).allow_burst(requests.saturating_mul(TWICE));
        Self { per_minute: requests.saturating_mul(SECONDS_OF_A_MINUTE), limiter: RateLimiter::keyed(quota) }
    }

    fn refuses(&self, key: &Uuid, clock: &DefaultClock, media: Media) -> Option<Response> {
        if self.limiter.len() > KEYS {
            self.limiter.retain_recent();
        }
        let refused = self.limiter.check_key(key).err()?;
        let wait = refused.wait_time_from(clock.now()).as_secs() + 1;
        let mut response = TOO_MANY.answer_later(media, HeaderValue::from(wait));
        let headers = response.headers_mut();
        headers.insert(LIMIT, HeaderValue::from(self.per_minute.get()));
        headers.insert(REMAINING, HeaderValue::from(0));
        headers.insert(RESET, HeaderValue::from(wait));
        Some(response)
    }
}
