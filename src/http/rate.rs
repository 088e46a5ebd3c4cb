//! The request rate of consulates. An office of a State of origin works through its packets by hand; a program that asks for
//! more is looking for people. One rate for the whole organisation, so that more tokens make nothing faster. Each node counts
//! for itself, and the caller learns no more than when to come again.

use std::num::NonZeroU32;

use axum::{
    http::{HeaderValue, StatusCode, header},
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

/// How often each consulate may ask.
pub struct LiaisonRate {
    limiter: DefaultKeyedRateLimiter<Uuid>,
    clock: DefaultClock,
}

impl LiaisonRate {
    /// So many requests a minute, and at most half of them at once.
    #[must_use]
    pub fn per_minute(requests: NonZeroU32) -> Self {
        let at_once = NonZeroU32::new(requests.get() / 2).unwrap_or(NonZeroU32::MIN);
        let quota = Quota::per_minute(requests).allow_burst(at_once);
        Self { limiter: RateLimiter::keyed(quota), clock: DefaultClock::default() }
    }

    /// Counts a request; gives the 429 to answer with when it is one too many.
    pub fn refuses(&self, viewer: &Viewer, media: Media) -> Option<Response> {
        if !viewer.is_of_origin() {
            return None;
        }
        let refused = self.limiter.check_key(&viewer.organisation_id).err()?;
        let wait = refused.wait_time_from(self.clock.now()).as_secs() + 1;
        let mut response = TOO_MANY.answer(media);
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait));
        Some(response)
    }
}
