//! The demo: the fixed cast, and a synthetic caseload. No name, number or story belongs to a real person. The same seed
//! and moment give the same rows, and no clock is read here.

mod casework;
pub mod cast;
mod draw;
pub mod examples;
pub mod issuer;
mod people;
mod references;
pub mod rows;
mod settled;
pub mod started;
mod table;

#[cfg(test)]
mod tests;

use chrono::{DateTime, SubsecRound, Utc};
use entity::{case, organisation};
use sea_orm::{DbErr, EntityTrait, QuerySelect};
use waystation::store::{database::Database, write::standings};

use self::{draw::Draw, references::References, rows::Rows};

/// The parameters of a caseload.
#[derive(Clone, Copy, Debug)]
pub struct Caseload {
    /// The number of people; each has one case.
    pub people: u64,
    /// The seed of the random numbers.
    pub seed: u64,
    /// The "now" of the caseload: cases were opened within the 36 months before.
    pub now: DateTime<Utc>,
}

impl Caseload {
    /// The default caseload at this moment: 2,000 people.
    pub const fn at(now: DateTime<Utc>) -> Self {
        Self { people: 2_000, seed: 1, now }
    }
}

/// The numbers of rows that were written.
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
    /// Shares, live or ended.
    pub shares: u64,
    /// Consular requests.
    pub consular_requests: u64,
    /// Rows of all tables together.
    pub rows: u64,
}

/// The reason why no caseload was written.
#[derive(Debug, thiserror::Error)]
pub enum FillRefused {
    /// The database already holds cases: real ones, or those of an interrupted run.
    #[error("this database already holds cases; give the demo an empty one")]
    NotEmpty,
    /// The database rejected a statement, or is away.
    #[error(transparent)]
    Database(#[from] DbErr),
}

/// Whether the database holds the cast of a demo. Its ids occur nowhere else.
pub async fn is_there(database: &Database) -> Result<bool, DbErr> {
    let house = organisation::Entity::find_by_id(cast::IOM_NIGER).one(&database.reader).await?;
    Ok(house.is_some())
}

/// The number of people in one batch: some thousand rows.
const AT_ONCE: u64 = 250;

/// Writes the cast if it is missing, and then the caseload. `progress` is called with the number of people written and
/// their total.
/// Errors: when the database already holds cases, or a database error.
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
        summary.rows += rows.write(&*transaction).await?;
        transaction.commit().await?;
        progress(summary.people, caseload.people);
    }
    standings::rebuild(database).await?;
    Ok(summary)
}

/// Writes the organisations, centres, services, posts and workers of the cast, unless they are already there. Returns
/// the number of rows.
pub async fn settle(database: &Database, now: DateTime<Utc>) -> Result<u64, DbErr> {
    settled::settle(database, now.trunc_subsecs(0)).await
}

/// The rows of the caseload in batches of some thousand, each row after those that it refers to. The cast is not
/// included: see [`settle`].
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
    // Other numbers than those of the people, whose streams have the seed itself.
    let draw = &mut Draw::new(!caseload.seed, places.start);
    for place in places {
        casework::add(&mut rows, references, caseload, place);
    }
    casework::households::add(&mut rows, draw, references);
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
