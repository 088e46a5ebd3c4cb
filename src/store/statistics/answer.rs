//! The answer to a question: counts read, small ones left out, what was told remembered.

use std::{collections::BTreeMap, sync::Arc};

use entity::{
    codes::{StatisticsMeasure, StatisticsSubject},
    statistics_told,
};
use sea_orm::prelude::{DateTimeUtc, Uuid};

use super::{
    cells::Counting,
    kept::{Asked, Standing, Version},
    population::Population,
    received,
    table::{Table, universe},
    told,
};
use crate::{
    error::Error,
    rules::statistics::{
        guard::{self, Memory},
        known::Work,
        measure::{Value, definition},
        question::Question,
        region::{Axis, Region, Universe},
        suppression::Cell,
    },
    store::Store,
};

/// For each combination of which something is told: the values on the axes, and what was measured.
pub type Buckets = BTreeMap<Vec<String>, BTreeMap<StatisticsMeasure, Measured>>;

/// An answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The moment up to which changes are counted.
    pub as_of: Option<DateTimeUtc>,
    /// Whether it is about rows that the viewer may read one by one, and leaves out none that another number of the viewer's
    /// counts.
    pub exact: bool,
    /// A number about fewer people is left out; 0 where nothing is.
    pub least: i64,
    /// What is told.
    pub buckets: Arc<Buckets>,
}

/// One number, or that it is left out.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Measured {
    /// The number.
    Told(i64),
    /// Too small to be told, or it would give a small one away.
    LeftOut,
}

/// The most buckets of an answer.
pub const BUCKETS: usize = 1_000;

/// Why there is no answer.
#[derive(Debug)]
pub enum Refused {
    /// The organisation was told as much as it may be for now.
    Budget,
    /// Too many buckets.
    TooManyBuckets,
    /// Too many rows would be read for it.
    TooManyRows,
    /// Something else.
    Error(Error),
}

impl<E: Into<Error>> From<E> for Refused {
    fn from(error: E) -> Self {
        Self::Error(error.into())
    }
}

/// Answers a question that was checked. What was answered before and still holds costs one statement.
///
/// # Errors
/// When the viewer may not ask it, or was told too much, or the database fails.
pub async fn answer(store: &Store, question: &Question) -> Result<Answer, Refused> {
    if question.received {
        return received::answer(store, question).await;
    }
    // Whether the viewer may ask is never remembered.
    let population = Population::of(&store.scope, question)?;
    let countings: BTreeMap<_, _> = question
        .measures
        .iter()
        .map(|measure| definition(*measure).subject)
        .map(|subject| (subject, Counting::of(store, question, &population, subject)))
        .collect();
    let mut standing = Standing::read(store).await?;
    let asked = Asked::of(store, question, &population, countings.values());
    let (exact, read) = (population.exact(question), matches!(population, Population::Read(_)));
    let buckets = if let Some(kept) = store.answers.get(&asked, standing.version, &store.directory) {
        kept
    } else {
        let (_turn, waited) = store.answers.turn().await;
        if waited {
            standing = Standing::read(store).await?;
        }
        let kept = || store.answers.get(&asked, standing.version, &store.directory);
        if let Some(kept) = waited.then(kept).flatten() {
            kept
        } else {
            let (buckets, version) = counted(store, question, &population, &countings, &standing).await?;
            let buckets = Arc::new(buckets);
            store.answers.keep(asked, version, Arc::clone(&store.directory), Arc::clone(&buckets));
            buckets
        }
    };
    let least = if read { 0 } else { question.least() };
    Ok(Answer { as_of: standing.counted_until, exact, least, buckets })
}

/// What is told now, and on what version of the counts and the memory it rests.
async fn counted(
    store: &Store,
    question: &Question,
    population: &Population,
    countings: &BTreeMap<StatisticsSubject, Counting>,
    standing: &Standing,
) -> Result<(Buckets, Version), Refused> {
    let (within, read) = match population {
        Population::Counted { within } => (within, false),
        Population::Read(_) => (&Region::ALL, true),
    };
    let mut tables = Vec::with_capacity(question.measures.len());
    let mut universes = BTreeMap::new();
    for (subject, counting) in countings {
        let lines = counting.lines(store, question).await?;
        let universe = universe(&store.directory, &standing.nationalities, *subject)?;
        for measure in question.measures.iter().filter(|it| definition(**it).subject == *subject) {
            tables.push(Table::of(store, question, within, &universe, (*measure, &lines)));
        }
        universes.insert(*subject, universe);
    }
    bounded(&tables)?;
    let mut version = standing.version;
    if !read {
        for (subject, universe) in &universes {
            tell(store, question, (*subject, universe), &mut tables, &mut version.told).await?;
        }
    }
    Ok((buckets(question, tables, read), version))
}

