//! Rate limits per organisation and per worker. A greedy client or a stolen token uses up its own rate and nobody
//! else's. A consulate has its own, lower rate, because an office of a State of origin works through its packets by
//! hand; a program that sends more requests is searching for people. Each node counts separately. The answer reveals
//! only when the caller may try again.

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
use crate::{
    access::viewer::Viewer,
    error::ErrorCode,
    metrics::{labels::Limit, list::LIMIT_REFUSALS},
};

/// The refusal of a request above the rate.
pub(crate) const TOO_MANY: Coded = Coded::new(
    StatusCode::TOO_MANY_REQUESTS,
    ErrorCode::TooManyRequests,
    "your organisation sends too many requests; wait for the seconds in retry-after",
);

/// Rate limit headers (an early version of `draft-ietf-httpapi-ratelimit-headers`, which clients know): requests per
/// minute, requests left, seconds until the next request is allowed.
pub(crate) const LIMIT: HeaderName = HeaderName::from_static("ratelimit-limit");
/// See [`LIMIT`].
pub(crate) const REMAINING: HeaderName = HeaderName::from_static("ratelimit-remaining");
/// See [`LIMIT`].
pub(crate) const RESET: HeaderName = HeaderName::from_static("ratelimit-reset");

/// Above this number of keys, the limiter forgets keys that have recovered their full rate.
const KEYS: usize = 10_000;
const TWICE: NonZeroU32 = NonZeroU32::new(2).expect("2 is not 0");
const SECONDS_OF_A_MINUTE: NonZeroU32 = NonZeroU32::new(60).expect("60 is not 0");

/// The rate limits.
pub(crate) struct Rates {
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
    /// The rates from the settings. A burst of a consulate is half of its rate per minute; other bursts are twice the
    /// rate per second.
    pub(crate) fn of(limits: &ServerLimits) -> Self {
        Self {
            consulates: Rate::per_minute(limits.liaison_requests_per_minute),
            organisations: Rate::per_second(limits.organisation_requests_per_second),
            workers: Rate::per_second(limits.worker_requests_per_second),
            clock: DefaultClock::default(),
        }
    }

    /// Counts a request and returns a 429 response if it is above a rate. A request refused for its worker does not
    /// count for the organisation.
    pub(crate) fn refuses(&self, viewer: &Viewer, media: Media) -> Option<Response> {
        let (rate, wait, limit) = self.above(viewer)?;
        LIMIT_REFUSALS.add([limit.into()], 1);
        Some(rate.refusal(wait, media))
    }

    /// Counts a delivery of a subscription. False if it is above a rate and has to wait.
    pub(crate) fn passes(&self, viewer: &Viewer) -> bool {
        self.above(viewer).is_none()
    }

    /// The first rate that the request is above, and the seconds to wait.
    fn above(&self, viewer: &Viewer) -> Option<(&Rate, u64, Limit)> {
        let organisation = viewer.organisation_id;
        let consulate = viewer.is_of_origin().then_some((&self.consulates, organisation, Limit::ConsulateRate));
        let others = [
            (&self.workers, viewer.worker_id, Limit::WorkerRate),
            (&self.organisations, organisation, Limit::OrganisationRate),
        ];
        consulate
            .into_iter()
            .chain(others)
            .find_map(|(rate, key, limit)| Some((rate, rate.wait(&key, &self.clock)?, limit)))
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

    fn wait(&self, key: &Uuid, clock: &DefaultClock) -> Option<u64> {
        if self.limiter.len() > KEYS {
            self.limiter.retain_recent();
        }
        let refused = self.limiter.check_key(key).err()?;
        Some(refused.wait_time_from(clock.now()).as_secs() + 1)
    }

    fn refusal(&self, wait: u64, media: Media) -> Response {
        let mut response = TOO_MANY.answer_later(media, HeaderValue::from(wait));
        let headers = response.headers_mut();
        headers.insert(LIMIT, HeaderValue::from(self.per_minute.get()));
        headers.insert(REMAINING, HeaderValue::from(0));
        headers.insert(RESET, HeaderValue::from(wait));
        response
    }
}
