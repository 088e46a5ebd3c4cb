//! One worker uses its share of the readers, and no more.

use std::time::Duration;

use tokio::time::timeout;
use uuid::Uuid;

use super::super::{Options, fresh::Fresh};

const A_LITTLE: Duration = Duration::from_millis(200);

#[tokio::test]
async fn a_worker_who_has_its_readers_waits_and_others_read() {
    for fresh in Fresh::all().await {
        let options = Options { readers: 4, worker_readers: 1, organisation_readers: 2, ..Options::default() };
        let database = fresh.open(&options).await;
        let (house, other) = (Uuid::now_v7(), Uuid::now_v7());
        let [aminata, moussa, salif] = [0; 3].map(|_| database.shared_by(Uuid::now_v7(), house));
        let ibrahim = database.shared_by(Uuid::now_v7(), other);
        let first = aminata.at_one_moment().await.expect("it begins");
        assert!(timeout(A_LITTLE, aminata.at_one_moment()).await.is_err(), "a second reader of the same worker");
        let second = moussa.at_one_moment().await.expect("a colleague reads");
        assert!(timeout(A_LITTLE, salif.at_one_moment()).await.is_err(), "a third reader of the same organisation");
        let third = ibrahim.at_one_moment().await.expect("another organisation reads");
        drop(first);
        let again = aminata.at_one_moment().await.expect("the share is free again");
        drop((second, third, again));
        database.close().await.expect("it closes");
        fresh.drop().await;
    }
}
