//! The demo: the standing cast, and a synthetic caseload around it. Synthetic throughout: no name, number or story is
//! anybody's. The same seed and the same moment give the same rows, and no clock is read here.

mod casework;
pub mod cast;
mod draw;
mod people;
mod references;
pub mod rows;
mod settled;
pub mod started;

#[cfg(test)]
mod tests;

use chrono::{DateTime, SubsecRound, Utc};
use entity::{case, organisation};
use sea_orm::{DbErr, EntityTrait, QuerySelect};

use self::{references::References, rows::Rows};
use crate::store::database::Database;

/// How large a caseload, and which.
#[derive(Clone, Copy, Debug)]
pub struct Caseload {
    /// How many people; each has one case.
    pub people: u64,
    /// Which one of all possible caseloads.
    pub seed: u64,
    /// The moment at which it is looked at: cases were opened within the 36 months before.
    pub now: DateTime<Utc>,
}

impl Caseload {
    /// The usual caseload at this moment: 2,000 people.
    #[must_use]
    pub const fn at(now: DateTime<Utc>) -> Self {
        Self { people: 2_000, seed: 1, now }
    }
}

/// What was written.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Summary {
    /// People.
    pub people: u64,
    /// Cases.
    pub cases: u64,
    /// Consents.
    pub consents: u64,
    /// Referrals.
    pub referrals: u64,
    /// Transfers.
    pub transfers: u64,
    /// Shares, live or over.
    pub shares: u64,
    /// Requests to consulates.
    pub consular_requests: u64,
    /// Rows of all tables together.
    pub rows: u64,
}

/// Why there is no caseload.
#[derive(Debug, thiserror::Error)]
pub enum FillRefused {
    /// Somebody's work is there already, or a filling that was interrupted.
    #[error("this database already holds cases; give the demo an empty one")]
    NotEmpty,
    /// The database refused, or is away.
    #[error(transparent)]
    Database(#[from] DbErr),
}

/// Whether the database holds the cast of a demo, whose ids nobody else has.
///
/// # Errors
/// When the database does not answer.
pub async fn is_there(database: &Database) -> Result<bool, DbErr> {
    let house = organisation::Entity::find_by_id(cast::IOM_NIGER).one(&database.reader).await?;
    Ok(house.is_some())
}

/// How many people go to the database at once: some thousand rows.
const AT_ONCE: u64 = 250;

/// Settles the cast where it is not there yet, and writes the caseload. `progress` hears how many people of how many are
/// written.
///
/// # Errors
/// When there are cases already, or the database refuses.
pub async fn fill(
    database: &Database,
    caseload: &Caseload,
    progress: &mut (dyn FnMut(u64, u64) + Send),
) -> Result<Summary, FillRefused> {
    if case::Entity::find().limit(1).one(&database.reader).await?.is_some() {
        return Err(FillRefused::NotEmpty);
    }
    let mut summary = Summary { rows: settle(database, caseload.now).await?, ..Summary::default() };
    progress(0, caseload.people);
    for rows in batches(caseload) {
        summary.count(&rows);
        let transaction = database.begin_write().await?;
        summary.rows += rows.write(&transaction).await?;
        transaction.commit().await?;
        progress(summary.people, caseload.people);
    }
    Ok(summary)
}

/// Writes the organisations, centres, services, posts and workers of the cast, unless they are there already; gives the number
/// of rows.
///
/// # Errors
/// When the database refuses.
pub async fn settle(database: &Database, now: DateTime<Utc>) -> Result<u64, DbErr> {
    settled::settle(database, now.trunc_subsecs(0)).await
}

/// The rows of the caseload, some thousand at a time, each after what it refers to. The cast is not among them: see
/// [`settle`].
pub fn batches(caseload: &Caseload) -> impl Iterator<Item = Rows> + use<> {
    let caseload = Caseload { now: caseload.now.trunc_subsecs(0), ..*caseload };
    let (mut references, mut done) = (References::default(), 0);
    std::iter::from_fn(move || {
        let from = done;
        done = caseload.people.min(from + AT_ONCE);
        (from < done).then(|| places(&caseload, &mut references, from..done))
    })
}

fn places(caseload: &Caseload, references: &mut References, places: std::ops::Range<u64>) -> Rows {
    let mut rows = Rows::default();
    for place in places {
        casework::add(&mut rows, references, caseload, place);
    }
    rows
}

impl Summary {
    fn count(&mut self, rows: &Rows) {
        let count = |rows: usize| u64::try_from(rows).unwrap_or(u64::MAX);
        self.people += count(rows.persons.len());
        self.cases += count(rows.cases.len());
        self.consents += count(rows.consents.len());
        self.referrals += count(rows.referrals.len());
        self.transfers += count(rows.transfers.len());
        self.shares += count(rows.shares.len());
        self.consular_requests += count(rows.consular_requests.len());
    }
}
