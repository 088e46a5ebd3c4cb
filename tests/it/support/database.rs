//! Fresh databases with all tables: on SQLite a file, on PostgreSQL a copy of a template. The migrations run once for
//! each in a test run. `WAYSTATION_TEST_POSTGRES` is the address of the maintenance database of a server where the
//! tests may create and drop databases. `./test` starts one.

use std::{
    env, fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use sea_orm::ConnectionTrait;
use tokio::sync::OnceCell;
use uuid::{NoContext, Timestamp, Uuid};
use waystation::store::database::{Database, Options};

/// The prefixes of the names of our databases.
const TEMPLATE: &str = "waystation_template_";
const COPY: &str = "waystation_test_";
/// The tablespace on the small disk.
const SMALL: &str = "waystation_small";

/// A database that has not been opened yet.
pub struct Fresh {
    url: String,
    place: Place,
}

enum Place {
    Folder(PathBuf),
    Server { maintenance: String, name: String },
}

/// Set once the missing server has been reported.
static SAID: OnceCell<()> = OnceCell::const_new();

impl Fresh {
    /// One database on SQLite, and one on PostgreSQL if there is a server.
    pub async fn all() -> Vec<Self> {
        let mut all = vec![Self::file().await];
        all.extend(Self::on_a_server().await);
        all
    }

    /// One database on PostgreSQL, if there is a server.
    pub async fn on_a_server() -> Option<Self> {
        if let Ok(maintenance) = env::var("WAYSTATION_TEST_POSTGRES") {
            return Some(Self::copy(maintenance, "").await);
        }
        SAID.get_or_init(|| async { only_sqlite() }).await;
        None
    }

    /// The same without tables.
    pub async fn empty() -> Vec<Self> {
        let mut all = vec![Self::folder()];
        if let Ok(maintenance) = env::var("WAYSTATION_TEST_POSTGRES") {
            let name = format!("{COPY}{}", Uuid::now_v7().simple());
            on_server(&maintenance, &[format!("CREATE DATABASE {name}")]).await;
            all.push(Self { url: beside(&maintenance, &name), place: Place::Server { maintenance, name } });
        }
        all
    }

    /// One database on SQLite and one on PostgreSQL with their files on a small file system. `./test` mounts it if it may.
    pub async fn on_a_small_disk(disk: &Path) -> Vec<Self> {
        let folder = disk.join("sqlite");
        fs::create_dir_all(&folder).expect("the small disk can be written");
        let file = Self::in_folder(folder);
        fs::write(file.path(), Self::migrated().await).expect("the folder is ours");
        let mut all = vec![file];
        if let Ok(maintenance) = env::var("WAYSTATION_TEST_POSTGRES") {
            let place = disk.join("postgres");
            let tablespace = format!("CREATE TABLESPACE {SMALL} LOCATION '{}'", place.display());
            on_server(&maintenance, &[format!("DROP TABLESPACE IF EXISTS {SMALL}"), tablespace]).await;
            all.push(Self::copy(maintenance, &format!(" TABLESPACE {SMALL}")).await);
        }
        all
    }

    /// The address of the database.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Opens the database. Commits do not wait for the disk, because nothing here has to survive a power cut.
    pub async fn open(&self, options: &Options) -> Database {
        let database = Database::connect(&self.url, options).await.expect("a fresh database opens");
        if matches!(self.place, Place::Folder(_)) {
            database.writer.execute_unprepared("PRAGMA synchronous = OFF").await.expect("the setting is known");
        }
        database
    }

    /// Removes the database after it was closed.
    pub async fn give_back(self) {
        match self.place {
            Place::Folder(folder) => fs::remove_dir_all(folder).expect("the folder is ours"),
            Place::Server { maintenance, name } => {
                on_server(&maintenance, &[format!("DROP DATABASE {name} WITH (FORCE)")]).await;
            }
        }
    }

    async fn file() -> Self {
        let fresh = Self::folder();
        fs::write(fresh.path(), Self::migrated().await).expect("the folder is ours");
        fresh
    }

    /// The content of an empty file with all tables.
    async fn migrated() -> &'static [u8] {
        static MIGRATED: OnceCell<Vec<u8>> = OnceCell::const_new();
        MIGRATED
            .get_or_init(|| async {
                let empty = Self::folder();
                migrate(&empty.url).await;
                let content = fs::read(empty.path()).expect("the migrated file can be read");
                empty.give_back().await;
                content
            })
            .await
    }

    fn folder() -> Self {
        let folder = env::temp_dir().join(format!("waystation-{}", Uuid::now_v7().simple()));
        fs::create_dir(&folder).expect("the temporary folder can be written");
        Self::in_folder(folder)
    }

    fn in_folder(folder: PathBuf) -> Self {
        let url = format!("sqlite://{}?mode=rwc", folder.join("waystation.sqlite").display());
        Self { url, place: Place::Folder(folder) }
    }

    fn path(&self) -> PathBuf {
        match &self.place {
            Place::Folder(folder) => folder.join("waystation.sqlite"),
            Place::Server { .. } => unreachable!("a server has no path"),
        }
    }

    async fn copy(maintenance: String, options: &str) -> Self {
        static MIGRATED: OnceCell<String> = OnceCell::const_new();
        let template = MIGRATED.get_or_init(|| template(&maintenance)).await;
        let name = format!("{COPY}{}", Uuid::now_v7().simple());
        on_server(&maintenance, &[format!("CREATE DATABASE {name} TEMPLATE {template}{options}")]).await;
        Self { url: beside(&maintenance, &name), place: Place::Server { maintenance, name } }
    }
}

