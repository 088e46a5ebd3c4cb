//! Months that time out are skipped, and the others are counted.

use std::{future::ready, sync::Mutex};

use chrono::Datelike as _;
use sea_orm::{ConnAcquireErr, DbErr, RuntimeErr};

use super::*;

const BUSY: DbErr = DbErr::ConnectionAcquire(ConnAcquireErr::Timeout);

fn due(months: u32) -> impl Iterator<Item = (CountedTable, NaiveDate)> {
    (1..=months).map(|month| (CountedTable::Cases, NaiveDate::from_ymd_opt(2026, month, 1).expect("a month")))
}

#[tokio::test]
async fn a_month_that_times_out_is_tried_again_and_ends_no_count() {
    let recounted = each(due(12), |(_, of)| ready(if of.month() == 3 { Err(BUSY) } else { Ok(BTreeSet::new()) }));
    let Recounted { run, uncounted, .. } = recounted.await.expect("the database is there");
    assert_eq!(run, Run { settled: 11, skipped: 1 });
    assert_eq!(uncounted.iter().map(|(_, month)| month.month()).collect::<Vec<_>>(), [3]);
}

#[tokio::test]
async fn a_database_that_is_busy_for_every_month_is_asked_a_few_times_only() {
    let asked = Mutex::new(0);
    let recounted = each(due(12), |_| {
        *asked.lock().expect("it is free") += 1;
        ready(Err(BUSY))
    });
    let Recounted { run, uncounted, .. } = recounted.await.expect("the rest is stored");
    assert_eq!((*asked.lock().expect("it is free"), uncounted.len()), (BUSY_IN_A_ROW, 12));
    assert_eq!(run, Run { settled: 0, skipped: 12 });
}

#[tokio::test]
async fn a_database_that_is_away_ends_the_count() {
    let recounted = each(due(12), |_| ready(Err(DbErr::Conn(RuntimeErr::Internal("away".to_owned())))));
    assert!(recounted.await.is_err());
}
