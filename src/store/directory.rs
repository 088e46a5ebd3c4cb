//! The directory: organisations and centres, few and read by everything, kept in memory and read anew by a task.

use std::{collections::HashMap, sync::Arc};

use arc_swap::ArcSwap;
use entity::{centre, organisation};
use sea_orm::{DbErr, EntityTrait, QueryOrder};
use uuid::Uuid;

use super::database::Database;

/// Organisations and centres at one moment.
#[derive(Debug, Default, PartialEq)]
pub struct Directory {
    organisations: Vec<organisation::Model>,
    centres: Vec<centre::Model>,
    organisation_places: HashMap<Uuid, usize>,
    centre_places: HashMap<Uuid, usize>,
}

impl Directory {
    /// Reads the directory.
    ///
    /// # Errors
    /// When the database does.
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
        Ok(Self {
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

    /// All centres by name, protected ones among them: the caller asks the scope which the viewer may know of.
    #[must_use]
    pub fn centres(&self) -> &[centre::Model] {
        &self.centres
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

/// The directory as it is now, shared by all requests.
#[derive(Debug, Default)]
pub struct SharedDirectory(ArcSwap<Directory>);

impl SharedDirectory {
    /// The directory of this moment.
    #[must_use]
    pub fn now(&self) -> Arc<Directory> {
        self.0.load_full()
    }

    /// Reads it anew.
    ///
    /// # Errors
    /// When the database does; the old one then stays.
    pub async fn refresh(&self, database: &Database) -> Result<(), DbErr> {
        let read = Directory::read(database).await?;
        // Where nothing changed it stays the same one, and so does what is kept for it.
        if read != **self.0.load() {
            self.0.store(Arc::new(read));
        }
        Ok(())
    }
}
