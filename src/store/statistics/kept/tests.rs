//! The order in which questions are counted.

use futures_util::FutureExt as _;

use super::*;
use crate::{
    access::{policy::Policy, policy_file::SHIPPED, viewer::Viewer},
    store::{
        access::scope::Scope,
        database::{Database, Options, fresh::Fresh},
    },
};

/// The store of a new worker of an organisation.
fn worker(of: Uuid, database: &Database) -> Store {
    let viewer = Arc::new(Viewer { worker_id: Uuid::now_v7(), organisation_id: of, ..Viewer::nobody() });
    let policy = Arc::new(Policy::parse("policy.toml", SHIPPED).expect("it is the policy of this program"));
    let database = database.shared_by(viewer.worker_id, of);
    let scope = Scope::new(&policy, viewer, DateTimeUtc::UNIX_EPOCH);
    Store::new(database, Arc::default(), scope)
}

/// The turn of this worker, if it comes without waiting.
fn at_once<'a>(answers: &'a Answers, store: &Store) -> Option<Turn<'a>> {
    answers.turn(store).now_or_never()
}

#[tokio::test]
async fn the_questions_of_one_worker_or_organisation_leave_a_turn_to_others() {
    for fresh in Fresh::all().await {
        let database = fresh.open(&Options::default()).await;
        let answers = Arc::new(Answers::default());
        let (house, other) = (Uuid::now_v7(), Uuid::now_v7());
        let [aminata, salif] = [0; 2].map(|_| worker(house, &database));
        let ibrahim = worker(other, &database);
        let first = at_once(&answers, &aminata).expect("nobody counts");
        assert!(at_once(&answers, &aminata).is_none(), "another question of the same worker");
        assert!(at_once(&answers, &salif).is_none(), "a question of the same organisation");
        let second = at_once(&answers, &ibrahim).expect("a turn is left for another organisation");
        assert!(!first.waited && !second.waited);
        assert!(at_once(&answers, &worker(Uuid::now_v7(), &database)).is_none(), "both turns are taken");
        drop(first);
        assert!(at_once(&answers, &salif).is_some());
        drop(second);
        database.close().await.expect("it closes");
        fresh.drop().await;
    }
}

#[tokio::test]
async fn a_question_that_waits_for_a_reader_of_its_worker_keeps_no_turn() {
    for fresh in Fresh::all().await {
        let options = Options { readers: 4, worker_readers: 1, ..Options::default() };
        let database = fresh.open(&options).await;
        let answers = Arc::new(Answers::default());
        let [aminata, ibrahim, moussa] = [0; 3].map(|_| worker(Uuid::now_v7(), &database));
        let reads = aminata.database.at_one_moment().await.expect("it begins");
        let mut waiting = Box::pin(answers.turn(&aminata));
        assert!(waiting.as_mut().now_or_never().is_none(), "the only reader of the share is in use");
        let turns = [&ibrahim, &moussa].map(|store| at_once(&answers, store).expect("both turns are free"));
        drop(turns);
        drop(reads);
        let turn = waiting.await;
        let again = turn.store.database.with_a_reader().now_or_never();
        assert!(again.is_some(), "the question keeps its reader and waits for no other");
        drop((turn, again));
        database.close().await.expect("it closes");
        fresh.drop().await;
    }
}
