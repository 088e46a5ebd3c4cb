//! The conditions of the lists that people work through: each finds the rows that it names, and only where the reader
//! may read what it asks about.

use chrono::Duration;
use entity::{
    case, centre,
    codes::{DataClass, OrganisationType, Purpose, ReferralState, Role, ServiceType},
    consular_request, legal_override, organisation, referral, transfer, worker,
};
use serde_json::json;
use uuid::Uuid;
use waystation::{
    access::viewer::{OwnCentres, Viewer},
    global_id,
    graphql::engine::Engine,
};

use crate::support::{World, on_both, rows, someone};

/// An owning organisation with two centres and two case workers, and two partners.
struct Office {
    officer: Viewer,
    manager: Viewer,
    colleague: Viewer,
    partner: Viewer,
    centres: [String; 2],
    clerks: [String; 2],
    organisations: [String; 3],
    services: [String; 2],
    post: String,
    /// Here with the first clerk, there with the second clerk, here with nobody.
    cases: [case::Model; 3],
    /// One of each case: waiting for the first partner, waiting for the second one, completed by the first one.
    referrals: [referral::Model; 3],
    /// Of the first two cases.
    transfers: [transfer::Model; 2],
    requests: [consular_request::Model; 2],
    overrides: [legal_override::Model; 2],
}

async fn office(world: &World) -> Office {
    let (house, worker) = someone(world, OrganisationType::Iom).await;
    let (here, there) = (world.add(rows::centre(&house)).await, world.add(rows::centre(&house)).await);
    let clerks = [world.add(rows::worker(&house)).await, world.add(rows::worker(&house)).await];
    let (partner, focal_point) = someone(world, OrganisationType::NationalNgo).await;
    let (other, _) = someone(world, OrganisationType::NationalNgo).await;
    let elsewhere = world.add(rows::centre(&other)).await;
    let services = [
        world.add(rows::service(&partner, ServiceType::Shelter)).await,
        world.add(rows::service(&other, ServiceType::Shelter)).await,
    ];
    let (now, day) = (world.now, Duration::days(1));
    let case = |at: &centre::Model, of: &organisation::Model, clerk: Option<&worker::Model>, review: Option<i32>| {
        let person = rows::person(of);
        let case = case::Model {
            assigned_worker_id: clerk.map(|it| it.id),
            next_review_on: review.map(|days| (now + day * days).date_naive()),
            ..rows::case(&person, at)
        };
        (person, case)
    };
    let mut cases = Vec::new();
    for (person, case) in [
        case(&here, &house, Some(&clerks[0]), Some(3)),
        case(&there, &house, Some(&clerks[1]), None),
        case(&here, &house, None, Some(20)),
    ] {
        world.add(person).await;
        cases.push(world.add(case).await);
    }
    let cases: [case::Model; 3] = cases.try_into().expect("three cases");
    let embassy = world.add(rows::organisation(OrganisationType::GovOriginConsular)).await;
    let post = world.add(rows::post(&embassy, "GIN")).await;
    let (mut referrals, mut transfers, mut requests, mut overrides) = (vec![], vec![], vec![], vec![]);
    for (number, (case, service)) in [(0, &services[0]), (1, &services[1]), (2, &services[0])].into_iter().enumerate() {
        let mut referral = rows::referral(&cases[case], service);
        referral.inference_class = DataClass::Operational;
        if number == 2 {
            referral.state = ReferralState::Completed;
        } else {
            referral.next_due_at = Some(now + day * i32::try_from(1 + number * 4).expect("it is small"));
        }
        let referral = world.add(referral).await;
        if number < 2 {
            transfers.push(world.add(rows::transfer(&cases[case], &elsewhere, &worker)).await);
            let mut asked = rows::legal_override(&referral, &worker);
            asked.valid_until = now + day * i32::try_from(1 + number * 4).expect("it is small");
            overrides.push(world.add(asked).await);
            let consent = world.add(rows::consent(&cases[case], Purpose::ConsularDocument)).await;
            let mut request = rows::consular_request(&cases[case], &post, &consent, worker.id);
            request.interview_at = (number == 0).then(|| now + day * 2);
            requests.push(world.add(request).await);
        }
        referrals.push(referral);
    }
    let officer = world.viewer(Role::ProtectionOfficer, &worker, &house);
    let named = |role, centre: &centre::Model| Viewer {
        centres: OwnCentres::Named(vec![centre.id]),
        ..world.viewer(role, &worker, &house)
    };
    let id = |record: &str, id: Uuid| global_id::encode(record, id);
    Office {
        officer,
        manager: named(Role::CentreManager, &here),
        colleague: named(Role::CaseWorker, &there),
        partner: world.viewer(Role::NgoFocalPoint, &focal_point, &partner),
        centres: [id("Centre", here.id), id("Centre", there.id)],
        clerks: [id("Worker", clerks[0].id), id("Worker", clerks[1].id)],
        organisations: [&house, &partner, &other].map(|it| id("Organisation", it.id)),
        services: [id("Service", services[0].id), id("Service", services[1].id)],
        post: id("ConsularPost", post.id),
        cases,
        referrals: referrals.try_into().expect("three referrals"),
        transfers: transfers.try_into().expect("two transfers"),
        requests: requests.try_into().expect("two requests"),
        overrides: overrides.try_into().expect("two overrides"),
    }
}

