//! The directory: organisations and centres. They are few and read by every request, so they are kept in memory, and a
//! task refreshes them.

use std::{collections::HashMap, sync::Arc};

use arc_swap::ArcSwap;
use entity::{centre, organisation, service};
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::database::Database;
use crate::rules::fold::search_key;

/// Organisations and centres at one moment.
#[derive(Debug, Default, PartialEq)]
pub struct Directory {
    organisations: Vec<organisation::Model>,
    centres: Vec<centre::Model>,
    organisation_places: HashMap<Uuid, usize>,
    centre_places: HashMap<Uuid, usize>,
    regions: Vec<Region>,
}

/// A region that has a centre or a service.
#[derive(Debug, PartialEq)]
struct Region {
    /// The name as it is written in the directory.
    name: String,
    /// Its search key.
    key: String,
    /// The only organisation that may know what is there; null if everybody may.
    only: Option<Uuid>,
}

impl Directory {
    /// Reads the directory.
    pub async fn read(database: &Database) -> Result<Self, DbErr> {
        let organisations = organisation::Entity::find()
            .order_by_asc(organisation::Column::Name)
            .order_by_asc(organisation::Column::Id)
            .all(&database.reader)
            .await?;
        let centres = centre::Entity::find()
            .order_by_asc(centre::Column::Name)
            .order_by_asc(centre::Column::Id)
            .all(&database.reader)
            .await?;
        let services: Vec<(String, bool, Uuid)> = service::Entity::find()
            .select_only()
            .column(service::Column::Admin1)
            .column(service::Column::Confidential)
            .column(service::Column::OrganisationId)
            .distinct()
            .filter(service::Column::Admin1.is_not_null())
            .into_tuple()
            .all(&database.reader)
            .await?;
        let open = centres.iter().filter(|it| !it.protected).map(|it| (it.admin1.clone(), None));
        let served = services.into_iter().map(|(name, confidential, of)| (name, confidential.then_some(of)));
        let region = |(name, only): (String, Option<Uuid>)| Region { key: search_key(&name), name, only };
        Ok(Self {
            regions: open.chain(served).map(region).collect(),
            organisation_places: organisations.iter().enumerate().map(|(place, it)| (it.id, place)).collect(),
            centre_places: centres.iter().enumerate().map(|(place, it)| (it.id, place)).collect(),
            organisations,
            centres,
        })
    }

    /// All organisations by name.
    #[must_use]
    pub fn organisations(&self) -> &[organisation::Model] {
        &self.organisations
    }

    /// All centres by name, including protected ones. The caller asks the scope which of them the viewer may know of.
    #[must_use]
    pub fn centres(&self) -> &[centre::Model] {
        &self.centres
    }

    /// The spellings of this region in the directory. Empty if this organisation knows of nothing there.
    #[must_use]
    pub fn regions(&self, name: &str, organisation_id: Uuid) -> Vec<String> {
        let key = search_key(name);
        let known = self.regions.iter().filter(|it| it.key == key && it.only.is_none_or(|of| of == organisation_id));
        let mut written: Vec<String> = known.map(|it| it.name.clone()).collect();
        written.sort_unstable();
        written.dedup();
        written
    }

    /// One organisation.
    #[must_use]
    pub fn organisation(&self, id: Uuid) -> Option<&organisation::Model> {
        self.organisation_places.get(&id).map(|place| &self.organisations[*place])
    }

    /// One centre.
    #[must_use]
    pub fn centre(&self, id: Uuid) -> Option<&centre::Model> {
        self.centre_places.get(&id).map(|place| &self.centres[*place])
    }
}

/// The current directory, shared by all requests.
#[derive(Debug, Default)]
pub struct SharedDirectory(ArcSwap<Directory>);

impl SharedDirectory {
    /// The current directory.
    #[must_use]
    pub fn now(&self) -> Arc<Directory> {
        self.0.load_full()
    }

    /// Reads it again from the database.
    ///
    /// # Errors
    /// A database error; the old directory then stays.
    pub async fn refresh(&self, database: &Database) -> Result<(), DbErr> {
        let read = Directory::read(database).await?;
        // If nothing changed the same `Arc` stays, because cached answers compare it by pointer.
        if read != **self.0.load() {
            self.0.store(Arc::new(read));
        }
        Ok(())
    }
}
