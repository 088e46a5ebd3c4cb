//! What one GraphQL request carries: the store as its viewer sees it, and what it has shown and withheld so far.

use std::{
    collections::{BTreeMap, HashSet},
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use async_graphql::{Context, Name, PathSegment, Value, indexmap::IndexMap};
use entity::codes::DataClass;
use uuid::Uuid;

use super::{
    page::{Cursors, Place},
    record::table::Table,
    visible,
};
use crate::{access::class::ClassSet, error::Error, store::Store};

/// One request.
#[derive(Debug)]
pub struct Request {
    /// The store as the viewer sees it.
    pub store: Store,
    cursors: Arc<Cursors>,
    shown: Mutex<Shown>,
    answered: Mutex<HashSet<String>>,
    /// The records that introspection shows; worked out when it asks.
    introspected: OnceLock<HashSet<&'static str>>,
}

/// What a request has shown, for the read log, and what it has withheld, for the reader.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    /// The classes that were shown, case by case.
    pub cases: BTreeMap<Uuid, ClassSet>,
    /// What was withheld, by record and field.
    pub withheld: IndexMap<(&'static str, &'static str), Withheld>,
}

/// A field that was withheld.
#[derive(Clone, Debug)]
pub struct Withheld {
    /// Its class.
    pub class: DataClass,
    /// On how many rows it was withheld.
    pub count: u32,
    /// The place in the response where it was withheld first; kept only for [`WithheldAsErrors`].
    pub path: Option<Vec<PathSegment>>,
}

/// The caller wants an error for each field that is withheld, hence its path. Part of the data of such a request.
#[derive(Clone, Copy, Debug)]
pub struct WithheldAsErrors;

impl Request {
    /// A request of a viewer.
    #[must_use]
    pub fn new(store: Store, cursors: Arc<Cursors>) -> Self {
        Self { store, cursors, shown: Mutex::default(), answered: Mutex::default(), introspected: OnceLock::new() }
    }

    /// Whether this place in the answer is reached for the first time: a key that stands twice is answered once.
    #[must_use]
    pub fn reaches(&self, place: String) -> bool {
        self.answered.lock().unwrap_or_else(PoisonError::into_inner).insert(place)
    }

    /// Whether introspection shows the type of a record.
    #[must_use]
    pub fn shows(&self, record: &Table) -> bool {
        self.introspected.get_or_init(|| visible::records(&self.store.scope.grants)).contains(record.name)
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
        for (field, more) in more.withheld {
            let known = shown.withheld.entry(field).or_insert_with(|| Withheld { count: 0, ..more.clone() });
            known.count += more.count;
            // Roots are answered side by side and end in any order.
            if root(more.path.as_deref()) < root(known.path.as_deref()) {
                known.path = more.path;
            }
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
            .map(|((record, field), Withheld { class, count, path })| {
                let mut note = IndexMap::new();
                note.insert(Name::new("field"), Value::String(format!("{record}.{field}")));
                note.insert(Name::new("class"), Value::String(crate::access::policy::spelled(class)));
                note.insert(Name::new("count"), Value::Number((*count).into()));
                if let Some(path) = path {
                    note.insert(Name::new("path"), Value::List(path.iter().map(step).collect()));
                }
                Value::Object(note)
            })
            .collect()
    }
}

fn step(segment: &PathSegment) -> Value {
    match segment {
        PathSegment::Field(name) => Value::String(name.clone()),
        PathSegment::Index(index) => Value::Number((*index).into()),
    }
}

fn root(path: Option<&[PathSegment]>) -> Option<&str> {
    match path?.first()? {
        PathSegment::Field(name) => Some(name),
        PathSegment::Index(_) => None,
    }
}