/// Makes the template of this run. It drops databases of earlier runs, because a test program has no hook at its end.
async fn template(maintenance: &str) -> String {
    let now = Timestamp::now(NoContext).to_unix().0;
    let hour_ago = Timestamp::from_unix(NoContext, now - 3_600, 0);
    let old = Uuid::new_v7(hour_ago).simple().to_string();
    let server = sea_orm::Database::connect(maintenance).await.expect("the server answers");
    let question = format!(
        "SELECT datname::text FROM pg_database
         WHERE datname LIKE '{TEMPLATE}%' AND datname < '{TEMPLATE}{old}' OR datname LIKE '{COPY}%' AND datname < '{COPY}{old}'"
    );
    let statement = sea_orm::Statement::from_string(sea_orm::DbBackend::Postgres, question);
    for row in server.query_all_raw(statement).await.expect("the catalogue answers") {
        let name: String = row.try_get_by_index(0).expect("a name is text");
        // Another run may be dropping it at the same moment.
        let _ = server.execute_unprepared(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
    }
    server.close().await.expect("it closes");
    let name = format!("{TEMPLATE}{}", Uuid::now_v7().simple());
    on_server(maintenance, &[format!("CREATE DATABASE {name}")]).await;
    migrate(&beside(maintenance, &name)).await;
    name
}

async fn migrate(url: &str) {
    let database = Database::connect(url, &Options::default()).await.expect("a fresh database opens");
    database.migrate().await.expect("the migrations run");
    database.close().await.expect("it closes");
}

/// Runs statements on the maintenance database of a server.
pub async fn on_server(maintenance: &str, statements: &[String]) {
    let server = sea_orm::Database::connect(maintenance).await.expect("the server answers");
    for statement in statements {
        server.execute_unprepared(statement).await.expect("databases may be made and dropped");
    }
    server.close().await.expect("it closes");
}

/// The address of another database of the same server.
fn beside(maintenance: &str, name: &str) -> String {
    let (server, _) = maintenance.rsplit_once('/').expect("an address names a database");
    format!("{server}/{name}")
}

/// Writes to standard error directly, because the test runner captures `eprintln!` of a test that passes.
fn only_sqlite() {
    let sentence = "\nWAYSTATION_TEST_POSTGRES is not set: THE TESTS RAN ON SQLITE ONLY. Use ./test for both.\n";
    io::stderr().write_all(sentence.as_bytes()).expect("standard error can be written");
    assert!(env::var("CI").as_deref() != Ok("true"), "in CI the tests run on both databases");
}
