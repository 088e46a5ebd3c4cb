//! The number of statements of a document depends only on its selection, never on rows or load. They are
//! written down here.

use std::sync::Arc;

use entity::codes::{DataClass, OrganisationType, Purpose, ReferralState, Role, ServiceType};
use sea_orm::Statement;
use serde_json::{Value, json};
use waystation::{
    access::{class::ClassSet, viewer::Viewer},
    global_id,
    graphql::engine::Engine,
};

use crate::support::{World, on_both, rows, someone};

/// A document, its reader, and the number of statements that it takes, including the row of the read log.
struct RequestContext {
    name: &'static str,
    document: &'static str,
    reader: Reader,
    statements: usize,
}

#[derive(Clone, Copy)]
enum Reader {
    House,
    Partner,
}

const ASKED: [RequestContext; 17] = [
    RequestContext {
        name: "the inbox: the page, the names, the count, the log",
        document: include_str!("../../examples/ngo_inbox.graphql"),
        reader: Reader::Partner,
        statements: 4,
    },
    RequestContext {
        name: "the case file: the case, eleven relations and the recipients' and events' beneath, the log",
        document: include_str!("../../examples/case_file.graphql"),
        reader: Reader::House,
        statements: 13,
    },
    RequestContext {
        name: "cases with their person and centre: the page, the log",
        document: "query ($first: Int) { cases(first: $first) { nodes { reference centre { name } person { sex } } } }",
        reader: Reader::House,
        statements: 2,
    },
    RequestContext {
        name: "cases counted: the page, the count, the log",
        document: "query ($first: Int) { cases(first: $first) { totalCount nodes { reference } } }",
        reader: Reader::House,
        statements: 3,
    },
    RequestContext {
        name: "a count alone: the page, which is not selected, and the count",
        document: "{ cases { totalCount } }",
        reader: Reader::House,
        statements: 2,
    },
    RequestContext {
        name: "cases with actions, referrals with case with person with names: the page, the referrals, the names, the log",
        document: "query ($first: Int) { cases(first: $first) { nodes { availableActions
            referrals(first: 3) { nodes { state availableActions case { person { sex names { family } } } } }
        } } }",
        reader: Reader::House,
        statements: 4,
    },
    RequestContext {
        name: "the same with the referrals counted: one more",
        document: "query ($first: Int) { cases(first: $first) { nodes {
            referrals(first: 3) { totalCount nodes { state case { person { sex names { family } } } } }
        } } }",
        reader: Reader::House,
        statements: 5,
    },
    RequestContext {
        name: "one relation under three aliases with other arguments: one for each",
        document: "query ($first: Int) { cases(first: $first) { nodes {
            reference
            one: referrals(first: 1) { nodes { state } }
            two: referrals(first: 2) { nodes { state } }
            three: referrals(first: 3) { nodes { state } }
        } } }",
        reader: Reader::House,
        statements: 5,
    },
    RequestContext {
        name: "a joined record under two aliases: no more",
        document: "query ($first: Int) { cases(first: $first) { nodes {
            reference one: person { sex } two: person { initials }
        } } }",
        reader: Reader::House,
        statements: 2,
    },
    RequestContext {
        name: "two lists: each its own",
        document: "query ($first: Int) {
            in: referrals(box: INCOMING, first: $first) { nodes { reference } }
            cases(first: $first) { nodes { reference } }
        }",
        reader: Reader::Partner,
        statements: 3,
    },
    RequestContext {
        name: "transfers with their case and its names: the page, the names, the log",
        document: "query ($first: Int) { transfers(first: $first) { nodes { state case { person { names { family } } } } } }",
        reader: Reader::House,
        statements: 3,
    },
    RequestContext {
        name: "a node with its events: the referral, the events, the log",
        document: "query ($referral: ID!) { node(id: $referral) { id ... on Referral { state events { toState } } } }",
        reader: Reader::Partner,
        statements: 3,
    },
    RequestContext {
        name: "an explanation: the referral, the log",
        document: "query ($referral: ID!) { explainAccess(id: $referral, field: \"reasonText\") { code sentenceFr } }",
        reader: Reader::Partner,
        statements: 2,
    },
    RequestContext {
        name: "a preview: the case twice, consents, recipients, determinations, person, vulnerabilities, assessments, the log",
        document: "query ($case: ID!, $partner: ID!) { previewShare(caseId: $case, organisationId: $partner,
            classes: [IDENTITY, PROTECTION]) { roles { role classes } } }",
        reader: Reader::House,
        statements: 9,
    },
    RequestContext {
        name: "your centres with their occupancy and cases: the places, the stays, the cases, the log",
        document: "query ($first: Int) { viewer { centres { occupancy { free } cases(first: $first) {
            totalCount nodes { reference } } } } }",
        reader: Reader::House,
        statements: 4,
    },
    RequestContext {
        name: "the directory: 0",
        document: "{ viewer { organisation { name } } organisations { nodes { name } } centres { nodes { name } } }",
        reader: Reader::Partner,
        statements: 0,
    },
    RequestContext {
        name: "code lists: 0",
        document: "{ codeLists(language: \"ar\") { language lists { name codes { code label } } } }",
        reader: Reader::House,
        statements: 0,
    },
];

/// This number of cases, each with everything that the documents ask for.
struct Caseload {
    house: Viewer,
    partner: Viewer,
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
        let person = world.add(rows::person(&house)).await;
        world.add(rows::name(&person, "Aïssata", "Diallo")).await;
        let mut case = rows::case(&person, &here);
        case.assigned_worker_id = Some(officer.id);
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
        partner: world.viewer(Role::NgoFocalPoint, &focal_point, &partner),
        cases,
        referrals,
    }
}

async fn ask(world: &World, engine: &Engine, caseload: &Caseload, asked: &RequestContext, first: usize) {
    let viewer = match asked.reader {
        Reader::House => &caseload.house,
        Reader::Partner => &caseload.partner,
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
