//! Statements that nobody waits for, and statements without end.

use std::time::Duration;

use sea_orm::{ConnectionTrait, DbErr, Statement};
use tokio::time::timeout;

use super::super::{Database, Options, fresh::Fresh, stoppable};
use crate::error::Error;

const AT_ONCE: Duration = Duration::from_secs(4);
const A_LITTLE: Duration = Duration::from_millis(300);

/// Runs forever on either database.
fn endless(database: &Database) -> Statement {
    let postgres = "SELECT pg_sleep(600)";
    let sqlite =
        "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers) SELECT max(n) FROM numbers";
    Statement::from_string(database.backend(), if database.is_postgres() { postgres } else { sqlite })
}

async fn one(database: &Database) -> Result<(), DbErr> {
    database.reader.execute_unprepared("SELECT 1").await.map(drop)
}

fn the_process(database: &Database) -> Statement {
    Statement::from_string(database.backend(), "SELECT pg_backend_pid()")
}

/// The server process of the reader.
async fn process(database: &Database) -> i32 {
    let row = database.reader.query_one_raw(the_process(database)).await.expect("it answers").expect("one row");
    row.try_get_by_index(0).expect("a number")
}

fn one_reader(statement_timeout: Duration) -> Options {
    Options { readers: 1, statement_timeout, acquire_timeout: AT_ONCE, ..Options::default() }
}

#[tokio::test]
async fn a_request_that_is_dropped_stops_its_statement_and_gives_its_reader_back() {
    for fresh in Fresh::all().await {
        let database = fresh.open(&one_reader(Duration::from_mins(10))).await;
        let dropped = stoppable(database.reader.query_one_raw(endless(&database)));
        assert!(timeout(A_LITTLE, dropped).await.is_err(), "it does not end by itself");
        one(&database).await.expect("the reader is free again");

        let moment = stoppable(async {
            let moment = database.at_one_moment().await.expect("it begins");
            moment.moment().expect("one moment").query_all_raw(endless(&database)).await
        });
        assert!(timeout(A_LITTLE, moment).await.is_err(), "it does not end by itself");
        one(&database).await.expect("the reader is free again");

        let change = stoppable(async {
            let change = database.begin_write().await.expect("it begins");
            change.query_one_raw(endless(&database)).await
        });
        assert!(timeout(A_LITTLE, change).await.is_err(), "it does not end by itself");
        let change = database.begin_write().await.expect("the writer is free again");
        change.rollback().await.expect("it has its own transaction");
        database.close().await.expect("it closes");
        fresh.drop().await;
    }
}

#[tokio::test]
async fn a_reader_is_replaced_only_if_its_statement_was_dropped() {
    for fresh in Fresh::all().await {
        let database = fresh.open(&one_reader(Duration::from_mins(10))).await;
        if database.is_postgres() {
            let mut before = process(&database).await;
            for ends_well in [true, false, true] {
                let moment = database.at_one_moment().await.expect("it begins");
                let sent = moment.moment().expect("one moment");
                if ends_well {
                    sent.query_all_raw(the_process(&database)).await.expect("it answers");
                } else {
                    assert!(timeout(A_LITTLE, sent.query_all_raw(endless(&database))).await.is_err(), "it goes on");
                }
                drop(moment);
                let after = timeout(AT_ONCE, process(&database)).await.expect("the reader is free again");
                assert_eq!(after == before, ends_well, "ends well: {ends_well}");
                before = after;
            }
        }
        database.close().await.expect("it closes");
        fresh.drop().await;
    }
}

#[tokio::test]
async fn a_statement_ends_after_its_time() {
    for fresh in Fresh::all().await {
        let database = fresh.open(&one_reader(Duration::from_millis(200))).await;
        let ended =
            timeout(AT_ONCE, database.reader.query_one_raw(endless(&database))).await.expect("it ends by itself");
        assert!(matches!(ended.map_err(Error::from), Err(Error::Busy)));
        one(&database).await.expect("the reader is free again");
        database.close().await.expect("it closes");
        fresh.drop().await;
    }
}

#[tokio::test]
async fn an_interrupted_write_leaves_a_writer_that_works() {
    for fresh in Fresh::all().await {
        let database = fresh.open(&one_reader(Duration::from_mins(10))).await;
        database.writer.execute_unprepared("CREATE TABLE numbers (n BIGINT)").await.expect("it is made");
        let endless = if database.is_postgres() {
            "INSERT INTO numbers SELECT n FROM generate_series(1, 1000000000000) AS n"
        } else {
            "WITH RECURSIVE all_of(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM all_of)
             INSERT INTO numbers SELECT n FROM all_of"
        };
        let change = stoppable(async {
            let change = database.begin_write().await.expect("it begins");
            change.execute_unprepared(endless).await
        });
        assert!(timeout(A_LITTLE, change).await.is_err(), "it does not end by itself");
        for _ in 0..3 {
            let change = database.begin_write().await.expect("the writer begins anew");
            change.execute_unprepared("INSERT INTO numbers VALUES (1)").await.expect("it writes");
            change.commit().await.expect("it commits");
        }
        let count = Statement::from_string(database.backend(), "SELECT count(*) FROM numbers");
        let count = database.reader.query_one_raw(count).await.expect("read").expect("one row");
        assert_eq!(count.try_get_by_index::<i64>(0).expect("a number"), 3, "nothing of the interrupted write is left");
        database.close().await.expect("it closes");
        fresh.drop().await;
    }
}
