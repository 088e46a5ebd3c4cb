//! How far a subscription was told. Each delivery is a request of its own, with the rules and the time of its own moment. It goes
//! on from the last delivery that reached the subscriber, and not from one that failed.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::store::changes::positions::Position;

/// How far a subscription was told. It is in the context data of each delivery.
#[derive(Clone, Debug, Default)]
pub struct Following(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    /// What the subscriber knows.
    told: Option<Delivery>,
    /// What the delivery that runs, or ran last, would tell.
    pending: Option<Delivery>,
}

/// What a delivery tells.
#[derive(Clone, Debug)]
pub(super) struct Delivery {
    /// The position up to which the subscriber then knows everything.
    pub position: Position,
    /// The same as the subscriber reads it.
    pub sealed: String,
    /// A digest of what decides about the access of the subscriber.
    pub reader: String,
    /// Whether it tells of a case.
    pub news: bool,
    /// Whether there is more to tell already.
    pub more: bool,
}

impl Following {
    /// The position to go on from, as the subscriber reads it. `None` before the first delivery.
    pub fn position(&self) -> Option<String> {
        self.state().told.as_ref().map(|told| told.sealed.clone())
    }

    /// Whether the last delivery told of a case.
    pub fn has_news(&self) -> bool {
        self.state().told.as_ref().is_some_and(|told| told.news)
    }

    /// Whether there was more to tell after the last delivery.
    pub fn has_more(&self) -> bool {
        self.state().told.as_ref().is_some_and(|told| told.more)
    }

    /// The delivery that ran is sent. Gives whether there was one.
    pub fn confirm(&self) -> bool {
        let mut state = self.state();
        let pending = state.pending.take();
        let any = pending.is_some();
        if any {
            state.told = pending;
        }
        any
    }

    /// The delivery that ran is not sent.
    pub fn discard(&self) {
        self.state().pending = None;
    }

    /// The position to compare with that of the database, if the access of this reader is that of the last delivery.
    pub(in crate::graphql) fn place(&self, reader: &str) -> Option<Position> {
        self.state().told.as_ref().filter(|told| told.reader == reader).map(|told| told.position)
    }

    /// Keeps what the delivery that runs tells.
    pub(super) fn tells(&self, delivery: Delivery) {
        self.state().pending = Some(delivery);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
