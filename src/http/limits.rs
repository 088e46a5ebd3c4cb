//! Limits of the server: how long a request may take and how many may run at the same time. The limits of one document
//! are those of the crate `admission`.

use std::{num::NonZeroU32, time::Duration};

use axum::{
    extract::{Request, State},
    http::StatusCode,
    middleware::Next,
    response::Response,
};
use serde::{Deserialize, Serialize};

use super::{answer::Coded, media::Media};
use crate::error::ErrorCode;

/// The limits of the server as a whole: the `[server]` section of the settings file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ServerLimits {
    /// Maximum time for a request including its body, in seconds.
    pub request_timeout_seconds: u64,
    /// Maximum time for the body of a request to arrive, in seconds.
    pub body_timeout_seconds: u64,
    /// Maximum number of requests that run at the same time. A further request gets 503 immediately.
    pub concurrent_requests: usize,
    /// Maximum number of requests of one worker that run at the same time. A further request gets 429 immediately.
    pub worker_requests_at_once: u32,
    /// The same limit for all workers of one organisation together.
    pub organisation_requests_at_once: u32,
    /// Requests per second that each worker may send. A burst may be twice as large.
    pub worker_requests_per_second: NonZeroU32,
    /// The same limit for all workers of one organisation together.
    pub organisation_requests_per_second: NonZeroU32,
    /// Maximum number of subscriptions that are open at the same time. A further one gets 503.
    pub subscriptions: usize,
    /// Maximum number of subscriptions of one worker that are open at the same time. A further one gets 429.
    pub worker_subscriptions: u32,
    /// The same limit for all workers of one organisation together.
    pub organisation_subscriptions: u32,
    /// Maximum number of connections. A further connection waits until another one closes.
    pub connections: usize,
    /// Maximum time for a client to send a request header, in seconds. An idle HTTP/1 connection is closed after the
    /// same time.
    pub header_timeout_seconds: u64,
    /// Maximum idle time of a connection between requests, in seconds.
    pub idle_timeout_seconds: u64,
    /// Requests per minute that each consulate of a State of origin may send.
    pub liaison_requests_per_minute: NonZeroU32,
    /// How long running requests may continue after the server was told to stop, in seconds.
    pub drain_seconds: u64,
}

impl ServerLimits {
    /// Maximum time for a request.
    pub(crate) const fn request_timeout(&self) -> Duration {
        Duration::from_secs(self.request_timeout_seconds)
    }

    /// Maximum time for a body to arrive.
    pub(crate) const fn body_timeout(&self) -> Duration {
        Duration::from_secs(self.body_timeout_seconds)
    }

    /// How long the server waits for running requests when it stops.
    pub(crate) const fn drain(&self) -> Duration {
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
            subscriptions: 512,
            worker_subscriptions: 8,
            organisation_subscriptions: 128,
            connections: 1_024,
            header_timeout_seconds: 15,
            idle_timeout_seconds: 60,
            liaison_requests_per_minute: NonZeroU32::new(60).expect("60 is not 0"),
            drain_seconds: 20,
        }
    }
}

/// Answers 504 when the request takes too long. Its future is dropped, and an open transaction with it.
pub(crate) async fn within_time(State(limit): State<Duration>, request: Request, next: Next) -> Response {
    let media = Media::accepted(request.headers()).unwrap_or(Media::Json);
    match tokio::time::timeout(limit, next.run(request)).await {
        Ok(response) => response,
        Err(_) => {
            Coded::new(StatusCode::GATEWAY_TIMEOUT, ErrorCode::RequestTimeout, "this took too long; request less data")
                .answer(media)
        }
    }
}
