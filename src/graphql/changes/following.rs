//! The progress of a subscription. Each delivery is a request of its own, with the rules and the time of its own moment. It
//! continues after the last delivery that was sent, and not after one that failed.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::store::changes::positions::Position;

/// The progress of a subscription. It is in the context data of each delivery.
#[derive(Clone, Debug, Default)]
pub struct Following(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    /// The last delivery that was sent.
    told: Option<Delivery>,
    /// A delivery that has run and was not sent yet.
    pending: Option<Delivery>,
}

/// The result of one delivery.
#[derive(Clone, Debug)]
pub(super) struct Delivery {
    /// The position up to which the subscriber then has all changes.
    pub position: Position,
    /// The same as the subscriber reads it.
    pub sealed: String,
    /// A digest of what decides about the access of the subscriber.
    pub reader: String,
    /// Whether it contains a case.
    pub news: bool,
    /// Whether more changes are waiting.
    pub more: bool,
}

impl Following {
    /// The position to go on from, as the subscriber reads it. `None` before the first delivery.
    pub fn position(&self) -> Option<String> {
        self.state().told.as_ref().map(|told| told.sealed.clone())
    }

    /// Whether the last delivery contained a case.
    pub fn has_news(&self) -> bool {
        self.state().told.as_ref().is_some_and(|told| told.news)
    }

    /// Whether more changes were waiting after the last delivery.
    pub fn has_more(&self) -> bool {
        self.state().told.as_ref().is_some_and(|told| told.more)
    }

    /// Marks the pending delivery as sent. Returns whether there was one.
    pub fn confirm(&self) -> bool {
        let mut state = self.state();
        let pending = state.pending.take();
        let any = pending.is_some();
        if any {
            state.told = pending;
        }
        any
    }

    /// Drops the pending delivery, because it is not sent.
    pub fn discard(&self) {
        self.state().pending = None;
    }

    /// The position of the last delivery. `None` if the access of the reader has changed since.
    pub(in crate::graphql) fn place(&self, reader: &str) -> Option<Position> {
        self.state().told.as_ref().filter(|told| told.reader == reader).map(|told| told.position)
    }

    /// Keeps the result of a delivery until it is confirmed or discarded.
    pub(super) fn tells(&self, delivery: Delivery) {
        self.state().pending = Some(delivery);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::prelude::DateTimeUtc;

    use super::*;

    fn delivery(place: i64) -> Delivery {
        let position = Position { place, entry: None, passed: DateTimeUtc::MIN_UTC, passed_in: None };
        Delivery { position, sealed: place.to_string(), reader: "one".to_owned(), news: true, more: false }
    }

    #[test]
    fn a_subscription_continues_after_the_last_delivery_that_was_sent() {
        let following = Following::default();
        assert!(!following.confirm(), "nothing has run");
        following.tells(delivery(1));
        assert_eq!(following.position(), None, "it is not sent yet");
        assert!(following.confirm());
        following.tells(delivery(2));
        following.discard();
        assert_eq!((following.position().as_deref(), following.confirm()), (Some("1"), false));
        assert_eq!(following.place("one").map(|it| it.place), Some(1));
        assert_eq!(following.place("another").map(|it| it.place), None, "the access has changed");
    }
}
