//! Changes take turns, and no waiting change stops the read log, revocations or sign-ins.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use chrono::TimeDelta;
use entity::{
    codes::{OrganisationType, Role},
    worker,
};
use sea_orm::{ActiveModelTrait, ConnectionTrait, IntoActiveModel, Statement, prelude::DateTimeUtc};
use tokio::time::timeout;
use uuid::Uuid;

use super::super::{
    Database, Options, Writing,
    fresh::{Fresh, organisation},
};
use crate::{
    access::viewer::Viewer,
    error::Error,
    store::{
        identity::revocations::Revocations,
        read_log::{ReadLog, ReadLogEntry, signing::Signer},
    },
};

/// Longer than anything that does not wait forever.
const NEVER: Duration = Duration::from_secs(30);

async fn waits(at: usize) {
    // In a test all tasks share one thread, so each of them has reached its first wait after some turns.
    for _ in 0..at {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn changes_of_one_worker_and_of_one_organisation_wait_for_each_other() {
    for fresh in Fresh::all().await {
        let options = Options { writers: 4, worker_writers: 1, organisation_writers: 2, ..Options::default() };
        let database = fresh.open(&options).await;
        if !database.is_postgres() {
            database.close().await.expect("it closes");
            fresh.drop().await;
            continue;
        }
        let (house, other) = (Uuid::now_v7(), Uuid::now_v7());
        let [aminata, moussa, salif] = [0; 3].map(|_| database.shared_by(Uuid::now_v7(), house));
        let first = aminata.begin_write().await.expect("it begins");
        let again = tokio::spawn(async move { aminata.begin_write().await });
        let second = moussa.begin_write().await.expect("a colleague writes");
        let third = tokio::spawn(async move { salif.begin_write().await });
        let elsewhere = database.shared_by(Uuid::now_v7(), other);
        let fourth = elsewhere.begin_write().await.expect("another organisation writes");
        assert!(!again.is_finished(), "a second change of the same worker");
        assert!(!third.is_finished(), "a third change of the same organisation");
        first.rollback().await.expect("it ends");
        let third = third.await.expect("no panic").expect("the organisation's share is free again");
        second.rollback().await.expect("it ends");
        let again = again.await.expect("no panic").expect("the worker's share is free again");
        for change in [again, third, fourth] {
            change.rollback().await.expect("it ends");
        }
        database.close().await.expect("it closes");
        fresh.drop().await;
    }
}

#[tokio::test]
async fn a_worker_with_many_changes_lets_others_write_in_between() {
    for fresh in Fresh::all().await {
        let database = fresh.open(&Options { writers: 1, ..Options::default() }).await;
        let turns = Arc::new(Mutex::new(Vec::new()));
        let queue = |name: &'static str, of: Database| {
            let turns = Arc::clone(&turns);
            tokio::spawn(async move {
                let change = of.begin_write().await.expect("its turn comes");
                turns.lock().unwrap().push(name);
                change.rollback().await.expect("it ends");
            })
        };
        let running = database.begin_write().await.expect("the writer is free");
        let aminata = database.shared_by(Uuid::now_v7(), Uuid::now_v7());
        let mut queued: Vec<_> = (0..5).map(|_| queue("aminata", aminata.clone())).collect();
        waits(10).await;
        queued.push(queue("ibrahim", database.shared_by(Uuid::now_v7(), Uuid::now_v7())));
        waits(10).await;
        running.rollback().await.expect("it ends");
        for change in queued {
            change.await.expect("no change panics");
        }
        assert_eq!(turns.lock().unwrap()[..2], ["aminata", "ibrahim"]);
        database.close().await.expect("it closes");
        fresh.drop().await;
    }
}

#[tokio::test]
async fn changes_that_wait_for_a_lock_stop_no_reading() {
    for fresh in Fresh::all().await {
        let database = fresh.open(&Options { writers: 2, ..Options::default() }).await;
        database.migrate().await.expect("the migrations run");
        let house = Uuid::now_v7();
        organisation(&database, house, OrganisationType::NationalNgo).await;
        let aminata = worker::Model {
            id: Uuid::now_v7(),
            organisation_id: house,
            issuer: "https://sso.example.org/".to_owned(),
            subject: "aminata".to_owned(),
            display_name: None,
            sort_key: None,
            created_at: DateTimeUtc::UNIX_EPOCH,
            last_seen_at: DateTimeUtc::UNIX_EPOCH,
            deactivated_at: None,
            roles: None,
            all_ordinary_centres: false,
        };
        aminata.clone().into_active_model().insert(&database.writer).await.expect("the worker is new");
        let roles = vec![Role::CaseWorker];
        let viewer = Viewer { worker_id: aminata.id, organisation_id: house, roles, ..Viewer::nobody() };
        let log = ReadLog::start(database.clone(), &[7; 32], Signer::none(), DateTimeUtc::UNIX_EPOCH).await;
        let (revocations, now) = (Revocations::default(), DateTimeUtc::UNIX_EPOCH + TimeDelta::days(20_000));
        // SQLite has one writer: everything waits for the change that runs, and for no other one.
        let held: Vec<Writing> = if database.is_postgres() {
            vec![database.begin_write().await.expect("it begins"), database.begin_write().await.expect("it begins")]
        } else {
            Vec::new()
        };
        let queued = database.clone();
        let queued = tokio::spawn(async move { queued.begin_write().await });
        waits(10).await;
        let reading = ReadLogEntry {
            at: now,
            request_id: Uuid::now_v7(),
            policy_version: "1".to_owned(),
            operation: None,
            cases: Vec::new(),
            at_counter: None,
            searches: Vec::new(),
            refusals: [("NOT_FOUND", 1)].into(),
        };
        let read = async {
            if database.is_postgres() {
                log.record(&viewer, reading).await.expect("the read log is written");
                revocations.refresh(&database, now).await.expect("revocations are read");
                assert!(!queued.is_finished(), "the changes still wait");
            }
        };
        timeout(NEVER, read).await.expect("reading waits for no change");
        drop(held);
        let queued = queued.await.expect("no panic").expect("its turn comes");
        queued.rollback().await.expect("it ends");
        database.close().await.expect("it closes");
        fresh.drop().await;
    }
}

#[tokio::test]
async fn a_change_does_not_wait_long_for_a_lock_on_postgresql() {
    for fresh in Fresh::all().await {
        let lock_timeout = Duration::from_millis(100);
        let options = Options { lock_timeout, statement_timeout: Duration::from_mins(10), ..Options::default() };
        let database = fresh.open(&options).await;
        database.migrate().await.expect("the migrations run");
        if database.is_postgres() {
            let house = Uuid::now_v7();
            organisation(&database, house, OrganisationType::NationalNgo).await;
            let locked = format!("SELECT id FROM organisations WHERE id = '{house}' FOR UPDATE");
            let locked = Statement::from_string(database.backend(), locked);
            let first = database.begin_write().await.expect("it begins");
            first.query_one_raw(locked.clone()).await.expect("it is locked");
            let second = database.begin_write().await.expect("it begins");
            let refused = timeout(NEVER, second.query_one_raw(locked.clone())).await.expect("it ends by itself");
            assert!(matches!(refused.map_err(Error::from), Err(Error::Busy)));
            drop(second);
            let patient = database.begin_write().await.expect("it begins");
            patient.wait_for_locks().await.expect("it is set");
            let setting = |name| Statement::from_string(database.backend(), format!("SHOW {name}"));
            let row = patient.query_one_raw(setting("lock_timeout")).await.expect("read").expect("one row");
            assert_eq!(row.try_get_by_index::<String>(0).expect("a text"), "0");
            for pool in [&database.writer, &database.urgent, &database.reader] {
                let row = pool.query_one_raw(setting("idle_in_transaction_session_timeout")).await;
                let row = row.expect("read").expect("one row");
                assert_eq!(row.try_get_by_index::<String>(0).expect("a text"), "1min");
            }
            drop((first, patient));
        }
        database.close().await.expect("it closes");
        fresh.drop().await;
    }
}
