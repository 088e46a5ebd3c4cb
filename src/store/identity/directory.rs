//! The directory: organisations and centres. They are few and read by every request, so they are kept in memory, and a
//! task refreshes them.

use std::{collections::HashMap, sync::Arc};

use arc_swap::ArcSwap;
use entity::{
    centre,
    codes::{DataClass, ServiceType},
    organisation, service,
};
use sea_orm::{ColumnTrait, DatabaseConnection, DbErr, EntityTrait, QueryFilter, QuerySelect};
use tokio::sync::Mutex;
use uuid::Uuid;

use crate::{
    access::{ceiling, viewer::Viewer},
    rules::{fold::search_key, inference::inference_class, name_order::sort_key},
    store::database::Database,
};

/// Whether the database has no organisation, so that nobody can sign in.
pub(crate) async fn is_empty(database: &Database) -> Result<bool, DbErr> {
    let ids = organisation::Entity::find().select_only().column(organisation::Column::Id).limit(1);
    Ok(ids.into_tuple::<Uuid>().one(&database.reader).await?.is_none())
}

/// Organisations and centres at one moment.
#[derive(Debug, Default, PartialEq)]
pub struct Directory {
    organisations: Vec<organisation::Model>,
    centres: Vec<centre::Model>,
    organisation_places: HashMap<Uuid, usize>,
    centre_places: HashMap<Uuid, usize>,
    /// By which the names are ordered, for each id.
    sort_keys: HashMap<Uuid, String>,
    regions: Vec<Region>,
}

/// A region that has a centre or a service.
#[derive(Debug, PartialEq)]
struct Region {
    /// The name as it is written in the directory.
    name: String,
    /// Its search key.
    key: String,
    /// The organisation that has something there.
    of: Uuid,
    /// Whether only that organisation may know of it.
    confidential: bool,
    /// The class of data that the centre or service reveals about the people there.
    tells: DataClass,
}

impl Directory {
    /// Reads the directory.
    pub async fn read(database: &Database) -> Result<Self, DbErr> {
        Self::read_by(&database.reader).await
    }

    async fn read_by(connection: &DatabaseConnection) -> Result<Self, DbErr> {
        let mut organisations = organisation::Entity::find().all(connection).await?;
        let mut centres = centre::Entity::find().all(connection).await?;
        let named = organisations.iter().map(|it| (it.id, &it.name)).chain(centres.iter().map(|it| (it.id, &it.name)));
        let sort_keys: HashMap<_, _> = named.map(|(id, name)| (id, sort_key(name))).collect();
        let place = |id: Uuid| (&sort_keys[&id], id);
        organisations.sort_by(|a, b| place(a.id).cmp(&place(b.id)));
        centres.sort_by(|a, b| place(a.id).cmp(&place(b.id)));
        let services: Vec<(String, bool, Uuid, ServiceType)> = service::Entity::find()
            .select_only()
            .column(service::Column::Admin1)
            .column(service::Column::Confidential)
            .column(service::Column::OrganisationId)
            .column(service::Column::ServiceType)
            .distinct()
            .filter(service::Column::Admin1.is_not_null())
            .into_tuple()
            .all(connection)
            .await?;
        let kinds: HashMap<_, _> = organisations.iter().map(|it| (it.id, it.organisation_type)).collect();
        let open = centres.iter().filter(|it| !it.protected);
        let open = open.map(|it| (it.admin1.clone(), it.organisation_id, false, it.centre_type.reveals()));
        let served = services.into_iter().filter_map(|(name, confidential, of, service)| {
            kinds.get(&of).map(|kind| (name, of, confidential, inference_class(service, *kind)))
        });
        let region = |(name, of, confidential, tells): (String, Uuid, bool, DataClass)| {
            let key = search_key(&name);
            Region { name, key, of, confidential, tells }
        };
        Ok(Self {
            regions: open.chain(served).map(region).collect(),
            organisation_places: organisations.iter().enumerate().map(|(place, it)| (it.id, place)).collect(),
            centre_places: centres.iter().enumerate().map(|(place, it)| (it.id, place)).collect(),
            sort_keys,
            organisations,
            centres,
        })
    }

    /// All organisations by name.
    pub fn organisations(&self) -> &[organisation::Model] {
        &self.organisations
    }

    /// All centres by name, including protected ones. The caller asks the scope which of them the viewer may know of.
    pub fn centres(&self) -> &[centre::Model] {
        &self.centres
    }

    /// The spellings of this region in the directory. Empty if the viewer may list nothing there.
    pub(crate) fn regions(&self, name: &str, viewer: &Viewer) -> Vec<String> {
        let key = search_key(name);
        let lists = |it: &&Region| {
            it.of == viewer.organisation_id || !it.confidential && ceiling::lists(viewer.organisation_type, it.tells)
        };
        let known = self.regions.iter().filter(|it| it.key == key).filter(lists);
        let mut written: Vec<String> = known.map(|it| it.name.clone()).collect();
        written.sort_unstable();
        written.dedup();
        written
    }

    /// The key by which the name of this organisation or centre is ordered.
    pub(crate) fn sort_key(&self, id: Uuid) -> &str {
        self.sort_keys.get(&id).map_or("", String::as_str)
    }

    /// One organisation.
    pub(crate) fn organisation(&self, id: Uuid) -> Option<&organisation::Model> {
        self.organisation_places.get(&id).map(|place| &self.organisations[*place])
    }

    /// One centre.
    pub fn centre(&self, id: Uuid) -> Option<&centre::Model> {
        self.centre_places.get(&id).map(|place| &self.centres[*place])
    }
}

/// The current directory, shared by all requests.
#[derive(Debug, Default)]
pub struct SharedDirectory {
    now: ArcSwap<Directory>,
    /// One read at a time, so that an older result never replaces a newer one.
    reading: Mutex<()>,
}

impl SharedDirectory {
    /// The current directory.
    pub(crate) fn now(&self) -> Arc<Directory> {
        self.now.load_full()
    }

    /// Reads it again from the database.
    /// Errors: a database error; the old directory then stays.
    pub async fn refresh(&self, database: &Database) -> Result<(), DbErr> {
        self.read(&database.reader).await
    }

    /// The directory after a change that this node made. It is read from the writer, because a replica may be behind.
    /// Errors: a database error; the old directory then stays.
    pub(crate) async fn after_change(&self, database: &Database) -> Result<Arc<Directory>, DbErr> {
        self.read(&database.urgent).await?;
        Ok(self.now())
    }

    async fn read(&self, connection: &DatabaseConnection) -> Result<(), DbErr> {
        let _one_at_a_time = self.reading.lock().await;
        let read = Directory::read_by(connection).await?;
        // If nothing changed the same `Arc` stays, because cached answers compare it by pointer.
        if read != **self.now.load() {
            self.now.store(Arc::new(read));
        }
        Ok(())
    }
}