/// Says whether the tables fit into an answer.
///
/// # Errors
/// When one of them has too many cells.
pub fn bounded(tables: &[Table]) -> Result<(), Refused> {
    if tables.iter().any(|table| table.cells.len() > BUCKETS) {
        return Err(Refused::TooManyBuckets);
    }
    Ok(())
}

/// What the tables tell together. Who reads the rows is told that there are none; to others nobody and too few are the same.
#[must_use]
pub fn buckets(question: &Question, tables: Vec<Table>, read: bool) -> Buckets {
    let mut buckets = Buckets::new();
    for table in tables {
        for cell in table.cells.into_iter().filter(Cell::tells) {
            buckets.entry(cell.key).or_default().insert(table.measure, Measured::Told(cell.value));
        }
    }
    for measured in buckets.values_mut() {
        for measure in &question.measures {
            let counted = matches!(definition(*measure).value, Value::Amount | Value::People);
            measured.entry(*measure).or_insert(if read && counted { Measured::Told(0) } else { Measured::LeftOut });
        }
    }
    buckets
}

/// How often a question is decided on, when another one was told something in the meantime.
const DECISIONS: usize = 2;

/// Holds the tables of a subject against what was told. Mostly a dashboard asks what it asked before: then nothing is written
/// and nothing is locked. `version` is that of the memory, and becomes that of what is written.
async fn tell(
    store: &Store,
    question: &Question,
    (subject, universe): (StatisticsSubject, &Universe),
    tables: &mut [Table],
    version: &mut Option<Uuid>,
) -> Result<(), Refused> {
    let organisation_id = store.scope.viewer.organisation_id;
    let (database, now) = (&store.database, store.scope.now);
    let mut tables: Vec<_> = tables.iter_mut().filter(|table| table.of.subject == subject).collect();
    for decision in 0..DECISIONS {
        if decision > 0 {
            *version = told::version(&database.reader, organisation_id).await?;
        }
        let lines = told::lines(&database.reader, organisation_id, subject).await?;
        let bytes: usize = lines.iter().map(|line| line.about.len()).sum();
        let before: Vec<Table> = tables.iter().map(|table| (**table).clone()).collect();
        let (memory, decided) = decide(question.clone(), before, lines, universe.clone()).await?;
        if memory.new_lines().next().is_some() {
            if memory.len() > told::LINES || bytes > told::BYTES {
                return Err(Refused::Budget);
            }
            match told::write(database, (organisation_id, subject), *version, &memory, now).await? {
                Some(written) => *version = Some(written),
                None => continue,
            }
        }
        for (table, cells) in tables.iter_mut().zip(decided) {
            table.cells = cells;
        }
        return Ok(());
    }
    Err(Error::Conflict.into())
}

/// Decides what is told. It is work for a processor alone, and so not for the threads that answer requests.
async fn decide(
    question: Question,
    tables: Vec<Table>,
    lines: Vec<statistics_told::Model>,
    universe: Universe,
) -> Result<(Memory, Vec<Vec<Cell>>), Error> {
    let decided = tokio::task::spawn_blocking(move || {
        let mut memory = told::memory(lines, &universe)?;
        let mut work = Work::default();
        let cells = tables.into_iter().map(|table| told_now(&question, &mut memory, table, &mut work)).collect();
        if work.is_spent() {
            tracing::warn!("the work of a question of statistics was spent; what was not decided is left out");
        }
        Ok((memory, cells))
    });
    decided.await.map_err(|panic| Error::internal(&panic))?
}

/// The cells of a table as they are told with this memory.
fn told_now(question: &Question, memory: &mut Memory, table: Table, work: &mut Work) -> Vec<Cell> {
    let grouped_by: Vec<_> = question.group_by.iter().copied().map(Axis::of).collect();
    let asked = guard::Asked {
        measure: table.measure,
        value: table.of.value,
        grouped_by: &grouped_by,
        least: question.least(),
    };
    let mut cells = table.cells;
    memory.tell(&mut cells, asked, work);
    cells
}
