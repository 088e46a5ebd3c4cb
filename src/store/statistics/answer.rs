//! The answer to a question: counts read, small ones left out, what was told remembered.

use std::collections::{BTreeMap, BTreeSet, HashMap, hash_map::Entry};

use chrono::NaiveDate;
use entity::{
    codes::{AgeBand, ServiceGroup, Sex, StatisticsMeasure, StatisticsSubject, Urgency},
    statistics_refresh,
};
use sea_orm::{ActiveEnum, DbErr, EntityTrait, Iterable, prelude::DateTimeUtc};

use super::{
    cells::{self, Line, TRUE},
    population::Population,
    refresh, told,
};
use crate::{
    access::policy::spelled,
    error::Error,
    rules::statistics::{
        Count,
        guard::{Asked, Memory},
        measure::{Definition, Value, definition, states},
        quantile::quantile,
        question::Question,
        region::{Axis, Region, Universe, Values},
        suppression::Cell,
    },
    store::Store,
};

/// An answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The moment up to which changes are counted.
    pub as_of: Option<DateTimeUtc>,
    /// Whether every row behind it can be read by the viewer, and so nothing is left out.
    pub exact: bool,
    /// A number about fewer people is left out.
    pub least: i64,
    /// For each combination of which something is told: the values on the axes, and what was measured.
    pub buckets: BTreeMap<Vec<String>, BTreeMap<StatisticsMeasure, Measured>>,
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

/// One measure with its cells.
struct Table {
    measure: StatisticsMeasure,
    of: Definition,
    cells: Vec<Cell>,
}

/// Answers a question that was checked.
///
/// # Errors
/// When the viewer may not ask it, or was told too much, or the database fails.
pub async fn answer(store: &Store, question: &Question) -> Result<Answer, Refused> {
    let population = Population::of(&store.scope, question)?;
    let refreshed = statistics_refresh::Entity::find().one(&store.database.reader).await?;
    let universe = |subject| universe(store, refreshed.as_ref(), subject);
    let mut tables = Vec::with_capacity(question.measures.len());
    let mut lines: HashMap<StatisticsSubject, Vec<Line>> = HashMap::new();
    for measure in &question.measures {
        let of = definition(*measure);
        let read = match lines.entry(of.subject) {
            Entry::Occupied(read) => read.into_mut(),
            Entry::Vacant(free) => free.insert(cells::read(store, question, &population, of.subject).await?),
        };
        let months = question.months(of.subject, store.scope.now.date_naive());
        let universe = universe(of.subject)?;
        let about = About { question, population: &population, months: &months, universe: &universe };
        let cells = table(&about, &of, read);
        if cells.len() > BUCKETS {
            return Err(Refused::TooManyBuckets);
        }
        tables.push(Table { measure: *measure, of, cells });
    }
    let exact = matches!(population, Population::Read { .. });
    if !exact {
        tell(store, question, universe, &mut tables).await?;
    }
    let mut buckets: BTreeMap<Vec<String>, BTreeMap<StatisticsMeasure, Measured>> = BTreeMap::new();
    for table in tables {
        for cell in table.cells.into_iter().filter(Cell::tells) {
            buckets.entry(cell.key).or_default().insert(table.measure, Measured::Told(cell.value));
        }
    }
    // Nobody and too few are the same answer.
    for measured in buckets.values_mut() {
        for measure in &question.measures {
            let counted = matches!(definition(*measure).value, Value::Amount | Value::People);
            measured.entry(*measure).or_insert(if exact && counted { Measured::Told(0) } else { Measured::LeftOut });
        }
    }
    let as_of = refreshed.map(|row| row.counted_until);
    Ok(Answer { as_of, exact, least: question.least(), buckets })
}

/// All values that there are of every axis that has a list of them.
fn universe(
    store: &Store,
    refreshed: Option<&statistics_refresh::Model>,
    subject: StatisticsSubject,
) -> Result<Universe, DbErr> {
    let centres = store.directory.centres();
    let answering = centres.iter().filter(|centre| centre.fronting_centre_id.is_none());
    let organisations = store.directory.organisations();
    let nationalities = refreshed.map(refresh::known).transpose()?.unwrap_or_default();
    let flags = || [true, false].map(|flag| flag.to_string());
    Ok(Universe::default()
        .with(Axis::Country, centres.iter().map(|centre| centre.country.clone()))
        .with(Axis::Centre, answering.map(|centre| centre.id.to_string()))
        .with(Axis::Organisation, organisations.iter().map(|organisation| organisation.id.to_string()))
        .with(Axis::ServiceGroup, ServiceGroup::iter().map(|code| spelled(&code)))
        .with(Axis::Urgency, Urgency::iter().map(|code| spelled(&code)))
        .with(Axis::Nationality, nationalities)
        .with(Axis::Sex, Sex::iter().map(|code| spelled(&code)))
        .with(Axis::AgeBand, AgeBand::iter().map(|code| spelled(&code)))
        .with(Axis::State, states(subject).iter().map(ActiveEnum::to_value))
        .with(Axis::Overdue, flags())
        .with(Axis::ProtectionConcern, flags())
        .with(Axis::MedicalNeed, flags())
        .with(Axis::InternationalProtection, flags()))
}

