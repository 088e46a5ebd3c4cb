//! The migrations of the database in their order. Each is a file of SQL in `migration/sql`, in the words of PostgreSQL,
//! and SQLite reads it with its own names of the types.
//!
//! - A migration that has run in any deployment is never edited.
//! - A foreign key is part of its table or column, because SQLite cannot add one later.
//! - A code that decides access or belongs to a state machine has a CHECK. A list that may grow has none, because SQLite
//!   cannot change the CHECK of an existing table.
//! - A text for prefix search has the collation "C", so that the index serves the search and both databases sort alike.
//! - An index has the name of its table and its columns.

#![forbid(unsafe_code)]

pub use sea_orm_migration::{Migration, MigrationStatus, MigratorTrait};
use sea_orm_migration::{
    MigrationName, MigrationTrait, SchemaManager, async_trait,
    sea_orm::{ConnectionTrait, DbBackend, DbErr},
};

/// All migrations.
pub struct Migrator;

/// A file of `migration/sql`.
#[derive(Clone, Copy)]
struct Sql {
    name: &'static str,
    text: &'static str,
}

/// All files, in the order of their names: `build.rs` lists them.
const FILES: &[Sql] = &include!(concat!(env!("OUT_DIR"), "/files.rs"));

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        FILES.iter().map(|file| Box::new(*file) as Box<dyn MigrationTrait>).collect()
    }
}

impl MigrationName for Sql {
    fn name(&self) -> &str {
        self.name
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Sql {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let statements = match manager.get_database_backend() {
            // A file of this name is for SQLite only.
            DbBackend::Postgres if self.name.ends_with("_sqlite") => return Ok(()),
            DbBackend::Postgres => self.text.to_owned(),
            // A file of this name is for PostgreSQL only.
            _ if self.name.ends_with("_postgres") => return Ok(()),
            _ => ON_SQLITE.iter().fold(self.text.to_owned(), |text, (from, to)| text.replace(from, to)),
        };
        manager.get_connection().execute_unprepared(&statements).await.map(drop)
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// What differs on SQLite. sea-orm reads a value by the name of its type.
const ON_SQLITE: [(&str, &str); 8] = [
    (" uuid", " uuid_text"),
    (" timestamptz", " timestamp_with_timezone_text"),
    (" date", " date_text"),
    (" jsonb", " jsonb_text"),
    (" bigint", " integer"),
    (" float8", " double"),
    (" COLLATE \"C\"", ""),
    // A UUID is stored as its bytes.
    ("gen_random_uuid()", "randomblob(16)"),
];
