//! Filling a database: the same rows on both, once.

use std::{
    env, fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::PathBuf,
    sync::Mutex,
};

use entity::{case, consular_post, consular_request, organisation};
use sea_orm::{ActiveModelBehavior, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, PaginatorTrait};
use uuid::Uuid;
use waystation::store::database::{Database, Options};

use super::now;

use crate::{
    Caseload, FillRefused, Summary,
    cast::{ORGANISATIONS, POSTS},
    fill,
    rows::{Destination, Rows},
    settle,
};

/// A fresh database: a file, or a database on the server that `WAYSTATION_TEST_POSTGRES` names.
struct Fresh {
    database: Database,
    folder: Option<PathBuf>,
    server: Option<(String, String)>,
}

impl Fresh {
    async fn all() -> Vec<Self> {
        let mut all = vec![Self::file().await];
        if let Ok(maintenance) = env::var("WAYSTATION_TEST_POSTGRES") {
            let name = format!("waystation_{}", Uuid::now_v7().simple());
            let server = sea_orm::Database::connect(&maintenance).await.expect("the server answers");
            server.execute_unprepared(&format!("CREATE DATABASE {name}")).await.expect("a database can be made");
            let (address, _) = maintenance.rsplit_once('/').expect("an address names a database");
            let database = opened(&format!("{address}/{name}")).await;
            all.push(Self { database, folder: None, server: Some((maintenance, name)) });
        }
        all
    }

    async fn file() -> Self {
        let folder = env::temp_dir().join(format!("waystation-{}", Uuid::now_v7().simple()));
        fs::create_dir(&folder).expect("the temporary folder can be written");
        let database = opened(&format!("sqlite://{}?mode=rwc", folder.join("demo.sqlite").display())).await;
        Self { database, folder: Some(folder), server: None }
    }

    async fn drop(self) {
        self.database.close().await.expect("it closes");
        if let Some(folder) = self.folder {
            fs::remove_dir_all(folder).expect("the folder is ours");
        }
        if let Some((maintenance, name)) = self.server {
            let server = sea_orm::Database::connect(maintenance).await.expect("the server answers");
            let drop = format!("DROP DATABASE {name} WITH (FORCE)");
            server.execute_unprepared(&drop).await.expect("the database is ours");
        }
    }
}

async fn opened(url: &str) -> Database {
    let database = Database::connect(url, &Options::default()).await.expect("a fresh database opens");
    database.migrate().await.expect("the migrations run");
    database
}

/// Reads each table instead of writing it, and hashes its rows.
struct Hashed<'a>(&'a Database, Mutex<DefaultHasher>);

impl Destination for Hashed<'_> {
    async fn take<E>(&self, _: Vec<E::Model>) -> Result<u64, DbErr>
    where
        E: EntityTrait,
        E::Model: IntoActiveModel<E::ActiveModel>,
        E::ActiveModel: ActiveModelBehavior + Send,
    {
        let mut rows: Vec<_> = E::find().all(&self.0.reader).await?.iter().map(|row| format!("{row:?}")).collect();
        rows.sort();
        rows.hash(&mut *self.1.lock().expect("nobody panics"));
        Ok(0)
    }
}

async fn hash_of(database: &Database) -> u64 {
    let hashed = Hashed(database, Mutex::default());
    Rows::default().give(&hashed).await.expect("every table can be read");
    hashed.1.into_inner().expect("nobody panics").finish()
}

#[tokio::test]
async fn the_same_seed_gives_the_same_rows_on_every_database() {
    let caseload = Caseload { people: 400, seed: 11, now: now() };
    let mut first: Option<(u64, Summary)> = None;
    let mut all = Fresh::all().await;
    all.push(Fresh::file().await);
    for fresh in all {
        let mut heard = Vec::new();
        let summary = fill(&fresh.database, &caseload, &mut |done, of| heard.push((done, of))).await;
        let found = (hash_of(&fresh.database).await, summary.expect("an empty database can be filled"));
        assert_eq!(*first.get_or_insert(found), found);
        assert_eq!(heard, [(0, 400), (250, 400), (400, 400)]);
        let cases = case::Entity::find().count(&fresh.database.reader).await.expect("the table can be read");
        assert_eq!((found.1.people, cases), (400, 400));
        let requests = consular_request::Entity::find().count(&fresh.database.reader).await;
        assert_eq!(requests.expect("the table can be read"), found.1.consular_requests);
        fresh.drop().await;
    }
}

#[tokio::test]
async fn a_database_with_cases_is_left_alone() {
    let fresh = Fresh::file().await;
    let caseload = Caseload { people: 5, seed: 1, now: now() };
    fill(&fresh.database, &caseload, &mut |_, _| {}).await.expect("an empty database can be filled");
    let again = fill(&fresh.database, &caseload, &mut |_, _| {}).await.expect_err("there are cases");
    assert!(matches!(again, FillRefused::NotEmpty));
    assert_eq!(again.to_string(), "this database already holds cases; give the demo an empty one");
    fresh.drop().await;
}

#[tokio::test]
async fn the_cast_settles_once_with_or_without_cases() {
    let fresh = Fresh::file().await;
    assert!(settle(&fresh.database, now()).await.expect("the cast settles") > 0);
    assert_eq!(settle(&fresh.database, now()).await.expect("it is there"), 0);
    let caseload = Caseload { people: 5, seed: 1, now: now() };
    fill(&fresh.database, &caseload, &mut |_, _| {}).await.expect("the cast is no caseload");
    let count = organisation::Entity::find().count(&fresh.database.reader).await.expect("the table can be read");
    assert_eq!(count, u64::try_from(ORGANISATIONS.len()).expect("a few"));
    let posts = consular_post::Entity::find().count(&fresh.database.reader).await.expect("the table can be read");
    assert_eq!(posts, u64::try_from(POSTS.len()).expect("a few"));
    fresh.drop().await;
}
