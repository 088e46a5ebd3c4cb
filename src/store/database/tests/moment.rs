//! Several statements that read at one moment.

use entity::outbox;
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, Statement,
    prelude::DateTimeUtc,
    sea_query::{Asterisk, Query},
};

use super::event;
use crate::store::database::{Options, fresh::Fresh};

#[tokio::test]
async fn what_is_read_at_one_moment_fits_together() {
    for fresh in Fresh::all().await {
        let database = fresh.open(&Options::default()).await;
        database.migrate().await.expect("the migrations run");
        let events = Query::select().column(Asterisk).from(outbox::Entity).take();
        let moment = database.at_one_moment().await.expect("a connection is free");
        assert_eq!(moment.read(&events).await.expect("it is read").len(), 0);
        event(DateTimeUtc::UNIX_EPOCH).insert(&database.writer).await.expect("another writes");
        assert_eq!(moment.read(&events).await.expect("it is read again").len(), 0, "as it was before");
        assert_eq!(database.read(&events).await.expect("others read on").len(), 1);
        drop(moment);
        database.close().await.expect("the connection is free again");
        fresh.drop().await;
    }
}

#[tokio::test]
async fn a_moment_does_not_depend_on_the_settings_of_its_connection() {
    for fresh in Fresh::all().await {
        let database = fresh.open(&Options { readers: 1, ..Options::default() }).await;
        database.migrate().await.expect("the migrations run");
        if database.is_postgres() {
            // As a pool before the server might leave them.
            for changed in ["default_transaction_isolation = 'read committed'", "default_transaction_read_only = off"] {
                database.reader.execute_unprepared(&format!("SET {changed}")).await.expect("it is a setting");
            }
        }
        let events = Query::select().column(Asterisk).from(outbox::Entity).take();
        let moment = database.at_one_moment().await.expect("a connection is free");
        assert_eq!(moment.read(&events).await.expect("it is read").len(), 0);
        event(DateTimeUtc::UNIX_EPOCH).insert(&database.writer).await.expect("another writes");
        assert_eq!(moment.read(&events).await.expect("it is read again").len(), 0, "as it was before");
        let delete = Statement::from_string(database.backend(), "DELETE FROM outbox RETURNING id");
        let refused = moment.moment().expect("one moment").query_all_raw(delete).await;
        let refused = refused.map(drop).expect_err("a moment writes nothing").to_string();
        assert!(refused.contains("read-only") || refused.contains("readonly"), "{refused}");
        drop(moment);
        database.close().await.expect("it closes");
        fresh.drop().await;
    }
}

#[tokio::test]
async fn a_moment_begins_with_one_round_trip() {
    for fresh in Fresh::all().await {
        let database = fresh.open(&Options::default()).await;
        if database.is_postgres() {
            let moment = database.at_one_moment().await.expect("a connection is free");
            let last = "SELECT query FROM pg_stat_activity
                        WHERE datname = current_database() AND state = 'idle in transaction'";
            let last = Statement::from_string(database.backend(), last);
            let last = database.writer.query_all_raw(last).await.expect("it answers");
            let last = last.iter().map(|row| row.try_get_by_index(0)).collect::<Result<Vec<String>, _>>();
            assert_eq!(last.expect("texts"), ["BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"]);
            drop(moment);
        }
        database.close().await.expect("it closes");
        fresh.drop().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_moment_that_nobody_waits_for_any_more_leaves_no_old_state_behind() {
    for fresh in Fresh::all().await {
        let database = fresh.open(&Options { readers: 1, ..Options::default() }).await;
        database.migrate().await.expect("the migrations run");
        let events = Query::select().column(Asterisk).from(outbox::Entity).take();
        // Aborted at different times: before there is a connection, before BEGIN is sent, before it is answered.
        // Without a task of its own some of these would leave a connection that reads an old state forever.
        for patience in 0..200 {
            let before = database.read(&events).await.expect("the connection is free again").len();
            let asked = database.clone();
            let moment = tokio::spawn(async move { asked.at_one_moment().await.map(drop) });
            for _ in 0..50 * patience {
                std::hint::spin_loop();
            }
            moment.abort();
            let _ = moment.await;
            database.read(&events).await.expect("the connection is free again");
            event(DateTimeUtc::UNIX_EPOCH).insert(&database.writer).await.expect("another writes");
            assert_eq!(database.read(&events).await.expect("it is read").len(), before + 1, "given up at {patience}");
        }
        database.close().await.expect("it closes");
        fresh.drop().await;
    }
}
