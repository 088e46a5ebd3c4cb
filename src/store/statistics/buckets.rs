//! The buckets of an answer: the numbers that are published, or the mark that they are suppressed.

use std::{collections::BTreeMap, sync::Arc};

use entity::codes::StatisticsMeasure;
use sea_orm::prelude::DateTimeUtc;

use super::table::Table;
use crate::{
    error::Error,
    rules::statistics::{
        measure::{Value, definition},
        question::Question,
        suppression::Cell,
    },
};

/// The published combinations: for each list of values on the axes, the measured numbers.
pub(crate) type Buckets = BTreeMap<Vec<String>, BTreeMap<StatisticsMeasure, Measured>>;

/// An answer.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    /// The moment up to which changes are counted.
    pub as_of: Option<DateTimeUtc>,
    /// The time zone of the months, as in the IANA database.
    pub time_zone: String,
    /// Whether the numbers are complete: the viewer may read the counted rows one by one, and no other number that the
    /// viewer gets counts more rows.
    pub exact: bool,
    /// Numbers about fewer people than this are suppressed; 0 if nothing is suppressed.
    pub least: i64,
    /// The published buckets.
    pub buckets: Arc<Buckets>,
}

/// One number, or the mark that it is suppressed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Measured {
    /// The number.
    Told(i64),
    /// Suppressed: it is too small, or it would reveal a small one.
    LeftOut,
}

/// The most buckets of one answer.
pub(crate) const BUCKETS: usize = 1_000;

/// The reason why a question is not answered.
#[derive(Debug)]
pub(crate) enum Refused {
    /// The organisation has received as many numbers as it may for now.
    Budget,
    /// Too many buckets.
    TooManyBuckets,
    /// Too many rows would have to be read.
    TooManyRows,
    /// Something else.
    Error(Error),
}

impl<E: Into<Error>> From<E> for Refused {
    fn from(error: E) -> Self {
        Self::Error(error.into())
    }
}

/// Checks that the tables fit into an answer.
/// Errors: `TooManyBuckets` if one of them has too many cells.
pub(crate) fn bounded(tables: &[Table]) -> Result<(), Refused> {
    if tables.iter().any(|table| table.cells.len() > BUCKETS) {
        return Err(Refused::TooManyBuckets);
    }
    Ok(())
}

/// Merges the tables into buckets. A viewer who reads the rows gets 0 for an empty cell. For others an empty and a
/// suppressed cell are the same.
pub(crate) fn buckets(question: &Question, tables: Vec<Table>, read: bool) -> Buckets {
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
