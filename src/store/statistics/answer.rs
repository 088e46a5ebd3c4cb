//! The answer to a question: counts read, small ones left out, what was told remembered.

use std::{collections::BTreeMap, sync::Arc};

use entity::codes::{StatisticsMeasure, StatisticsSubject};
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
const BUCKETS: usize = 1_000;

/// Why there is no answer.
#[derive(Debug)]
pub enum Refused {
    /// The organisation was told as much as it may be for now.
    Budget,
    /// Too many buckets.
    TooManyBuckets,
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
            if let Some(told) = tell(store, question, (*subject, universe), &mut tables).await? {
                version.told = Some(told);
            }
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

/// Holds the tables of a subject against what was told. Mostly a dashboard asks what it asked before: then nothing is written
/// and nothing is locked. Gives the version of what is written.
async fn tell(
    store: &Store,
    question: &Question,
    (subject, universe): (StatisticsSubject, &Universe),
    tables: &mut [Table],
) -> Result<Option<Uuid>, Refused> {
    let organisation_id = store.scope.viewer.organisation_id;
    let mut tables: Vec<_> = tables.iter_mut().filter(|table| table.of.subject == subject).collect();
    let look = |memory: &mut Memory, tables: &[&mut Table]| -> Vec<Vec<Cell>> {
        tables.iter().map(|table| told_now(question, memory, table)).collect()
    };
    let mut memory = told::memory(&store.database.reader, organisation_id, subject, universe).await?;
    let mut cells = look(&mut memory, &tables);
    let mut version = None;
    if memory.new_lines().next().is_some() {
        let transaction = store.database.begin_write().await?;
        told::lock(&transaction, organisation_id).await?;
        memory = told::memory(&transaction, organisation_id, subject, universe).await?;
        cells = look(&mut memory, &tables);
        if memory.len() > told::LINES {
            return Err(Refused::Budget);
        }
        version = Some(told::write(&transaction, organisation_id, subject, &memory, store.scope.now).await?);
        transaction.commit().await?;
    }
    for (table, cells) in tables.iter_mut().zip(cells) {
        table.cells = cells;
    }
    Ok(version)
}

/// The cells of a table as they are told with this memory.
fn told_now(question: &Question, memory: &mut Memory, table: &Table) -> Vec<Cell> {
    let grouped_by: Vec<_> = question.group_by.iter().copied().map(Axis::of).collect();
    let asked = guard::Asked {
        measure: table.measure,
        value: table.of.value,
        grouped_by: &grouped_by,
        least: question.least(),
    };
    let mut cells = table.cells.clone();
    memory.tell(&mut cells, asked);
    cells
}
