//! What one GraphQL request carries: the store as its viewer sees it, and what it has shown and withheld so far.

use std::{
    collections::{BTreeMap, HashSet},
    sync::{Arc, Mutex, PoisonError},
};

use async_graphql::{Context, Value, indexmap::IndexMap};
use entity::codes::DataClass;
use uuid::Uuid;

use super::page::{Cursors, Place};
use crate::{access::class::ClassSet, error::Error, store::Store};

/// One request.
#[derive(Debug)]
pub struct Request {
    /// The store as the viewer sees it.
    pub store: Store,
    cursors: Arc<Cursors>,
    shown: Mutex<Shown>,
    answered: Mutex<HashSet<String>>,
}

/// What a request has shown, for the read log, and what it has withheld, for the reader.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    /// The classes that were shown, case by case.
    pub cases: BTreeMap<Uuid, ClassSet>,
    /// Record and field, its class, and on how many rows it was withheld.
    pub withheld: IndexMap<(&'static str, &'static str), (DataClass, u32)>,
}

impl Request {
    /// A request of a viewer.
    #[must_use]
    pub fn new(store: Store, cursors: Arc<Cursors>) -> Self {
        Self { store, cursors, shown: Mutex::default(), answered: Mutex::default() }
    }

    /// Whether this place in the answer is reached for the first time: a key that stands twice is answered once.
    #[must_use]
    pub fn reaches(&self, place: String) -> bool {
        self.answered.lock().unwrap_or_else(PoisonError::into_inner).insert(place)
    }

    /// The request that is being answered.
    #[must_use]
    pub fn of<'a>(context: &Context<'a>) -> &'a Self {
        let request: &Arc<Self> = context.data_unchecked();
        request
    }

    /// Adds what one field of the document has shown.
    pub fn add(&self, more: Shown) {
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        for (case, classes) in more.cases {
            let known = shown.cases.entry(case).or_default();
            *known = *known | classes;
        }
        for (field, (class, count)) in more.withheld {
            shown.withheld.entry(field).or_insert((class, 0)).1 += count;
        }
    }

    /// What was shown and withheld in all.
    #[must_use]
    pub fn shown(&self) -> Shown {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The cursor of a place in a list.
    #[must_use]
    pub fn seal_cursor(&self, list: &str, place: &Place) -> String {
        self.cursors.seal(&self.sealed_for(list), place)
    }

    /// The place of a cursor of this list.
    ///
    /// # Errors
    /// `INVALID_CURSOR`.
    pub fn open_cursor(&self, list: &str, cursor: &str) -> Result<Place, Error> {
        self.cursors.open(&self.sealed_for(list), cursor)
    }

    fn sealed_for(&self, list: &str) -> String {
        format!("{list} {}", self.store.scope.viewer.organisation_id)
    }
}

impl Shown {
    /// The notes of the response: one for each field that was withheld.
    #[must_use]
    pub fn notes(&self) -> Vec<Value> {
        let mut withheld: Vec<_> = self.withheld.iter().collect();
        // By name, for roots are answered side by side and end in any order.
        withheld.sort_by_key(|(field, _)| **field);
        withheld
            .into_iter()
            .map(|((record, field), (class, count))| {
                let mut note = IndexMap::new();
                note.insert(async_graphql::Name::new("field"), Value::String(format!("{record}.{field}")));
                note.insert(async_graphql::Name::new("class"), Value::String(crate::access::policy::spelled(class)));
                note.insert(async_graphql::Name::new("count"), Value::Number((*count).into()));
                Value::Object(note)
            })
            .collect()
    }
}
