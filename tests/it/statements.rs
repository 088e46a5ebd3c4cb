//! The number of statements of a document depends only on its selection, never on rows or load. They are
//! written down here.

mod asked;

use std::sync::Arc;

use entity::{
    codes::{DataClass, OrganisationType, Purpose, ReferralState, Role, ServiceType},
    worker_centre,
};
use sea_orm::Statement;
use serde_json::{Value, json};
use waystation::{
    access::{class::ClassSet, viewer::Viewer},
    global_id,
    graphql::engine::Engine,
};

use self::asked::{ASKED, Reader, RequestContext};
use crate::support::{World, on_both, rows, someone};

/// This number of cases, each with everything that the documents ask for.
struct Caseload {
    house: Viewer,
    partner: Viewer,
    officer: Viewer,
    cases: Vec<String>,
    referrals: Vec<String>,
}

async fn caseload(world: &World, rows: usize) -> Caseload {
    let (house, officer) = someone(world, OrganisationType::Iom).await;
    let (partner, focal_point) = someone(world, OrganisationType::NationalNgo).await;
    let (other, _) = someone(world, OrganisationType::Iom).await;
    let (here, there) = (world.add(rows::centre(&house)).await, world.add(rows::centre(&other)).await);
    for _ in 0..3 {
        world.add(rows::centre(&house)).await;
    }
    let service = world.add(rows::service(&partner, ServiceType::Shelter)).await;
    let (mut cases, mut referrals) = (Vec::new(), Vec::new());
    for _ in 0..rows {
        let colleague = world.add(rows::worker(&house)).await;
        world.add(worker_centre::Model { worker_id: colleague.id, centre_id: here.id }).await;
        let person = world.add(rows::person(&house)).await;
        world.add(rows::name(&person, "Aïssata", "Diallo")).await;
        let mut case = rows::case(&person, &here);
        case.assigned_worker_id = Some(officer.id);
        case.next_review_on = Some(world.now.date_naive());
        let case = world.add(case).await;
        let consent = world.add(rows::consent(&case, Purpose::ReferralService)).await;
        world.add(rows::recipient(&consent, &partner)).await;
        for _ in 0..3 {
            let mut referral = rows::referral(&case, &service);
            referral.state = ReferralState::InProgress;
            referral.inference_class = DataClass::Operational;
            referral.consent_id = Some(consent.id);
            let referral = world.add(referral).await;
            let mut share = rows::share(&case, &partner);
            share.referral_id = Some(referral.id);
            share.classes = ClassSet::ALL.to_bits();
            world.add(share).await;
            referrals.push(global_id::encode("Referral", referral.id));
        }
        world.add(rows::transfer(&case, &there, &officer)).await;
        cases.push(global_id::encode("Case", case.id));
    }
    Caseload {
        house: world.viewer(Role::ProtectionOfficer, &officer, &house),
        officer: world.viewer(Role::DataProtectionOfficer, &officer, &house),
        partner: world.viewer(Role::NgoFocalPoint, &focal_point, &partner),
        cases,
        referrals,
    }
}

async fn ask(world: &World, engine: &Engine, caseload: &Caseload, asked: &RequestContext, first: usize) {
    let viewer = match asked.reader {
        Reader::House => &caseload.house,
        Reader::Partner => &caseload.partner,
        Reader::Officer => &caseload.officer,
    };
    let partner = global_id::encode("Organisation", caseload.partner.organisation_id);
    let variables = json!({
        "first": first, "case": caseload.cases[0], "referral": caseload.referrals[0], "partner": partner,
    });
    let response = world.ask(engine, viewer, asked.document, variables).await;
    assert_eq!(response["errors"], Value::Null, "{}", asked.name);
}

fn of_the_log(statements: &[Statement]) -> usize {
    statements.iter().filter(|it| it.sql.starts_with("INSERT INTO \"read_log\"")).count()
}

#[tokio::test]
async fn a_document_takes_as_many_statements_for_a_hundred_rows_as_for_one() {
    on_both(|world| async move {
        let caseload = caseload(&world, 100).await;
        let engine = world.engine().await;
        let mut wrong = Vec::new();
        for asked in &ASKED {
            for first in [1, 10, 100] {
                let ((), statements) = world.listening(ask(&world, &engine, &caseload, asked, first)).await;
                if statements.len() != asked.statements {
                    wrong.push(format!(
                        "{}: {} for {first} rows, not {}",
                        asked.name,
                        statements.len(),
                        asked.statements
                    ));
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    })
    .await;
}

#[tokio::test]
async fn sixteen_requests_at_once_take_sixteen_times_the_statements_of_one() {
    on_both(|world| async move {
        let caseload = Arc::new(caseload(&world, 20).await);
        let engine = world.engine().await;
        for asked in &ASKED {
            let ((), one) = world.listening(ask(&world, &engine, &caseload, asked, 10)).await;
            let sixteen = (0..16).map(|_| ask(&world, &engine, &caseload, asked, 10));
            let ((), sixteen) = world.listening(futures(sixteen)).await;
            let (logged, logs) = (of_the_log(&one), of_the_log(&sixteen));
            assert_eq!(sixteen.len() - logs, 16 * (one.len() - logged), "{}", asked.name);
            // Requests that end together share one INSERT into the read log.
            assert!(logs <= 16 * logged && logs >= logged, "{}: {logs}", asked.name);
        }
    })
    .await;
}

/// Runs all futures at once.
pub async fn futures(all: impl Iterator<Item = impl Future<Output = ()>>) {
    let mut all: Vec<_> = all.map(Box::pin).collect();
    std::future::poll_fn(|context| {
        all.retain_mut(|it| it.as_mut().poll(context).is_pending());
        if all.is_empty() { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
}

#[tokio::test]
async fn a_mutation_takes_as_many_statements_in_a_large_caseload_as_in_a_small_one() {
    on_both(|world| async move {
        let document = "mutation ($case: ID!, $key: String!) {
            addCaseNote(idempotencyKey: $key, input: { caseId: $case, text: \"A note.\" }) {
                userErrors { code } case { reference caseNotes { text } }
            }
        }";
        let engine = world.engine().await;
        let mut counts = Vec::new();
        for size in [1, 30] {
            let caseload = caseload(&world, size).await;
            let variables = |key: &str| json!({ "case": caseload.cases[0], "key": key });
            // The second note is repeated under its key, so that its stored outcome is replayed.
            for key in ["first", "second", "second"] {
                let asking = world.ask(&engine, &caseload.house, document, variables(key));
                let (response, statements) = world.listening(asking).await;
                assert_eq!(response["errors"], Value::Null, "{response:#}");
                assert_eq!(response["data"]["addCaseNote"]["userErrors"], json!([]));
                counts.push(statements.len());
            }
        }
        // Access is checked before the lock and again behind it. One statement looks for consular requests that follow
        // the case, one notes signs of protection needs. Three settle
        // the change: they read the standings of the case, compute them anew, and write for those who follow.
        assert_eq!(counts, [19, 19, 4, 19, 19, 4]);
    })
    .await;
}
