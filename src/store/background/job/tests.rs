//! A job goes on after a row that it cannot settle.

use std::sync::{
    Mutex,
    atomic::{AtomicU32, Ordering},
};

use sea_orm::DbErr;
use uuid::Uuid;

use super::{BATCH, BUSY_IN_A_ROW, Job, Run, run, together};
use crate::error::Error;

/// Rows that are due until they are settled; some cannot be settled.
struct Rows {
    due: Mutex<Vec<u128>>,
    how: fn(u128) -> Result<bool, Error>,
}

impl Rows {
    fn of(rows: impl IntoIterator<Item = u128>, how: fn(u128) -> Result<bool, Error>) -> Self {
        Self { due: Mutex::new(rows.into_iter().collect()), how }
    }

    fn left(&self) -> Vec<u128> {
        self.due.lock().unwrap().clone()
    }
}

impl Job for Rows {
    const NAME: &'static str = "rows";

    async fn due(&self, after: Uuid) -> Result<Vec<Uuid>, DbErr> {
        let mut due: Vec<_> = self.left().into_iter().map(Uuid::from_u128).collect();
        due.retain(|id| *id > after);
        due.truncate(usize::try_from(BATCH).unwrap());
        Ok(due)
    }

    async fn settle(&self, id: Uuid) -> Result<bool, Error> {
        let settled = (self.how)(id.as_u128())?;
        self.due.lock().unwrap().retain(|row| *row != id.as_u128());
        Ok(settled)
    }
}

#[tokio::test]
async fn bad_rows_in_front_keep_none_behind_them_waiting() {
    let bad = u128::from(2 * BATCH + 7);
    let rows = Rows::of(1..=bad + 60, |row| if row <= 107 { Err(Error::internal(&"broken")) } else { Ok(true) });
    assert_eq!(bad, 107);
    assert_eq!(run(&rows).await.unwrap(), Run { settled: 60, skipped: 107 });
    assert_eq!(rows.left(), (1..=107).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_row_that_panics_is_skipped() {
    let rows = Rows::of(1..=3, |row| if row == 2 { panic!("this row is broken") } else { Ok(true) });
    assert_eq!(run(&rows).await.unwrap(), Run { settled: 2, skipped: 1 });
}

#[tokio::test]
async fn what_another_node_has_is_neither_settled_nor_skipped() {
    let how = |row| if row == 1 { Ok(false) } else { Err(Error::Conflict) };
    assert_eq!(run(&Rows::of(1..=2, how)).await.unwrap(), Run::default());
}

#[tokio::test]
async fn rows_that_only_time_out_keep_none_behind_them_waiting() {
    let locked = u128::from(BUSY_IN_A_ROW) - 1;
    let how = |row| match row % u128::from(BUSY_IN_A_ROW) {
        0 => Ok(true),
        _ => Err(Error::Busy),
    };
    let rows = Rows::of(1..=2 * (locked + 1), how);
    assert_eq!(run(&rows).await.unwrap(), Run { settled: 2, skipped: u64::try_from(2 * locked).unwrap() });
}

#[tokio::test]
async fn a_database_that_is_busy_for_every_row_ends_the_run_and_not_the_next_job() {
    static ASKED: AtomicU32 = AtomicU32::new(0);
    let busy = Rows::of(1..=100, |_| {
        ASKED.fetch_add(1, Ordering::SeqCst);
        Err(Error::Busy)
    });
    let next = Rows::of(1..=3, |_| Ok(true));
    let runs = together([run(&busy).await, run(&next).await]);
    assert!(matches!(runs, Err(Error::Busy)));
    assert_eq!(ASKED.load(Ordering::SeqCst), BUSY_IN_A_ROW);
    assert!(next.left().is_empty());
}

#[tokio::test]
async fn a_database_that_is_away_ends_the_run() {
    let rows = Rows::of(1..=3, |row| if row == 1 { Ok(true) } else { Err(Error::Unavailable) });
    assert!(matches!(run(&rows).await, Err(Error::Unavailable)));
    assert_eq!(rows.left(), [2, 3]);
}
