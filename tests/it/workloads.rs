//! The documents of the benchmark, read from `bench/workloads`. Each passes admission under the default limits, and the
//! reader of its workload gets an answer without an error and without a withheld field. A refused request and a page of
//! nulls are fast, and measure nothing.

use std::{collections::BTreeMap, fs, path::Path};

use async_graphql::Variables;
use entity::codes::Role;
use serde_json::{Value, json};
use waystation::{
    global_id,
    graphql::admission::{Gates, Limits},
};

use crate::support::{
    World, consular, on_both, order, overriding,
    standing::{Place, Standing, home_of, place},
    stays, words,
};

/// The readers of each workload, with their standing to the file that they read.
const READERS: &[(&str, Role, Standing)] = &[
    ("accept", Role::NgoFocalPoint, Standing::ReferralPending),
    ("dashboard", Role::DataProtectionOfficer, Standing::OwnCentre),
    ("file", Role::CaseWorker, Standing::Assigned),
    ("inbox", Role::NgoFocalPoint, Standing::ReferralActive),
    ("inbox-new", Role::NgoFocalPoint, Standing::ReferralActive),
    ("packets", Role::GovernmentLiaison, Standing::None),
    ("statistics", Role::Analyst, Standing::None),
    ("statistics", Role::CentreManager, Standing::OwnCentre),
];

#[tokio::test]
async fn every_workload_is_admitted_and_answered_in_full() {
    on_both(|world| async move {
        let mut wrong = Vec::new();
        let gates = Gates::new(&Limits::default()).expect("the schemas can be read");
        for (workload, document) in documents() {
            for (role, standing) in readers(&workload) {
                let place = whole_file(&world, standing, role).await;
                let variables = variables(&place);
                let admitted = gates.admit(&place.viewer, &document, None, &Variables::from_json(variables.clone()));
                assert!(admitted.is_ok(), "{workload}: {:?}", admitted.err());
                let engine = world.engine().await;
                let answer = world.ask(&engine, &place.viewer, &document, variables).await;
                let told = [&answer["errors"], &answer["extensions"]["withheld"]];
                let mut lists = BTreeMap::new();
                rows(&answer["data"], "", &mut lists);
                // Numbers have no class.
                lists.retain(|_, rows| *rows == 0 && workload != "statistics");
                if told.iter().any(|it| !it.is_null()) || !lists.is_empty() {
                    wrong.push(format!("{workload} as {role:?}: {told:?}, without rows: {lists:?}"));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    })
    .await;
}

/// The readers of a workload, which has at least one.
fn readers(workload: &str) -> Vec<(Role, Standing)> {
    let of = READERS.iter().filter(|(name, ..)| *name == workload);
    let readers: Vec<_> = of.map(|(_, role, standing)| (*role, *standing)).collect();
    assert!(!readers.is_empty(), "READERS does not name the reader of bench/workloads/{workload}");
    readers
}

/// The name and the document of each workload.
fn documents() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("bench/workloads");
    let workloads = fs::read_dir(folder).expect("the workloads are there").map(|entry| entry.expect("a folder"));
    let mut documents: Vec<_> = workloads
        .map(|it| {
            let document = fs::read_to_string(it.path().join("waystation.graphql")).expect("every workload has one");
            (it.file_name().into_string().expect("a name is text"), document)
        })
        .collect();
    documents.sort_unstable();
    documents
}

/// A whole case file, and a reader with this role and this standing to it.
async fn whole_file(world: &World, standing: Standing, role: Role) -> Place {
    let place = place(world, standing, home_of(role), &[role]).await;
    consular::add(world, &place.cast, &place.file).await;
    order::add(world, &place.cast, &place.file).await;
    overriding::add(world, &place.cast, &place.file).await;
    stays::add(world, &place.cast, &place.file).await;
    words::add(world, &place.cast, &place.file).await;
    consular::packet(world, &place.file, place.viewer.organisation_id).await;
    place
}

/// The variables of all workloads. A document takes those that it declares.
fn variables(place: &Place) -> Value {
    json!({
        "case": global_id::encode("Case", place.file.case.id),
        "referral": global_id::encode("Referral", place.file.referral.id),
        "version": place.file.referral.version,
        "key": "benchmark",
        "from": "2022-11-01",
        "until": "2023-11-01",
    })
}

/// The number of rows of each list of an answer. A list without a row shows nothing of what its fields withhold.
fn rows(answer: &Value, place: &str, lists: &mut BTreeMap<String, usize>) {
    match answer {
        Value::Array(items) => {
            *lists.entry(place.to_owned()).or_default() += items.len();
            for row in items {
                rows(row, place, lists);
            }
        }
        Value::Object(fields) => {
            for (name, value) in fields {
                rows(value, &format!("{place}.{name}"), lists);
            }
        }
        _ => {}
    }
}
