//! Random histories of the demo caseload: personas take random mutations, time passes, jobs run, and everybody follows
//! changes at random moments, or asks its lists again. A follower who applies the changes holds what a full read gives. At the end the standings are
//! those that the rows give, as after every test.

mod history;
mod inputs;
mod pool;
mod repeated;

use std::env;

use rand::RngExt as _;
use waystation::graphql::{
    record::table::{Holds, Record as _},
    records::Case,
};

use self::{history::History, repeated::Repeats};
use crate::{
    support::{
        World,
        following::{Follower, Following},
        on_both,
    },
    twins::difference,
};

/// How many people the caseload has.
const PEOPLE: u64 = 300;
/// How many mutations are tried on each database, unless `WAYSTATION_TEST_MUTATIONS` says how many.
const MUTATIONS: usize = 300;
const SEED: u64 = 20_231_114;

/// The fields of a case whose value also depends on the day.
const BY_TIME: [&str; 2] = ["fitToTravel", "fitnessToTravel"];

/// What the followers were told.
#[derive(Debug, Default)]
struct Followed {
    follows: usize,
    pages: usize,
    changed: usize,
    left: usize,
    /// Positions that had expired, because the changes were not kept as long as the follower was away.
    anew: usize,
}

/// The values of a case, without what only the time changes, and the states of its referrals.
fn fields() -> String {
    let leaves = Case::table()
        .fields
        .iter()
        .filter(|it| matches!(it.holds, Holds::Leaf { .. } | Holds::Actions { .. } | Holds::Id));
    let leaves: Vec<_> = leaves.map(|field| field.name).filter(|name| !BY_TIME.contains(name)).collect();
    format!(
        "{} assignedWorker {{ id }} person {{ id }} referrals(first: 100) {{ nodes {{ id state }} }}",
        leaves.join(" ")
    )
}

/// The follower asks for changes, and then for everything. Gives the differences.
async fn follows(history: &mut History, fields: &str, follower: &mut Follower, followed: &mut Followed) -> Vec<String> {
    let following = Following { world: &history.world, engine: &history.engine, fields };
    match following.follow(follower, history.rng.random_range(1..=20)).await {
        Ok(told) => {
            followed.follows += 1;
            followed.pages += told.pages;
            followed.changed += told.changed;
            followed.left += told.left;
        }
        Err(code) => {
            assert_eq!(code, "POSITION_EXPIRED");
            followed.anew += 1;
            *follower = following.begin(&follower.viewer).await;
        }
    }
    let differing = following.differing(follower).await;
    differing.into_iter().map(|(id, held, is)| difference(&held, &is, &id)).collect()
}

#[tokio::test]
async fn a_copy_that_follows_equals_a_full_read_whatever_happens() {
    let mutations = env::var("WAYSTATION_TEST_MUTATIONS").map_or(MUTATIONS, |it| it.parse().expect("a number"));
    on_both(|world| plays(world, mutations)).await;
}

async fn plays(world: World, mutations: usize) {
    let mut history = Box::pin(History::new(world, PEOPLE, SEED)).await;
    let fields = fields();
    let mut followers = Vec::new();
    // A consulate has a schema of its own, without cases.
    for actor in history.actors.iter().filter(|actor| !actor.viewer.is_of_origin()) {
        let following = Following { world: &history.world, engine: &history.engine, fields: &fields };
        followers.push((actor.key, following.begin(&actor.viewer).await));
    }
    let mut repeated = repeated::begin(&history).await;
    let (mut followed, mut repeats, mut faults) = (Followed::default(), Repeats::default(), Vec::new());
    for step in 1..=mutations {
        history.step().await;
        let last = step == mutations;
        for (key, follower) in &mut followers {
            if last || history.rng.random_bool(0.02) {
                let differences = follows(&mut history, &fields, follower, &mut followed).await;
                faults.extend(differences.into_iter().map(|it| format!("{key} after {step} steps: {it}")));
            }
        }
        let asked = if last { 1.0 } else { 0.04 };
        let wrong = repeated::again(&mut history, &mut repeated, &mut repeats, asked).await;
        faults.extend(wrong.into_iter().map(|it| format!("after {step} steps: {it}")));
        assert!(faults.len() < 20, "many faults:\n{}", faults.join("\n"));
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    let tally = &history.tally;
    let done: usize = tally.done.values().sum();
    let refused: usize = tally.refused.values().sum();
    eprintln!(
        "{} steps, {done} done, {refused} refused, {} kinds; {followed:?} {repeats:?}",
        tally.steps,
        tally.done.len()
    );
    eprintln!("done: {:?}\nrefused: {:?}", tally.done, tally.refused);
    assert!(done * 5 >= mutations && tally.done.len() >= 20, "{done} done, of them {:?}", tally.done);
    assert!(repeats.same > 50 && repeats.differed > 50, "{repeats:?}");
    assert!(followed.changed > 100 && followed.left > 0, "{followed:?}");
}
