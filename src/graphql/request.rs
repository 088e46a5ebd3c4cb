//! The state of one GraphQL request: the store with the viewer's scope, and what was shown and withheld so far.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use async_graphql::{
    Context, ErrorExtensionValues, Name, PathSegment, Pos, ServerError, Value, indexmap::IndexMap,
    resolver_utils::EnumType as _,
};
use entity::codes::DataClass;
use uuid::Uuid;

use super::{basis::FollowedRoots, cursors::Cursors, record::table::Table, shown_records::shown_records};
use crate::{
    access::{class::ClassSet, policy::spelled},
    error::{Error, ErrorCode},
    metrics::list::WITHHELD,
    rules::translation::Languages,
    store::{
        Store,
        identity::directory::Directory,
        read::request_time::RequestTime,
        read_log::{CounterSearch, Search},
        sql::paging::CursorPosition,
    },
};

/// One request.
#[derive(Debug)]
pub(crate) struct Request {
    /// The store with the viewer's scope.
    pub store: Store,
    /// Its time, for values that depend on it.
    pub time: RequestTime,
    /// What its root fields depend on.
    pub roots: FollowedRoots,
    cursors: Arc<Cursors>,
    /// The directory after the last mutation of this request that changed it.
    changed_directory: Mutex<Option<Arc<Directory>>>,
    shown: Mutex<Shown>,
    answered: Mutex<HashSet<String>>,
    searched_at_counter: AtomicBool,
    languages: OnceLock<Languages>,
    /// The records that introspection shows, computed on first use.
    introspected: OnceLock<HashSet<&'static str>>,
    /// Every record type.
    records: fn() -> Vec<&'static Table>,
}

/// The classes that a request has shown, for the read log, and the fields that it has withheld, for the response.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shown {
    /// The classes that were shown, for each case.
    pub cases: BTreeMap<Uuid, ClassSet>,
    /// The searches for a person.
    pub searches: BTreeSet<Search>,
    /// The search for a person at the counter.
    pub at_counter: Option<CounterSearch>,
    /// The fields that were withheld, by the names of the record and the field.
    pub withheld: IndexMap<(&'static str, &'static str), Withheld>,
}

/// A field that was withheld.
#[derive(Clone, Debug)]
pub(crate) struct Withheld {
    /// The class of the field.
    pub class: DataClass,
    /// The number of rows on which it was withheld.
    pub count: u32,
    /// The response path of the first such row, and the position of the field in the document. They are recorded only
    /// for [`WithheldAsErrors`].
    pub at: Option<(Vec<PathSegment>, Pos)>,
}

/// Marks a request whose caller wants an error, with a path, for each withheld field. It is in the context data of such
/// a request.
#[derive(Clone, Copy, Debug)]
pub struct WithheldAsErrors;

/// Whether the caller's token is still accepted. It is in the context data of a request, and is asked before each
/// mutation, because a request may run for half a minute after its token was judged.
#[derive(Clone)]
pub struct Accepted(Arc<dyn Fn() -> Result<(), Error> + Send + Sync>);

impl Accepted {
    /// Accepted as long as this says so.
    pub fn by(judge: impl Fn() -> Result<(), Error> + Send + Sync + 'static) -> Self {
        Self(Arc::new(judge))
    }

    /// Whether it is accepted now.
    /// Errors: `UNAUTHENTICATED`, or `UNAVAILABLE` if the token cannot be judged.
    pub(crate) fn now(&self) -> Result<(), Error> {
        (self.0)()
    }
}

impl Request {
    /// A request for the viewer of this store.
    pub(crate) fn new(store: Store, cursors: Arc<Cursors>, records: fn() -> Vec<&'static Table>) -> Self {
        Self {
            time: RequestTime::new(store.scope.now),
            roots: FollowedRoots::default(),
            store,
            cursors,
            changed_directory: Mutex::default(),
            shown: Mutex::default(),
            answered: Mutex::default(),
            searched_at_counter: AtomicBool::default(),
            languages: OnceLock::new(),
            introspected: OnceLock::new(),
            records,
        }
    }

    /// True on the first visit of a response path. The engine resolves merged fields once for each occurrence, and only
    /// the first one is answered.
    pub(crate) fn first_visit(&self, place: String) -> bool {
        self.answered.lock().unwrap_or_else(PoisonError::into_inner).insert(place)
    }

    /// Whether introspection shows the type of a record.
    pub(crate) fn shows(&self, record: &str) -> bool {
        self.introspected.get_or_init(|| shown_records(&self.store.scope.grants, &(self.records)())).contains(record)
    }

    /// The languages of the reader: those of the caller, then the one of the viewer's settings.
    pub(crate) fn languages(&self, context: &Context<'_>) -> &Languages {
        self.languages.get_or_init(|| {
            let asked = context.data_opt::<Languages>().unwrap_or(Languages::NONE).tags().iter().map(String::as_str);
            Languages::of(asked.chain(self.store.scope.viewer.settings.language.as_deref()))
        })
    }