/// Holds the tables against what was told, subject by subject. Mostly a dashboard asks what it asked before: then nothing is
/// written and nothing is locked.
async fn tell(
    store: &Store,
    question: &Question,
    universe: impl Fn(StatisticsSubject) -> Result<Universe, DbErr>,
    tables: &mut [Table],
) -> Result<(), Refused> {
    let organisation_id = store.scope.viewer.organisation_id;
    let subjects: BTreeSet<_> = tables.iter().map(|table| table.of.subject).collect();
    for subject in subjects {
        let universe = &universe(subject)?;
        let mut memory = told::memory(&store.database.reader, organisation_id, subject, universe).await?;
        let mut tried: Vec<_> = tables.iter().map(|table| table.cells.clone()).collect();
        look(question, subject, &mut memory, tables, &mut tried);
        if memory.new_lines().next().is_some() {
            let transaction = store.database.begin_write().await?;
            told::lock(&transaction, organisation_id).await?;
            memory = told::memory(&transaction, organisation_id, subject, universe).await?;
            tried = tables.iter().map(|table| table.cells.clone()).collect();
            look(question, subject, &mut memory, tables, &mut tried);
            if memory.len() > told::LINES {
                return Err(Refused::Budget);
            }
            told::write(&transaction, organisation_id, subject, &memory, store.scope.now).await?;
            transaction.commit().await?;
        }
        for (table, cells) in tables.iter_mut().zip(tried).filter(|(table, _)| table.of.subject == subject) {
            table.cells = cells;
        }
    }
    Ok(())
}

fn look(
    question: &Question,
    subject: StatisticsSubject,
    memory: &mut Memory,
    tables: &[Table],
    tried: &mut [Vec<Cell>],
) {
    let grouped_by: Vec<_> = question.group_by.iter().copied().map(Axis::of).collect();
    for (table, cells) in tables.iter().zip(tried).filter(|(table, _)| table.of.subject == subject) {
        let asked =
            Asked { measure: table.measure, value: table.of.value, grouped_by: &grouped_by, least: question.least() };
        memory.tell(cells, asked);
    }
}

/// The cells of one measure.
fn table(about: &About<'_>, of: &Definition, lines: &[Line]) -> Vec<Cell> {
    let counts = |line: &&Line| {
        (of.states.is_empty() || line.state.is_some_and(|state| of.states.contains(&state)))
            && (!of.overdue || line.overdue)
    };
    let mut sums: BTreeMap<&[String], (Count, BTreeMap<i32, i64>)> = BTreeMap::new();
    for line in lines.iter().filter(counts) {
        let (sum, hours) = sums.entry(&line.key).or_default();
        *sum = sum.and(line.count);
        if let Some(took) = line.hours {
            *hours.entry(took).or_default() += line.count.amount;
        }
    }
    let cell = |(key, (count, hours)): (&[String], (Count, BTreeMap<i32, i64>))| {
        let hours: Vec<_> = hours.into_iter().collect();
        let value = match of.value {
            Value::Amount => count.amount,
            Value::People => count.people,
            Value::Hours(percent) => i64::from(quantile(&hours, percent).unwrap_or_default()),
            Value::Days(percent) => i64::from(quantile(&hours, percent).unwrap_or_default() / 24),
        };
        Cell { region: about.region(of, key), key: key.to_vec(), count, value, left_out: false, known: false }
    };
    sums.into_iter().map(cell).collect()
}

/// Whom a question is about for a viewer.
struct About<'a> {
    question: &'a Question,
    population: &'a Population,
    months: &'a [NaiveDate],
    universe: &'a Universe,
}

impl About<'_> {
    /// Whom one cell is about.
    fn region(&self, of: &Definition, key: &[String]) -> Region {
        let Self { question, population, months, universe } = *self;
        let narrowed = |region: Region, axis: Axis, values: Values| {
            let both = region.on(axis).map_or_else(|| values.clone(), |before| before.common(&values));
            region.set(axis, both)
        };
        let mut region = match population {
            Population::Counted { within } => within.clone(),
            Population::Read { .. } => Region::ALL,
        };
        for (axis, values) in question.filter.iter() {
            region = narrowed(region, axis, values.clone());
        }
        let those = |period: Option<&str>| {
            let of_period = |month: &&NaiveDate| period.is_none_or(|it| question.period(**month).to_string() == it);
            Values::Only(months.iter().filter(of_period).map(NaiveDate::to_string).collect())
        };
        region = narrowed(region, Axis::Month, those(None));
        if !of.states.is_empty() {
            let states = of.states.iter().map(ActiveEnum::to_value);
            region = narrowed(region, Axis::State, Values::Only(states.collect()));
        }
        if of.overdue {
            region = narrowed(region, Axis::Overdue, Values::one(TRUE));
        }
        for (axis, value) in question.group_by.iter().copied().map(Axis::of).zip(key) {
            let values = if axis == Axis::Month { those(Some(value)) } else { Values::one(value.clone()) };
            region = narrowed(region, axis, values);
        }
        region.plain(universe)
    }
}
