//! Several statements that read at one moment.

use entity::outbox;
use sea_orm::{
    ActiveModelTrait,
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
