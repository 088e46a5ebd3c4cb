//! The answer to a statistics question: reads the counts, suppresses small numbers, and records what was published.

use std::{collections::BTreeMap, sync::Arc};

use entity::{
    codes::{StatisticsMeasure, StatisticsSubject},
    statistics_told,
};
use sea_orm::prelude::Uuid;

use super::{
    buckets::{Answer, Buckets, Refused, bounded, buckets},
    cells::Counting,
    kept::{AnswerKey, Answers, LastCount, Version},
    population::Population,
    received,
    table::{Table, universe},
    told,
};
use crate::{
    error::Error,
    rules::{
        statistics::{
            guard::{self, Memory},
            known::Work,
            measure::definition,
            question::Question,
            region::{Axis, Region, Universe, Values},
            suppression::Cell,
        },
        time_zone::USUAL,
    },
    store::{Store, access::scope::Scope},
};

/// The question without the measures that the viewer may not have counted, and these measures. A question of which nothing is left is
/// not divided, so that its refusal says why.
pub(crate) fn permitted(scope: &Scope, question: Question) -> (Question, Vec<StatisticsMeasure>) {
    let of = |measure: &StatisticsMeasure| Question { measures: vec![*measure], ..question.clone() };
    let may = |measure: &StatisticsMeasure| {
        if question.received {
            received::permitted(scope, &question, *measure).is_ok()
        } else {
            Population::of(scope, &of(measure)).is_ok()
        }
    };
    let (measures, refused): (Vec<_>, Vec<_>) = question.measures.iter().copied().partition(may);
    if measures.is_empty() { (question, Vec::new()) } else { (Question { measures, ..question }, refused) }
}

/// Answers a question that was checked. A cached answer that is still valid costs one statement.
/// Errors: when the viewer may not ask it, the budget is used up, or a database error.
pub(crate) async fn answer(store: &Store, answers: &Answers, question: &Question) -> Result<Answer, Refused> {
    if question.received {
        return received::answer(store, answers, question).await;
    }
    // Whether the viewer may ask is checked every time, never cached.
    let population = Population::of(&store.scope, question)?;
    let mut last_count = LastCount::read(store).await?;
    let zone = zone(question, &population, &last_count);
    let countings: BTreeMap<_, _> = question
        .measures
        .iter()
        .map(|measure| definition(*measure).subject)
        .map(|subject| (subject, Counting::of(store, question, &population, (subject, zone.as_deref()))))
        .collect();
    let asked = AnswerKey::of(store, question, &population, countings.values());
    let (exact, read) = (population.exact(question), matches!(population, Population::Read(_)));
    let buckets = if let Some(kept) = answers.get(&asked, last_count.version, &store.directory) {
        kept
    } else {
        let turn = answers.turn(store).await;
        let store = &turn.store;
        if turn.waited {
            last_count = LastCount::read(store).await?;
        }
        let kept = || answers.get(&asked, last_count.version, &store.directory);
        if let Some(kept) = turn.waited.then(kept).flatten() {
            kept
        } else {
            let (buckets, version) = counted(store, question, &population, &countings, &last_count).await?;
            let buckets = Arc::new(buckets);
            answers.keep(asked, version, Arc::clone(&store.directory), Arc::clone(&buckets));
            buckets
        }
    };
    let least = if read { 0 } else { question.least() };
    let time_zone = zone.unwrap_or_else(|| USUAL.to_owned());
    Ok(Answer { as_of: last_count.counted_until, time_zone, exact, least, buckets })
}

/// The time zone of the one ordinary centre that the question is about. Numbers that are suppressed have months of UTC, because a
/// month that is cut in two ways could be subtracted from itself.
fn zone(question: &Question, population: &Population, last_count: &LastCount) -> Option<String> {
    let (Population::Read(_), Some(Values::Only(centres))) = (population, question.filter.on(Axis::Centre)) else {
        return None;
    };
    let centre = centres.first().filter(|_| centres.len() == 1)?.parse().ok()?;
    last_count.zones.as_ref()?.of(centre).map(str::to_owned)
}

/// Computes the answer, and the version of the counts and of the memory that it was computed from.
async fn counted(
    store: &Store,
    question: &Question,
    population: &Population,
    countings: &BTreeMap<StatisticsSubject, Counting>,
    last_count: &LastCount,
) -> Result<(Buckets, Version), Refused> {
    let (within, read) = match population {
        Population::Counted { within } => (within, false),
        Population::Read(_) => (&Region::ALL, true),
    };
    let mut tables = Vec::with_capacity(question.measures.len());
    let mut universes = BTreeMap::new();
    for (subject, counting) in countings {
        let lines = counting.lines(store, question).await?;
        let universe = universe(&store.directory, &last_count.nationalities, *subject)?;
        for measure in question.measures.iter().filter(|it| definition(**it).subject == *subject) {
            tables.push(Table::of(store, question, within, &universe, (*measure, &lines)));
        }
        universes.insert(*subject, universe);
    }
    bounded(&tables)?;
    let mut version = last_count.version;
    if !read {
        let mut work = Work::default();
        for (subject, universe) in &universes {
            work = tell(store, question, (*subject, universe), &mut tables, &mut version.told, work).await?;
        }
        if work.is_spent() {
            tracing::warn!("the work limit of a statistics question was reached; undecided cells are suppressed");
        }
    }
    Ok((buckets(question, tables, read), version))
}

/// How often a question is decided, at most. It is decided again when another node answered a question of the same
/// organisation in the meantime.
const DECISIONS: usize = 4;

/// Checks the tables of a subject against what was published before. A dashboard usually asks what it asked before;
/// then nothing is written and nothing is locked. `version` is the version of the memory, and is replaced if the memory
/// is written. Returns the work that the question has left.
async fn tell(
    store: &Store,
    question: &Question,
    (subject, universe): (StatisticsSubject, &Universe),
    tables: &mut [Table],
    version: &mut Option<Uuid>,
    mut work: Work,
) -> Result<Work, Refused> {
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
        let (memory, decided, left) = decide(question.clone(), before, lines, universe.clone(), work).await?;
        work = left;
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
        return Ok(work);
    }
    Err(Error::Conflict.into())
}

/// Decides what is published. It runs in `spawn_blocking`, because it is pure computation and would block the threads
/// that answer requests.
async fn decide(
    question: Question,
    tables: Vec<Table>,
    lines: Vec<statistics_told::Model>,
    universe: Universe,
    mut work: Work,
) -> Result<(Memory, Vec<Vec<Cell>>, Work), Error> {
    let decided = tokio::task::spawn_blocking(move || {
        let mut memory = told::memory(lines, &universe)?;
        let cells = tables.into_iter().map(|table| told_now(&question, &mut memory, table, &mut work)).collect();
        Ok((memory, cells, work))
    });
    decided.await.map_err(|panic| Error::internal(&panic))?
}

/// The cells of a table as they are published with this memory.
fn told_now(question: &Question, memory: &mut Memory, table: Table, work: &mut Work) -> Vec<Cell> {
    let grouped_by: Vec<_> = question.group_by.iter().copied().map(Axis::of).collect();
    let asked = guard::TableQuery {
        measure: table.measure,
        value: table.of.value,
        grouped_by: &grouped_by,
        least: question.least(),
    };
    let mut cells = table.cells;
    memory.tell(&mut cells, asked, work);
    cells
}

#[cfg(test)]
mod tests;
