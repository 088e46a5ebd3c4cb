//! Loads the caseload with COPY. The rows come from the demo's generator with the same seed. While loading, foreign
//! keys are not checked; indexes are created at the end.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
    time::Instant,
};

use demo::{
    Caseload,
    rows::{Destination, Rows},
};
use sea_orm::{
    ActiveModelBehavior, ConnectionTrait, DbErr, EntityTrait, IdenStatic, IntoActiveModel, Iterable, ModelTrait, Value,
    sqlx::{PgPool, postgres::PgPoolCopyExt},
};
use tokio::sync::mpsc;
use waystation::{
    http::server::clock,
    store::{
        database::{Database, Options},
        statistics::refresh::refresh,
        write::standings,
    },
};

use crate::Failure;

/// Maximum number of batches that wait for the database.
const WAITING: usize = 4;
/// Minimum size of a COPY, in bytes.
const ENOUGH: usize = 4 << 20;

/// Migrates an empty database and loads this number of people.
pub async fn load(url: &str, people: u64, seed: u64) -> Result<(), Failure> {
    let started = Instant::now();
    let unchecked = format!("{url}?options=-c%20session_replication_role%3Dreplica");
    let database =
        Database::connect(&unchecked, &Options { statement_timeout: std::time::Duration::ZERO, ..Options::default() })
            .await?;
    database.migrate().await?;
    let caseload = Caseload { people, seed, now: clock() };
    demo::settle(&database, caseload.now).await?;
    let pool = database.writer.get_postgres_connection_pool().clone();
    let indexes = take_indexes(&database).await?;
    let (sender, mut batches) = mpsc::channel::<Rows>(WAITING);
    let drawing = std::thread::spawn(move || {
        for rows in demo::batches(&caseload) {
            if sender.blocking_send(rows).is_err() {
                return;
            }
        }
    });
    let (to, mut rows) = (Copy { pool, waiting: Mutex::default() }, 0);
    while let Some(batch) = batches.recv().await {
        rows += redirected(batch).give(&to).await?;
    }
    to.send(0).await?;
    drawing.join().map_err(|_| "the generator failed")?;
    let copied = started.elapsed();
    for index in indexes {
        database.writer.execute_unprepared(&index).await?;
    }
    standings::rebuild(&database).await?;
    // Count now, so that the first server does not count while contenders are measured.
    refresh(&database, clock()).await?;
    database.writer.execute_unprepared("VACUUM (ANALYZE)").await?;
    let whole = started.elapsed();
    println!(
        "{people} people, {rows} rows: copied in {:.0} s, with indexes and statistics {:.0} s",
        copied.as_secs_f64(),
        whole.as_secs_f64()
    );
    database.close().await?;
    Ok(())
}

/// Sets `redirected_to_id` directly. With COPY and without foreign key checks the order of the rows does not matter.
fn redirected(mut rows: Rows) -> Rows {
    for (declined, next) in std::mem::take(&mut rows.redirected) {
        for referral in rows.referrals.iter_mut().filter(|it| it.id == declined) {
            referral.redirected_to_id = Some(next);
        }
    }
    rows
}

/// Drops all indexes that are not constraints, and returns the statements that create them again.
async fn take_indexes(database: &Database) -> Result<Vec<String>, DbErr> {
    let sql = "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index \
               JOIN pg_class ON pg_class.oid = indexrelid \
               WHERE relnamespace = 'public'::regnamespace \
               AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)";
    let backend = database.writer.get_database_backend();
    let mut indexes = Vec::new();
    for row in database.writer.query_all_raw(sea_orm::Statement::from_string(backend, sql)).await? {
        let (name, definition): (String, String) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        database.writer.execute_unprepared(&format!("DROP INDEX {name}")).await?;
        indexes.push(definition);
    }
    Ok(indexes)
}

/// Collects the rows of each table until there are enough for a COPY, because each COPY costs a round trip or two.
struct Copy {
    pool: PgPool,
    /// The rows as text, by COPY statement.
    waiting: Mutex<BTreeMap<String, String>>,
}

impl Destination for Copy {
    async fn take<E>(&self, rows: Vec<E::Model>) -> Result<u64, DbErr>
    where
        E: EntityTrait,
        E::Model: IntoActiveModel<E::ActiveModel>,
        E::ActiveModel: ActiveModelBehavior + Send,
    {
        let columns: Vec<E::Column> = E::Column::iter().collect();
        let names: Vec<_> = columns.iter().map(IdenStatic::as_str).collect();
        let sql = format!("COPY {} ({}) FROM STDIN", E::default().table_name(), names.join(", "));
        let count = rows.len() as u64;
        {
            let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
            let text = waiting.entry(sql).or_default();
            for row in rows {
                for (number, column) in columns.iter().enumerate() {
                    if number > 0 {
                        text.push('\t');
                    }
                    write(text, &row.get(*column));
                }
                text.push('\n');
            }
        }
        self.send(ENOUGH).await?;
        Ok(count)
    }
}

impl Copy {
    /// Sends the rows of every table that has more than this number of bytes.
    async fn send(&self, more_than: usize) -> Result<(), DbErr> {
        let ready: Vec<_> = {
            let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
            waiting
                .iter_mut()
                .filter(|(_, text)| text.len() > more_than)
                .map(|(sql, text)| (sql.clone(), std::mem::take(text)))
                .collect()
        };
        for (sql, text) in ready {
            let failed = |error: sea_orm::sqlx::Error| DbErr::Custom(format!("{sql}: {error}"));
            let mut copy = self.pool.copy_in_raw(&sql).await.map_err(failed)?;
            copy.send(text.into_bytes()).await.map_err(failed)?;
            copy.finish().await.map_err(failed)?;
        }
        Ok(())
    }
}

/// Writes a value in the text format of COPY.
fn write(text: &mut String, value: &Value) {
    match value {
        Value::Bool(Some(it)) => text.push(if *it { 't' } else { 'f' }),
        Value::Int(Some(it)) => text.push_str(&it.to_string()),
        Value::BigInt(Some(it)) => text.push_str(&it.to_string()),
        Value::Double(Some(it)) => text.push_str(&it.to_string()),
        Value::Uuid(Some(it)) => text.push_str(&it.to_string()),
        Value::ChronoDate(Some(it)) => text.push_str(&it.to_string()),
        Value::ChronoDateTimeUtc(Some(it)) => text.push_str(&it.to_rfc3339()),
        Value::Json(Some(it)) => escape(text, &it.to_string()),
        Value::String(Some(it)) => escape(text, it),
        none if none == &none.as_null() => text.push_str("\\N"),
        other => panic!("a column holds {other:?}, which the loader does not know how to write"),
    }
}

fn escape(text: &mut String, it: &str) {
    for character in it.chars() {
        match character {
            '\\' => text.push_str("\\\\"),
            '\t' => text.push_str("\\t"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            other => text.push(other),
        }
    }
}
