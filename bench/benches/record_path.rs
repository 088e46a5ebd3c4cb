//! Measures the cost of a record's field, from the row to the answer, and the cost of the access decision for a row.
//! The page is always the same; only the number of fields grows. The difference between two results, divided by the
//! additional fields, is the cost of one field: reading the column, checking the class, writing the value.

#![expect(missing_docs, reason = "criterion's macros generate functions without docs")]

use std::{hint::black_box, sync::Arc};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use demo::{Caseload, cast};
use entity::codes::{AccessMode, OrganisationType, Oversight};
use tokio::runtime::Runtime;
use uuid::Uuid;
use waystation::{
    access::{
        class::ClassSet,
        clearance::Grants,
        policy::Policy,
        relation::{CaseFacts, to_case},
        viewer::{OwnCentres, Settings, Viewer},
    },
    graphql::engine::{Engine, RequestContext},
    http::server::clock,
    store::{
        database::{Database, Options},
        identity::viewers as subjects,
        read_log::signing::Signer,
    },
};

/// Number of rows on the page.
const ROWS: u64 = 100;

/// Fields that every case has and the protection officer may read.
const FIELDS: [&str; 20] = [
    "reference",
    "openedAt",
    "statusGroup",
    "version",
    "status",
    "priority",
    "nextReviewOn",
    "closedAt",
    "closureGroup",
    "closureReason",
    "accessMode",
    "lastActivityAt",
    "handlingInstruction",
    "riskLevel",
    "hasLegalRestrictions",
    "legalRestrictions",
    "consularContactAllowed",
    "immigrationStatus",
    "allergies",
    "medicalEmergency",
];

fn fields(criterion: &mut Criterion) {
    let runtime = Runtime::new().expect("threads start");
    let folder = std::env::temp_dir().join(format!("waystation-bench-{}", Uuid::new_v4()));
    std::fs::create_dir(&folder).expect("the temporary folder can be written");
    let (engine, viewer) = runtime.block_on(open(&folder));
    let mut group = criterion.benchmark_group("a page of 100 cases");
    for count in [1, 10, 20] {
        let document = format!("{{ cases(first: {ROWS}) {{ nodes {{ {} }} }} }}", FIELDS[..count].join(" "));
        group.throughput(Throughput::Elements(ROWS * count as u64));
        group.bench_function(format!("{count} fields"), |bench| {
            bench.iter(|| runtime.block_on(ask(&engine, &viewer, &document)));
        });
    }
    group.finish();
    std::fs::remove_dir_all(&folder).expect("the temporary folder is ours");
}

async fn open(folder: &std::path::Path) -> (Engine, Arc<Viewer>) {
    let url = format!("sqlite://{}?mode=rwc", folder.join("bench.sqlite").display());
    let database = Database::connect(&url, &Options::default()).await.expect("the file can be made");
    database.migrate().await.expect("the tables are made");
    let caseload = Caseload { people: 1_000, ..Caseload::at(clock()) };
    demo::fill(&database, &caseload, &mut |_, _| {}).await.expect("the caseload is written");
    let persona = cast::persona("protection_officer").expect("there is one");
    let token = persona.token(clock());
    let viewer = subjects::viewer(&database, &token, clock()).await.expect("it answers").expect("it is known");
    let engine = Engine::new(database, Policy::shipped(), &[7; 32], Signer::none(), clock()).await.expect("it opens");
    (engine, Arc::new(viewer))
}

async fn ask(engine: &Engine, viewer: &Arc<Viewer>, document: &str) {
    let asked = RequestContext { now: clock(), request_id: Uuid::now_v7() };
    let response = engine.execute(Arc::clone(viewer), asked, async_graphql::Request::new(document)).await;
    assert!(response.errors.is_empty(), "{:?}", response.errors);
    black_box(serde_json::to_vec(&response).expect("a response is JSON"));
}

fn clearance(criterion: &mut Criterion) {
    let persona = cast::persona("case_worker").expect("there is one");
    let viewer = Viewer {
        worker_id: persona.worker_id,
        organisation_id: persona.organisation_id,
        organisation_type: OrganisationType::Iom,
        country: Some("NER".to_owned()),
        oversight: Oversight::Country,
        roles: persona.roles.to_vec(),
        centres: OwnCentres::ALL_ORDINARY,
        purpose: None,
        settings: Settings::default(),
    };
    let grants = Grants::new(&Policy::shipped(), &viewer);
    let facts = CaseFacts {
        case_id: Uuid::new_v4(),
        organisation_id: persona.organisation_id,
        centre_id: Uuid::new_v4(),
        country: "NER".to_owned(),
        in_protected_centre: false,
        access_mode: AccessMode::Standard,
        assigned_worker_id: Some(persona.worker_id),
        medical_worker_id: None,
        answer_pending: false,
        shared: ClassSet::NONE,
        consular_consent: false,
    };
    criterion.bench_function("the clearance of a row", |bench| {
        bench.iter(|| grants.clearance(black_box(&facts), to_case(black_box(&viewer), &facts)));
    });
}

criterion_group!(benches, clearance, fields);
criterion_main!(benches);
