//! What an answer was computed from, so that the server finds it unchanged without computing it again. It exists only for an
//! answer that changes in no other way: by an entry among the changes of cases, by another directory, policy or viewer, or
//! at a time that its fields note.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, OnceLock, PoisonError, Weak},
};

use async_graphql::{Context, Value};
use chrono::TimeDelta;
use sea_orm::prelude::DateTimeUtc;

use crate::store::{changes::positions::Position, identity::directory::Directory};

/// What an answer was computed from.
#[derive(Clone, Debug)]
pub struct Basis {
    /// The position of all changes that it surely contains.
    pub(crate) position: Position,
    /// The first time at which a value can change by itself.
    pub(crate) until: DateTimeUtc,
    /// A digest of what decides about the viewer's access.
    pub(crate) reader: String,
    /// The directory.
    pub(crate) directory: Weak<Directory>,
}

/// Where a request leaves the basis of its answer. It is in the context data of a request whose caller asks again.
#[derive(Clone, Debug)]
pub struct KeptBasis {
    kept: Arc<OnceLock<Basis>>,
    longest: TimeDelta,
}

impl KeptBasis {
    /// For an answer that is taken to be unchanged for at most this time.
    pub fn for_at_most(longest: TimeDelta) -> Self {
        Self { kept: Arc::default(), longest }
    }

    /// Keeps the basis of an answer of this moment.
    pub(super) fn keep(&self, now: DateTimeUtc, basis: Basis) {
        let until = basis.until.min(now + self.longest);
        // A request has one answer, so that nothing was kept before.
        self.kept.get_or_init(|| Basis { until, ..basis });
    }

    /// The basis, if the answer has one.
    pub fn get(&self) -> Option<&Basis> {
        self.kept.get()
    }
}

/// The root fields of a request, by response key: whether the answer of each changes only in followed ways.
#[derive(Debug, Default)]
pub(crate) struct FollowedRoots(Mutex<BTreeMap<String, bool>>);

impl FollowedRoots {
    /// Notes the field that is being resolved, if it is a root field.
    pub(crate) fn note(&self, context: &Context<'_>, followed: bool) {
        if context.path_node.is_none_or(|place| place.parent.is_some()) {
            return;
        }
        let key = context.item.node.response_key().node.to_string();
        let mut roots = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = roots.entry(key).or_insert(true);
        *known = *known && followed;
    }

    /// Whether every root of this answer is followed. A root that notes nothing is not.
    pub(super) fn all(&self, data: &Value) -> bool {
        let roots = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match data {
            Value::Object(data) => data.keys().all(|key| roots.get(key.as_str()) == Some(&true)),
            _ => false,
        }
    }
}
