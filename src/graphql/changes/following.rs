//! How far a subscription was told. Each delivery is a request of its own, with the rules and the time of its own moment. What it
//! told is kept here for the next one.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::store::changes::positions::Position;

/// How far a subscription was told. It is in the context data of each delivery.
#[derive(Clone, Debug, Default)]
pub struct Following(Arc<Mutex<Option<Delivered>>>);

/// What the last delivery told.
#[derive(Clone, Debug)]
pub(super) struct Delivered {
    /// The position up to which the subscriber knows everything.
    pub position: Position,
    /// The same as the subscriber reads it.
    pub sealed: String,
    /// Whether it told of a case.
    pub news: bool,
    /// Whether there is more to tell already.
    pub more: bool,
}

impl Following {
    /// The position to go on from, as the subscriber reads it. `None` before the first delivery.
    pub fn position(&self) -> Option<String> {
        self.last().as_ref().map(|last| last.sealed.clone())
    }

    /// Whether the last delivery told of a case.
    pub fn has_news(&self) -> bool {
        self.last().as_ref().is_some_and(|last| last.news)
    }

    /// Whether there was more to tell after the last delivery.
    pub fn has_more(&self) -> bool {
        self.last().as_ref().is_some_and(|last| last.more)
    }

    /// The position to compare with that of the database.
    pub(in crate::graphql) fn place(&self) -> Option<Position> {
        self.last().as_ref().map(|last| last.position)
    }

    /// Keeps what a delivery told.
    pub(super) fn delivered(&self, told: Delivered) {
        *self.last() = Some(told);
    }

    fn last(&self) -> MutexGuard<'_, Option<Delivered>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
