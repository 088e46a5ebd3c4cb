//! Refused requests in the read log, bounded. The first refusal of a worker and operation is written at once. Its further
//! refusals within a minute are counted, and written as one row when the minute is over. A stolen token that tries
//! identifiers therefore fills no disk, and the log says how often it tried.

use std::collections::{BTreeMap, HashMap};

use chrono::TimeDelta;
use entity::read_log::Model;
use sea_orm::prelude::DateTimeUtc;
use uuid::Uuid;

/// The time that one row of further refusals covers.
const MINUTE: TimeDelta = TimeDelta::minutes(1);
/// The most operations of one worker that are counted apart. The client chooses their names, so the others share one
/// count, without a name.
const OPERATIONS: usize = 8;
/// The number of calls of [`Counts::elapsed`] after which a count is written, although nothing more was refused.
const CALLS: u8 = 3;

/// How many roots were refused, by code.
pub(in crate::store) type Refusals = BTreeMap<&'static str, usize>;

/// The counts of the current minutes, by worker and operation.
#[derive(Debug, Default)]
pub(in crate::store) struct Counts(HashMap<Uuid, HashMap<Option<String>, Count>>);

#[derive(Debug)]
struct Count {
    since: DateTimeUtc,
    calls: u8,
    /// The row of the last request, for the row of the further refusals.
    last: Model,
    more: Refusals,
}

/// What becomes of a refused request.
#[derive(Debug)]
pub(in crate::store) enum Noted {
    /// It is written: the first one of a minute. The row of the minute before is written with it, if there is one.
    First(Box<Model>, Option<Box<Model>>),
    /// It is counted.
    Counted,
}

impl Counts {
    /// Notes a request of this worker that showed nothing and was refused.
    pub(in crate::store) fn note(&mut self, mut row: Model, refusals: Refusals) -> Noted {
        let at = row.at;
        let of_worker = self.0.entry(row.worker_id).or_default();
        let mut operation = row.operation.clone();
        if !of_worker.contains_key(&operation) && of_worker.len() >= OPERATIONS {
            operation = None;
            row.operation = None;
        }
        if let Some(count) = of_worker.get_mut(&operation)
            && at < count.since + MINUTE
        {
            for (code, number) in refusals {
                *count.more.entry(code).or_default() += number;
            }
            count.last = row;
            return Noted::Counted;
        }
        let count = Count { since: at, calls: 0, last: row.clone(), more: Refusals::new() };
        let before = of_worker.insert(operation, count).and_then(Count::row);
        Noted::First(Box::new(row), before.map(Box::new))
    }

    /// Forgets the count that began with this row, because the row could not be written.
    pub(in crate::store) fn forget(&mut self, row: &Model) {
        if let Some(of_worker) = self.0.get_mut(&row.worker_id) {
            of_worker.remove(&row.operation);
        }
    }

    /// The rows of the counts that have waited longest. It is called twice a minute.
    pub(in crate::store) fn elapsed(&mut self) -> Vec<Model> {
        self.take(|count| {
            count.calls += 1;
            count.calls >= CALLS
        })
    }

    /// The rows of all counts.
    pub(in crate::store) fn all(&mut self) -> Vec<Model> {
        self.take(|_| true)
    }

    fn take(&mut self, over: impl Fn(&mut Count) -> bool) -> Vec<Model> {
        let mut rows = Vec::new();
        for of_worker in self.0.values_mut() {
            rows.extend(of_worker.extract_if(|_, count| over(count)).filter_map(|(_, count)| count.row()));
        }
        self.0.retain(|_, of_worker| !of_worker.is_empty());
        rows
    }
}

impl Count {
    /// One row with what was counted after the first refusal. `None` if there was nothing more.
    fn row(self) -> Option<Model> {
        let entries = entries(&self.more);
        let row = Model { id: Uuid::now_v7(), entries: entries.into(), ..self.last };
        (!self.more.is_empty()).then_some(row)
    }
}

/// The entries of a row about these refusals.
pub(in crate::store) fn entries(refusals: &Refusals) -> Vec<serde_json::Value> {
    refusals.iter().map(|(code, count)| serde_json::json!({ "refused": code, "count": count })).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn at(second: i64) -> DateTimeUtc {
        DateTimeUtc::from_timestamp(1_750_000_000 + second, 0).expect("a time")
    }

    fn row(worker: u128, operation: &str, second: i64) -> Model {
        Model {
            id: Uuid::nil(),
            at: at(second),
            request_id: Uuid::nil(),
            worker_id: Uuid::from_u128(worker),
            organisation_id: Uuid::nil(),
            roles: json!([]),
            purpose: None,
            policy_version: String::new(),
            operation: Some(operation.to_owned()),
            entries: json!([{ "refused": "NOT_FOUND", "count": 1 }]),
            previous_hash: None,
            hash: None,
            chain_id: None,
            sequence: None,
        }
    }

    fn refused() -> Refusals {
        Refusals::from([("NOT_FOUND", 1)])
    }

    fn counted(row: &Model) -> serde_json::Value {
        row.entries.clone()
    }

    #[test]
    fn a_minute_of_refusals_is_two_rows_however_many_there_were() {
        let mut counts = Counts::default();
        assert!(matches!(counts.note(row(1, "probe", 0), refused()), Noted::First(_, None)));
        for second in 1..60 {
            assert!(matches!(counts.note(row(1, "probe", second), refused()), Noted::Counted), "{second}");
        }
        let forbidden = Refusals::from([("FORBIDDEN", 2)]);
        assert!(matches!(counts.note(row(1, "probe", 59), forbidden), Noted::Counted));
        let Noted::First(_, Some(minute)) = counts.note(row(1, "probe", 60), refused()) else { panic!("a new minute") };
        let expected = json!([{ "refused": "FORBIDDEN", "count": 2 }, { "refused": "NOT_FOUND", "count": 59 }]);
        assert_eq!(counted(&minute), expected);
        assert!(counts.all().is_empty(), "the new minute has one refusal, which is written");
    }

    #[test]
    fn workers_and_operations_are_counted_apart_up_to_a_limit() {
        let mut counts = Counts::default();
        let mut rows = 0;
        for number in 0..1_000 {
            let name = format!("probe{number}");
            for worker in [1, 2] {
                rows += usize::from(matches!(counts.note(row(worker, &name, 0), refused()), Noted::First(..)));
            }
        }
        assert_eq!(rows, 2 * (OPERATIONS + 1));
        let rest = counts.all();
        assert_eq!(rest.len(), 2, "one row for each worker");
        for row in &rest {
            let others = 1_000 - OPERATIONS - 1;
            assert_eq!(counted(row), json!([{ "refused": "NOT_FOUND", "count": others }]));
            assert_eq!(row.operation, None, "their names are not kept");
        }
    }

    #[test]
    fn a_count_is_written_although_nothing_follows_and_a_first_row_that_failed_is_tried_again() {
        let mut counts = Counts::default();
        counts.note(row(1, "probe", 0), refused());
        counts.note(row(1, "probe", 1), refused());
        for _ in 1..CALLS {
            assert!(counts.elapsed().is_empty());
        }
        assert_eq!(counts.elapsed().iter().map(counted).collect::<Vec<_>>(), [counted(&row(1, "probe", 1))]);
        assert!(matches!(counts.note(row(1, "probe", 2), refused()), Noted::First(_, None)));
        counts.forget(&row(1, "probe", 2));
        assert!(matches!(counts.note(row(1, "probe", 3), refused()), Noted::First(_, None)));
    }
}