/// Asks with each condition, and compares the ids that are found, and their count, with those of these rows.
async fn finds(
    world: &World,
    engine: &Engine,
    viewer: &Viewer,
    list: &str,
    record: &str,
    asked: Vec<(String, Vec<Uuid>)>,
) {
    for (filter, expected) in asked {
        let document = format!("{{ list: {list}filter: {{ {filter} }}, first: 50) {{ totalCount nodes {{ id }} }} }}");
        let response = world.ask(engine, viewer, &document, json!({})).await;
        let list = &response["data"]["list"];
        let nodes = list["nodes"].as_array().unwrap_or_else(|| panic!("{document}: {response:#}"));
        let mut found: Vec<_> = nodes.iter().map(|node| node["id"].as_str().expect("an id").to_owned()).collect();
        let mut expected: Vec<_> = expected.into_iter().map(|id| global_id::encode(record, id)).collect();
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{document}");
        assert_eq!(list["totalCount"], expected.len(), "{document}");
    }
}

fn day(world: &World, days: i64) -> String {
    (world.now + Duration::days(days)).date_naive().to_string()
}

#[tokio::test]
async fn cases_are_found_by_reference_worker_and_review() {
    on_both(|world| async move {
        let office = office(&world).await;
        let engine = world.engine().await;
        let [one, two, three] = [0, 1, 2].map(|number| office.cases[number].id);
        let reference = |number: usize| format!("reference: \"{}\"", office.cases[number].reference);
        let assigned = |number: usize| format!("assignedWorkerId: \"{}\"", office.clerks[number]);
        let due = format!("nextReviewBefore: \"{}\"", day(&world, 10));
        let far = format!("nextReviewBefore: \"{}\"", day(&world, 50));
        let (none, some) = ("unassigned: true".to_owned(), "unassigned: false".to_owned());
        let all = vec![
            (reference(0), vec![one]),
            ("reference: \"NER-XXX-2023-000000\"".to_owned(), vec![]),
            (assigned(0), vec![one]),
            (assigned(1), vec![two]),
            (none.clone(), vec![three]),
            (some.clone(), vec![one, two]),
            (due.clone(), vec![one]),
            (far.clone(), vec![one, three]),
        ];
        finds(&world, &engine, &office.officer, "cases(", "Case", all).await;
        // A manager reads whose the cases of the own centre are.
        let manager = vec![
            (reference(1), vec![two]),
            (assigned(0), vec![one]),
            (assigned(1), vec![]),
            (none.clone(), vec![three]),
            (some.clone(), vec![one]),
            (due.clone(), vec![one]),
        ];
        finds(&world, &engine, &office.manager, "cases(", "Case", manager).await;
        // A case worker of another centre knows only that a case exists.
        let colleague =
            vec![(reference(0), vec![one]), (assigned(0), vec![]), (none, vec![]), (some, vec![]), (due, vec![])];
        finds(&world, &engine, &office.colleague, "cases(", "Case", colleague).await;
    })
    .await;
}