    /// The request that is being answered.
    pub(crate) fn of<'a>(context: &Context<'a>) -> &'a Self {
        let request: &Arc<Self> = context.data_unchecked();
        request
    }

    /// Notes the directory after a mutation that changed it.
    pub(crate) fn follow(&self, directory: Arc<Directory>) {
        *self.changed_directory.lock().unwrap_or_else(PoisonError::into_inner) = Some(directory);
    }

    /// The store with the directory as the mutations of this request left it.
    pub(crate) fn store_after_changes(&self) -> Store {
        let changed = self.changed_directory.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let directory = changed.unwrap_or_else(|| Arc::clone(&self.store.directory));
        Store { directory, ..self.store.clone() }
    }

    /// Adds what one field of the document has shown and withheld.
    pub(crate) fn add(&self, more: Shown) {
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        for (case, classes) in more.cases {
            let known = shown.cases.entry(case).or_default();
            *known = *known | classes;
        }
        shown.searches.extend(more.searches);
        shown.at_counter = more.at_counter.or(shown.at_counter.take());
        for (field, more) in more.withheld {
            let known = shown.withheld.entry(field).or_insert_with(|| Withheld { count: 0, ..more.clone() });
            known.count += more.count;
            // Root fields run concurrently and finish in any order, so the smallest root key decides.
            if root(more.at.as_ref()) < root(known.at.as_ref()) {
                known.at = more.at;
            }
        }
    }

    /// Notes searches for a person, before they are made.
    pub(crate) fn searches(&self, searches: impl IntoIterator<Item = Search>) {
        self.add(Shown { searches: searches.into_iter().collect(), ..Shown::default() });
    }

    /// Whether nobody was searched for at the counter in this request before. It is true once.
    pub(crate) fn is_first_at_counter(&self) -> bool {
        !self.searched_at_counter.swap(true, Ordering::Relaxed)
    }

    /// Notes the search for a person at the counter, before it is answered.
    pub(crate) fn at_counter(&self, search: CounterSearch) {
        self.add(Shown { at_counter: Some(search), ..Shown::default() });
    }

    /// Everything that was shown and withheld.
    pub(crate) fn shown(&self) -> Shown {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The cursor of a position in a list.
    pub(crate) fn seal_cursor(&self, list: &str, place: &CursorPosition) -> String {
        self.cursors.seal(&self.sealed_for(list), place)
    }

    /// The position of a cursor.
    /// Errors: `INVALID_CURSOR` when the cursor does not belong to this list and organisation.
    pub(crate) fn open_cursor(&self, list: &str, cursor: &str) -> Result<CursorPosition, Error> {
        self.cursors.open(&self.sealed_for(list), cursor)
    }

    /// Encrypts a position among changes, for this viewer only.
    pub(crate) fn seal_position(&self, text: Vec<u8>) -> Result<String, Error> {
        self.cursors.seal_anew(&self.person(), text)
    }

    /// Decrypts a position among changes.
    /// Errors: `INVALID_POSITION` when it is not this viewer's.
    pub(crate) fn open_position(&self, position: &str) -> Result<Vec<u8>, Error> {
        self.cursors.open_anew(&self.person(), position)
    }

    fn person(&self) -> String {
        let viewer = &self.store.scope.viewer;
        format!("{} {}", viewer.organisation_id, viewer.worker_id)
    }

    fn sealed_for(&self, list: &str) -> String {
        format!("{list} {}", self.store.scope.viewer.organisation_id)
    }
}

impl Shown {
    /// Counts what was withheld, by class.
    pub(crate) fn count_withheld(&self) {
        for Withheld { class, count, .. } in self.withheld.values() {
            if let Some(class) = DataClass::items().iter().find(|it| it.value == *class) {
                WITHHELD.add([class.name.into()], u64::from(*count));
            }
        }
    }

    /// What was withheld, once for each field: as notes for `extensions.withheld`, or as errors with path and position if
    /// the caller asked for [`WithheldAsErrors`].
    pub(crate) fn withheld(&self) -> (Vec<Value>, Vec<ServerError>) {
        let mut withheld: Vec<_> = self.withheld.iter().collect();
        // Sorted by name, because root fields run concurrently and finish in any order.
        withheld.sort_by_key(|(field, _)| **field);
        let (mut notes, mut errors) = (Vec::new(), Vec::new());
        for ((record, field), Withheld { class, count, at }) in withheld {
            let note = [
                ("field", Value::String(format!("{record}.{field}"))),
                ("class", Value::String(spelled(class))),
                ("count", Value::Number((*count).into())),
            ];
            let Some((path, place)) = at else {
                notes.push(Value::Object(note.map(|(name, value)| (Name::new(name), value)).into_iter().collect()));
                continue;
            };
            let mut error = ServerError::new("a field is withheld", Some(*place));
            let mut extensions = ErrorExtensionValues::default();
            extensions.set("code", ErrorCode::Withheld.name());
            for (name, value) in note {
                extensions.set(name, value);
            }
            (error.path, error.extensions) = (path.clone(), Some(extensions));
            errors.push(error);
        }
        (notes, errors)
    }
}

fn root(at: Option<&(Vec<PathSegment>, Pos)>) -> Option<&str> {
    match at?.0.first()? {
        PathSegment::Field(name) => Some(name),
        PathSegment::Index(_) => None,
    }
}
