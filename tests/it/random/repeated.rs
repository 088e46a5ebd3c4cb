//! Lists that everybody asks again and again. If the server takes an answer to be the same without reading it, a full read
//! gives the same answer.

use std::sync::Arc;

use async_graphql::{Request, Variables};
use chrono::TimeDelta;
use rand::RngExt as _;
use serde_json::{Value, json};
use uuid::Uuid;
use waystation::{
    access::viewer::Viewer,
    graphql::{
        basis::{Basis, KeptBasis},
        engine::RequestContext,
        record::table::{Holds, Record, Table},
        records::{Case, ConsularRequest, Referral, Transfer},
    },
    store::access::row_access::Access,
};

use super::history::History;
use crate::{support::World, twins::difference};

/// What became of the repeated requests.
#[derive(Debug, Default)]
pub struct Repeats {
    /// Answers that were taken to be the same.
    pub same: usize,
    /// Answers that were read again and differed.
    pub differed: usize,
    /// Answers that were read again and were the same.
    pub in_vain: usize,
}

/// A list that a persona asks again, with the answer that it has.
pub struct Repeated {
    key: &'static str,
    viewer: Arc<Viewer>,
    query: String,
    answer: Value,
    basis: Basis,
}

/// Every list that each persona may ask for.
pub async fn begin(history: &History) -> Vec<Repeated> {
    let lists = [
        list("cases(first: 5)", Case::table(), 2),
        list("referrals(box: INCOMING, first: 20)", Referral::table(), 1),
        list("referrals(box: OUTGOING, first: 20)", Referral::table(), 1),
        list("transfers", Transfer::table(), 1),
        list("consularRequests", ConsularRequest::table(), 1),
    ];
    let mut repeated = Vec::new();
    for actor in history.actors.iter().filter(|actor| !actor.viewer.is_of_origin()) {
        for query in &lists {
            let viewer = Arc::new(actor.viewer.clone());
            let (answer, basis) = ask(history, &viewer, query).await;
            // A persona without a role for such records gets an error, and an error has no basis.
            if let Some(basis) = basis {
                repeated.push(Repeated { key: actor.key, viewer, query: query.clone(), answer, basis });
            }
        }
    }
    repeated
}

/// Some of the lists are asked again. Gives the answers that were wrongly taken to be the same.
pub async fn again(
    history: &mut History,
    repeated: &mut [Repeated],
    repeats: &mut Repeats,
    how_many: f64,
) -> Vec<String> {
    let mut faults = Vec::new();
    for one in repeated {
        if !history.rng.random_bool(how_many) {
            continue;
        }
        let same = history.engine.still_holds(Arc::clone(&one.viewer), history.world.now, &one.basis).await;
        let (answer, basis) = ask(history, &one.viewer, &one.query).await;
        match (same, answer == one.answer) {
            (true, true) => repeats.same += 1,
            (true, false) => {
                let kept = difference(&one.answer, &answer, one.key);
                faults.push(format!("{kept} in {}", &one.query[..20]));
            }
            (false, true) => repeats.in_vain += 1,
            (false, false) => repeats.differed += 1,
        }
        // The answer that is taken to be the same keeps its basis, so that time adds up.
        if !same {
            (one.answer, one.basis) = (answer, basis.expect("the answer had a basis before"));
        }
    }
    faults
}

async fn ask(history: &History, viewer: &Arc<Viewer>, query: &str) -> (Value, Option<Basis>) {
    let World { now, .. } = history.world;
    // Longer than the server takes it, so that every time at which a value changes by itself has to be noted.
    let kept = KeptBasis::for_at_most(TimeDelta::days(3));
    let request = Request::new(query).variables(Variables::from_json(json!({}))).data(kept.clone());
    let asked = RequestContext { now, request_id: Uuid::now_v7() };
    let response = history.engine.execute(Arc::clone(viewer), asked, request).await;
    let answer = serde_json::to_value(&response).expect("a response is JSON");
    (answer, kept.get().cloned())
}

fn list(root: &str, table: &'static Table, deep: usize) -> String {
    format!("{{ {root} {{ totalCount nodes {{{} }} }} }}", fields(table, deep))
}

/// The fields of a record whose changes are followed, and those of the records below it.
fn fields(table: &'static Table, deep: usize) -> String {
    let mut text = String::new();
    for field in &table.fields {
        let (to, connection) = match &field.holds {
            Holds::Occupancies { .. } => continue,
            // A reading is no change that anybody follows.
            _ if field.name.starts_with("readers") => continue,
            // The name changes when its worker signs in.
            _ if ["colleagueName", "assignedColleagueName"].contains(&field.name) => continue,
            Holds::One { to, .. } | Holds::Known { to, .. } | Holds::Parts { to, .. } => (to(), false),
            Holds::Many { to, connection, .. } => (to(), *connection),
            _ => {
                text.push_str(&format!(" {}", field.name));
                continue;
            }
        };
        let directory = matches!(to.name, "Organisation" | "Centre");
        let elsewhere = matches!(to.access, Access::Public | Access::Service | Access::Packet | Access::Override);
        let followed = !elsewhere && !["Standing", "Worker"].contains(&to.name);
        let below = match deep {
            _ if directory => " id".to_owned(),
            _ if !followed => continue,
            0 => continue,
            _ => fields(to, deep - 1),
        };
        let below = if below.is_empty() { " __typename".to_owned() } else { below };
        if connection {
            text.push_str(&format!(" {}(first: 5) {{ totalCount nodes {{{below} }} }}", field.name));
        } else {
            text.push_str(&format!(" {} {{{below} }}", field.name));
        }
    }
    text
}