#[tokio::test]
async fn referrals_are_found_by_both_sides_as_far_as_each_may_read() {
    on_both(|world| async move {
        let office = office(&world).await;
        let engine = world.engine().await;
        let [one, two, three] = [0, 1, 2].map(|number| office.referrals[number].id);
        let reference = |number: usize| format!("reference: \"{}\"", office.referrals[number].reference);
        let due = format!("dueBefore: \"{}T00:00:00Z\"", day(&world, 3));
        let of = |field: &str, id: &String| format!("{field}: [\"{id}\"]");
        let [house, partner, other] = &office.organisations;
        let outgoing = vec![
            (reference(1), vec![two]),
            (due.clone(), vec![one]),
            (of("fromOrganisationId", house), vec![one, two, three]),
            (of("fromOrganisationId", partner), vec![]),
            (of("toOrganisationId", partner), vec![one, three]),
            (of("toOrganisationId", other), vec![two]),
            (of("serviceId", &office.services[1]), vec![two]),
            (of("centreId", &office.centres[0]), vec![one, three]),
            (of("assignedWorkerId", &office.clerks[1]), vec![two]),
        ];
        finds(&world, &engine, &office.officer, "referrals(box: OUTGOING, ", "Referral", outgoing).await;
        let manager = vec![
            (of("centreId", &office.centres[0]), vec![one, three]),
            (of("assignedWorkerId", &office.clerks[0]), vec![one]),
        ];
        finds(&world, &engine, &office.manager, "referrals(box: OUTGOING, ", "Referral", manager).await;
        // The third one is over: the partner reads its reference and dates.
        let incoming = vec![
            (reference(2), vec![three]),
            (reference(1), vec![]),
            (due, vec![one]),
            (of("fromOrganisationId", house), vec![one, three]),
            (of("toOrganisationId", partner), vec![one, three]),
            (of("serviceId", &office.services[0]), vec![one]),
            (of("centreId", &office.centres[0]), vec![one]),
            (of("assignedWorkerId", &office.clerks[0]), vec![]),
        ];
        finds(&world, &engine, &office.partner, "referrals(box: INCOMING, ", "Referral", incoming).await;
    })
    .await;
}

#[tokio::test]
async fn transfers_requests_and_overrides_are_found_by_their_case_and_their_own_columns() {
    on_both(|world| async move {
        let office = office(&world).await;
        let engine = world.engine().await;
        let of = |field: &str, id: &String| format!("{field}: [\"{id}\"]");
        let of_case = |one: Uuid, two: Uuid| {
            vec![
                (of("centreId", &office.centres[0]), vec![one]),
                (of("centreId", &office.centres[1]), vec![two]),
                (of("assignedWorkerId", &office.clerks[0]), vec![one]),
                (of("assignedWorkerId", &office.clerks[1]), vec![two]),
            ]
        };
        let of_own_centre = |one: Uuid| {
            vec![
                (of("centreId", &office.centres[0]), vec![one]),
                (of("assignedWorkerId", &office.clerks[0]), vec![one]),
                (of("assignedWorkerId", &office.clerks[1]), vec![]),
            ]
        };
        let [one, two] = [0, 1].map(|number| office.transfers[number].id);
        let mut asked = of_case(one, two);
        asked.extend([
            (format!("reference: \"{}\"", office.transfers[1].reference), vec![two]),
            (of("fromOrganisationId", &office.organisations[0]), vec![one, two]),
            (of("toOrganisationId", &office.organisations[2]), vec![one, two]),
            (of("toOrganisationId", &office.organisations[1]), vec![]),
        ]);
        finds(&world, &engine, &office.officer, "transfers(", "Transfer", asked).await;
        finds(&world, &engine, &office.manager, "transfers(", "Transfer", of_own_centre(one)).await;
        let [one, two] = [0, 1].map(|number| office.overrides[number].id);
        let mut asked = of_case(one, two);
        asked.extend([
            (format!("expiresBefore: \"{}T00:00:00Z\"", day(&world, 3)), vec![one]),
            (format!("expiresBefore: \"{}T00:00:00Z\"", day(&world, 30)), vec![one, two]),
        ]);
        finds(&world, &engine, &office.officer, "legalOverrides(", "LegalOverride", asked).await;
        let [one, two] = [0, 1].map(|number| office.requests[number].id);
        let mut asked = of_case(one, two);
        let packet = office.requests[1].packet_reference.as_deref().expect("it was submitted");
        asked.extend([
            (format!("reference: \"{}\"", office.requests[0].reference), vec![one]),
            (format!("packetReference: \"{packet}\""), vec![two]),
            (of("postId", &office.post), vec![one, two]),
            (format!("interview: {{ from: \"{}T00:00:00Z\" }}", day(&world, 1)), vec![one]),
        ]);
        finds(&world, &engine, &office.officer, "consularRequests(", "ConsularRequest", asked).await;
    })
    .await;
}
