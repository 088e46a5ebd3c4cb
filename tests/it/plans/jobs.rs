//! What the clock does beside the requests: each job looks for what is due, here at a moment at which nothing is, so that the
//! statements are those of every run.

use std::collections::BTreeSet;

use chrono::Duration;
use waystation::{
    actions,
    store::{
        background::{
            expiry, overdue,
            retention::{self, Retention},
        },
        read_log::signing::Signer,
        statistics::told,
    },
};

use super::{explain, look};
use crate::support::World;

/// What is wrong with the statements of the jobs.
pub async fn complaints(world: &World, growing: &BTreeSet<String>) -> BTreeSet<String> {
    let database = &world.database;
    let now = world.now - Duration::days(4_000);
    let working = async {
        expiry::expire_due(database, now).await.expect("referrals are looked through");
        actions::consents::end_due(database, now).await.expect("consents are looked through");
        actions::consular::end_due(database, now).await.expect("the desk is looked through");
        retention::forget(database, &Retention::default(), &Signer::none(), now).await.expect("old rows are deleted");
        overdue::measure(database, now).await.expect("overdue clocks are counted");
        told::forget(database, now).await.expect("what was told is looked through");
    };
    let ((), statements) = world.listening(Box::pin(working)).await;
    let mut complaints = BTreeSet::new();
    for statement in statements.iter().filter(|it| it.sql.starts_with("SELECT") || it.sql.starts_with("DELETE")) {
        let plan = explain(world, statement).await;
        look(&plan, (false, growing), &mut 0.0, &mut complaints);
    }
    complaints.into_iter().map(|complaint| format!("a job: {complaint}")).collect()
}
