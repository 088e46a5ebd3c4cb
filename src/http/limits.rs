//! How long a request may take and how many may run at a time. What one request may ask for stands in
//! `graphql::admission`.

use std::{num::NonZeroU32, time::Duration};

use axum::{
    extract::{Request, State},
    http::StatusCode,
    middleware::Next,
    response::Response,
};
use serde::{Deserialize, Serialize};

use super::{answer::Coded, media::Media};

/// The limits of the server as a whole: the `[server]` section of the settings file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ServerLimits {
    /// The longest that a request may take, in seconds, its body included.
    pub request_timeout_seconds: u64,
    /// The longest that the body of a request may take to arrive, in seconds.
    pub body_timeout_seconds: u64,
    /// The most requests that run at a time; one more is sent away at once with 503.
    pub concurrent_requests: usize,
    /// The most requests of one worker that run at a time; one more is sent away at once with 429.
    pub worker_requests_at_once: u32,
    /// The same for all workers of one organisation together.
    pub organisation_requests_at_once: u32,
    /// How many requests a second each worker may send, twice as many at once.
    pub worker_requests_per_second: NonZeroU32,
    /// The same for all workers of one organisation together.
    pub organisation_requests_per_second: NonZeroU32,
    /// The most connections; one more waits until another is closed.
    pub connections: usize,
    /// The longest that a client may take to send a header, in seconds. An HTTP/1 connection rests no longer either.
    pub header_timeout_seconds: u64,
    /// The longest that a connection rests between requests, in seconds.
    pub idle_timeout_seconds: u64,
    /// How many requests a minute each consulate of a State of origin may send.
    pub liaison_requests_per_minute: NonZeroU32,
    /// How long requests that run may go on after the server was told to stop, in seconds.
    pub drain_seconds: u64,
}

impl ServerLimits {
    /// The longest that a request may take.
    #[must_use]
    pub const fn request_timeout(&self) -> Duration {
        Duration::from_secs(self.request_timeout_seconds)
    }

    /// The longest that a body may take to arrive.
    #[must_use]
    pub const fn body_timeout(&self) -> Duration {
        Duration::from_secs(self.body_timeout_seconds)
    }

    /// How long the server waits for running requests when it stops.
    #[must_use]
    pub const fn drain(&self) -> Duration {
        Duration::from_secs(self.drain_seconds)
    }
}

impl Default for ServerLimits {
    fn default() -> Self {
        Self {
            request_timeout_seconds: 30,
            body_timeout_seconds: 10,
            concurrent_requests: 256,
            worker_requests_at_once: 32,
            organisation_requests_at_once: 128,
            worker_requests_per_second: NonZeroU32::new(50).expect("50 is not 0"),
            organisation_requests_per_second: NonZeroU32::new(500).expect("500 is not 0"),
            connections: 1_024,
            header_timeout_seconds: 15,
            idle_timeout_seconds: 60,
            liaison_requests_per_minute: NonZeroU32::new(60).expect("60 is not 0"),
            drain_seconds: 20,
        }
    }
}

/// Answers 504 when the rest takes longer. The work is dropped, an open transaction with it.
pub async fn within_time(State(limit): State<Duration>, request: Request, next: Next) -> Response {
    let media = Media::accepted(request.headers()).unwrap_or(Media::Json);
    match tokio::time::timeout(limit, next.run(request)).await {
        Ok(response) => response,
        Err(_) => {
            Coded::new(StatusCode::GATEWAY_TIMEOUT, "REQUEST_TIMEOUT", "this took too long; ask for less").answer(media)
        }
    }
}
