//! The state of the route `/graphql`: the server behind it, and the limits of those who use it.

use std::{sync::Arc, time::Duration};

use async_graphql::{Name, Value, indexmap::IndexMap};
use axum::{http::HeaderMap, response::Response};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, SemaphorePermit};

use super::{
    answer::{Coded, SOON},
    backend::{Backend, Caller},
    limits::ServerLimits,
    media::Media,
    rate::Rates,
    refusals::{BUSY, TOO_MANY_SUBSCRIPTIONS},
    turns::{Turn, Turns},
};
use crate::{
    access::viewer::Viewer,
    graphql::admission::Gates,
    metrics::{labels::Limit, list::LIMIT_REFUSALS},
};

/// The longest time between two comments that keep a silent connection open.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// The state of the route.
pub(crate) struct Endpoint<B> {
    pub(super) backend: Arc<B>,
    pub(super) gates: Gates,
    /// One permit for each request that may run at the same time.
    places: Semaphore,
    /// One permit for each token that may be looked up at the same time. A remembered token needs none, so that slow
    /// look-ups never keep out those who are known.
    judged: Semaphore,
    pub(super) rates: Rates,
    turns: Turns,
    /// One permit for each subscription that may be open at the same time.
    pub(super) subscriptions: Arc<Semaphore>,
    /// The open subscriptions, by worker and by organisation.
    pub(super) subscribers: Turns,
    pub(super) body_timeout: Duration,
    pub(super) request_timeout: Duration,
    pub(super) heartbeat: Duration,
}

impl<B: Backend> Endpoint<B> {
    /// An endpoint with these limits.
    pub(crate) fn new(backend: Arc<B>, gates: Gates, limits: &ServerLimits) -> Self {
        Self {
            backend,
            gates,
            places: Semaphore::new(limits.concurrent_requests.min(Semaphore::MAX_PERMITS)),
            judged: Semaphore::new(limits.concurrent_requests.min(Semaphore::MAX_PERMITS)),
            rates: Rates::of(limits),
            turns: Turns::of(limits),
            subscriptions: Arc::new(Semaphore::new(limits.subscriptions.min(Semaphore::MAX_PERMITS))),
            subscribers: Turns::at_most(limits.worker_subscriptions, limits.organisation_subscriptions),
            body_timeout: limits.body_timeout(),
            request_timeout: limits.request_timeout(),
            heartbeat: HEARTBEAT.min(Duration::from_secs(limits.idle_timeout_seconds) / 3),
        }
    }

    /// The caller that these headers identify, or the refusal.
    pub(super) async fn caller(&self, media: Media, headers: &HeaderMap) -> Result<Caller, Response> {
        if let Some(judged) = self.backend.remembered(headers) {
            return judged;
        }
        let Ok(_judged) = self.judged.try_acquire() else {
            reached(Limit::TokensAtOnce);
            return Err(BUSY.answer_later(media, SOON));
        };
        self.backend.caller(headers).await
    }

    /// The server behind the route.
    pub(super) fn backend(&self) -> &B {
        &self.backend
    }

    /// The most errors of a document that is not valid.
    pub(super) const fn most_errors(&self) -> usize {
        self.gates.limits().validation_errors
    }

    /// A place among the open subscriptions.
    pub(super) fn open_subscription(&self, viewer: &Viewer) -> Result<(Turn, OwnedSemaphorePermit), Coded> {
        let Some(turn) = self.subscribers.take(viewer) else {
            reached(Limit::CallerSubscriptions);
            return Err(TOO_MANY_SUBSCRIPTIONS);
        };
        let Ok(place) = Arc::clone(&self.subscriptions).try_acquire_owned() else {
            reached(Limit::ServerSubscriptions);
            return Err(BUSY);
        };
        Ok((turn, place))
    }

    /// A place for a delivery among the requests that run, within the limits of the viewer.
    pub(super) fn runs_for(&self, viewer: &Viewer) -> Option<(Turn, SemaphorePermit<'_>)> {
        if !self.rates.passes(viewer) {
            return None;
        }
        // It waits and is not refused, so that no limit is counted.
        Some((self.turns.take(viewer)?, self.places.try_acquire().ok()?))
    }

    /// A turn of the viewer.
    pub(super) fn turn(&self, viewer: &Viewer) -> Option<Turn> {
        let turn = self.turns.take(viewer);
        if turn.is_none() {
            reached(Limit::CallerAtOnce);
        }
        turn
    }

    /// A place among the requests that run.
    pub(super) fn place(&self) -> Option<SemaphorePermit<'_>> {
        let place = self.places.try_acquire().ok();
        if place.is_none() {
            reached(Limit::ServerAtOnce);
        }
        place
    }

    /// Maximum time for a delivery.
    pub(super) const fn request_timeout(&self) -> Duration {
        self.request_timeout
    }

    /// The time between two comments on a silent connection.
    pub(super) const fn heartbeat(&self) -> Duration {
        self.heartbeat
    }

    /// What an operation costs, for the answer.
    pub(super) fn cost(&self, cost: u64) -> Value {
        let maximum = self.gates.limits().cost;
        Value::Object(IndexMap::from([
            (Name::new("requested"), Value::from(cost)),
            (Name::new("maximum"), Value::from(maximum)),
        ]))
    }
}

fn reached(limit: Limit) {
    LIMIT_REFUSALS.add([limit.into()], 1);
}
