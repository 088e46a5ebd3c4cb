//! A fresh database for each test, on SQLite and on PostgreSQL, and one row that many tests need.

use std::{env, fs, path::PathBuf};

use entity::{
    codes::{OrganisationType, Oversight},
    organisation,
};
use sea_orm::{ActiveModelTrait, ConnectionTrait, IntoActiveModel, prelude::DateTimeUtc};
use uuid::Uuid;

use super::{Database, Options};

/// The place of a fresh database, from which it is removed.
enum Location {
    Folder(PathBuf),
    Server { maintenance: String, name: String },
}

/// A database of its own for one test.
pub(crate) struct Fresh {
    url: String,
    place: Location,
}

impl Fresh {
    /// One on SQLite, and one on PostgreSQL if `WAYSTATION_TEST_POSTGRES` holds the address of a server's maintenance
    /// database.
    pub(crate) async fn all() -> Vec<Self> {
        let folder = env::temp_dir().join(format!("waystation-{}", Uuid::now_v7().simple()));
        fs::create_dir(&folder).expect("the temporary folder can be written");
        let url = format!("sqlite://{}?mode=rwc", folder.join("waystation.sqlite").display());
        let mut all = vec![Self { url, place: Location::Folder(folder) }];
        if let Ok(maintenance) = env::var("WAYSTATION_TEST_POSTGRES") {
            let name = format!("waystation_{}", Uuid::now_v7().simple());
            let server = sea_orm::Database::connect(&maintenance).await.expect("the server answers");
            server.execute_unprepared(&format!("CREATE DATABASE {name}")).await.expect("a database can be made");
            let (server, _) = maintenance.rsplit_once('/').expect("an address names a database");
            all.push(Self { url: format!("{server}/{name}"), place: Location::Server { maintenance, name } });
        }
        all
    }

    /// Runs a test on each of them, with the tables migrated.
    pub(crate) async fn each(test: impl AsyncFn(Database)) {
        for fresh in Self::all().await {
            let database = fresh.open(&Options::default()).await;
            database.migrate().await.expect("the migrations run");
            test(database.clone()).await;
            database.close().await.expect("it closes");
            fresh.drop().await;
        }
    }

    /// Opens it; it has no tables yet.
    pub(crate) async fn open(&self, options: &Options) -> Database {
        Database::connect(&self.url, options).await.expect("a fresh database opens")
    }

    /// Its address.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Removes it.
    pub(crate) async fn drop(self) {
        match self.place {
            Location::Folder(folder) => fs::remove_dir_all(folder).expect("the folder is ours"),
            Location::Server { maintenance, name } => {
                let server = sea_orm::Database::connect(maintenance).await.expect("the server answers");
                let drop = format!("DROP DATABASE {name} WITH (FORCE)");
                server.execute_unprepared(&drop).await.expect("the database is ours");
            }
        }
    }
}

/// An organisation in Niger that is not suspended.
pub(crate) async fn organisation(database: &Database, id: Uuid, organisation_type: OrganisationType) {
    let row = organisation::Model {
        id,
        name: "An organisation".to_owned(),
        name_translations: None,
        acronym: "AO".to_owned(),
        organisation_type,
        country: Some("NER".to_owned()),
        oversight: Oversight::None,
        information_sharing_protocol_signed_on: None,
        contact_desk: None,
        suspended_at: None,
        suspended_by_worker_id: None,
        created_at: DateTimeUtc::UNIX_EPOCH,
        updated_at: DateTimeUtc::UNIX_EPOCH,
        version: 1,
    };
    row.into_active_model().insert(&database.writer).await.expect("the organisation is new");
}
