//! The inbox of a partner: what it shows before acceptance, and that more rows take no more statements.

use std::sync::Arc;

use entity::{
    case,
    codes::{OrganisationType, Purpose, ReferralState, Role, ServiceType},
    read_log, share,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use uuid::Uuid;
use waystation::{
    access::{class::ClassSet, viewer::Viewer},
    global_id,
    graphql::{engine::RequestContext, request::WithheldAsErrors},
};

use crate::support::{World, on_both, rows, someone};

const INBOX: &str = include_str!("../../examples/ngo_inbox.graphql");

/// An owning organisation with people, and a partner with this number of their referrals in its inbox.
async fn partner_with(world: &World, referrals: usize) -> Viewer {
    let (house, _) = someone(world, OrganisationType::Iom).await;
    let (partner, focal_point) = someone(world, OrganisationType::NationalNgo).await;
    let centre = world.add(rows::centre(&house)).await;
    let service = world.add(rows::service(&partner, ServiceType::HealthPrimary)).await;
    for number in 0..referrals {
        let person = world.add(rows::person(&house)).await;
        let case = world.add(rows::case(&person, &centre)).await;
        world.add(rows::name(&person, "Aïssata", "Diallo")).await;
        let mut referral = rows::referral(&case, &service);
        referral.state = if number % 2 == 0 { ReferralState::Sent } else { ReferralState::InProgress };
        let referral = world.add(referral).await;
        if number % 2 == 1 {
            let consent = world.add(rows::consent(&case, Purpose::ReferralService)).await;
            let mut share = rows::share(&case, &partner);
            share.referral_id = Some(referral.id);
            share.consent_id = Some(consent.id);
            share.classes = ClassSet::ALL.to_bits();
            world.add(share).await;
        }
    }
    world.viewer(Role::NgoFocalPoint, &focal_point, &partner)
}

fn nodes(response: &Value) -> &Vec<Value> {
    assert_eq!(response["errors"], Value::Null, "{response:#}");
    response["data"]["referrals"]["nodes"].as_array().expect("a page of referrals")
}

#[tokio::test]
async fn an_inbox_of_fifty_takes_as_many_statements_as_one_of_ten() {
    on_both(|world| async move {
        let viewer = partner_with(&world, 60).await;
        let engine = world.engine().await;
        let mut counts = Vec::new();
        for first in [10, 50] {
            let (response, statements) =
                world.counting(world.ask(&engine, &viewer, INBOX, json!({ "first": first }))).await;
            assert_eq!(nodes(&response).len(), first);
            assert_eq!(response["data"]["referrals"]["totalCount"], 60);
            counts.push(statements);
        }
        // One statement each for the page, the names, the count and the row of the read log.
        assert_eq!(counts, [4, 4]);
    })
    .await;
}

#[tokio::test]
async fn a_withheld_field_as_an_error_has_the_path_of_its_first_row() {
    on_both(|world| async move {
        let viewer = partner_with(&world, 4).await;
        let engine = world.engine().await;
        let document = "{ page: referrals(box: INCOMING) { nodes { state case { who: person { ...Who } } } } }
            fragment Who on Person { names { family } }";
        let request = async_graphql::Request::new(document).data(WithheldAsErrors);
        let asked = RequestContext { now: world.now, request_id: Uuid::now_v7() };
        let response = engine.execute(Arc::new(viewer), asked, request).await;
        let response = serde_json::to_value(response).expect("a response is JSON");
        assert_eq!(response["extensions"]["withheld"], Value::Null);
        let error = &response["errors"][0];
        let note = &error["extensions"];
        assert_eq!((&note["code"], &note["class"]), (&json!("WITHHELD"), &json!("IDENTITY")));
        assert_eq!((&note["field"], &note["count"]), (&json!("Person.names"), &json!(2)));
        assert_eq!(error["locations"], json!([{ "line": 2, "column": 38 }]));
        let rows = response["data"]["page"]["nodes"].as_array().expect("a page");
        let first = rows.iter().position(|row| row["case"]["who"]["names"].is_null()).expect("a name is withheld");
        assert_eq!(error["path"], json!(["page", "nodes", first, "case", "who", "names"]));
    })
    .await;
}

#[tokio::test]
async fn a_key_that_stands_twice_above_a_record_has_one_whole_answer() {
    on_both(|world| async move {
        let viewer = partner_with(&world, 2).await;
        let engine = world.engine().await;
        let document = "{ viewer { organisation { name } } ...more referrals(box: INCOMING) { nodes { version } } }
            fragment more on Query { viewer { organisation { type } } referrals(box: INCOMING) { nodes { state } } }";
        let response = world.ask(&engine, &viewer, document, json!({})).await;
        // The records below the three occurrences are read once, not once for each occurrence.
        let names = "referrals(box: INCOMING) { nodes { case { person { names { family } } } } }";
        let light = "referrals(box: INCOMING) { nodes { version } }";
        let count = async |document: String| world.counting(world.ask(&engine, &viewer, &document, json!({}))).await;
        let (_, once) = count(format!("{{ {names} }}")).await;
        let (twice, more) = count(format!("{{ {light} {names} {light} }}")).await;
        assert_eq!(more, once + 2, "one more page for each, and no names");
        assert!(nodes(&twice).iter().any(|node| node["case"]["person"]["names"][0]["family"] == "Diallo"), "{twice:#}");
        assert_eq!(response["errors"], Value::Null, "{response:#}");
        let organisation = &response["data"]["viewer"]["organisation"];
        assert_eq!((&organisation["type"], organisation["name"].is_string()), (&json!("NATIONAL_NGO"), true));
        for node in nodes(&response) {
            assert!(node["version"].is_i64() && node["state"].is_string(), "{node:#}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_pending_referral_shows_a_stub_and_an_active_one_what_was_consented_to() {
    on_both(|world| async move {
        let viewer = partner_with(&world, 2).await;
        let engine = world.engine().await;
        let response = world.ask(&engine, &viewer, INBOX, json!({ "first": 10 })).await;
        for node in nodes(&response) {
            let names = &node["case"]["person"]["names"];
            if node["state"] == "SENT" {
                assert_eq!(*names, Value::Null);
            } else {
                assert_eq!(names[0]["family"], "Diallo");
            }
        }
        assert_eq!(
            response["extensions"]["withheld"],
            json!([{ "field": "Person.names", "class": "IDENTITY", "count": 1 }])
        );
        // The read log has the same: for each of the two cases the classes that were shown.
        let log = read_log::Entity::find().one(&world.database.reader).await.expect("the log is read");
        let log = log.expect("the request is in the log");
        assert_eq!((log.worker_id, log.organisation_id), (viewer.worker_id, viewer.organisation_id));
        let entries = log.entries.as_array().expect("a list of cases by classes");
        let mut shown = Vec::new();
        for entry in entries {
            let classes: Vec<_> =
                entry["classes"].as_array().expect("classes").iter().filter_map(Value::as_str).collect();
            shown.extend(
                entry["cases"].as_array().expect("cases").iter().map(|case| (case, classes.contains(&"IDENTITY"))),
            );
        }
        let cases = case::Entity::find().all(&world.database.reader).await.expect("cases are read");
        assert_eq!(shown.len(), cases.len(), "{entries:?}");
        for case in &cases {
            let active = share::Entity::find().filter(share::Column::CaseId.eq(case.id)).one(&world.database.reader);
            let active = active.await.expect("shares are read").is_some();
            assert!(shown.contains(&(&json!(case.id), active)), "{entries:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_search_for_a_person_and_a_refusal_are_in_the_read_log() {
    on_both(|world| async move {
        let (house, worker) = someone(&world, OrganisationType::Iom).await;
        let manager = world.viewer(Role::CentreManager, &worker, &house);
        let engine = world.engine().await;
        // These searches find nobody and show nothing, but a search for a person is logged too.
        let searches = [
            "{ cases(filter: { name: \"Aissatou\" }) { totalCount } }",
            "{ cases(filter: { name: \" AISSATOU\" }) { edges { cursor } } }",
            "{ cases(filter: { name: \"Mariama\" }) { nodes { __typename } } }",
            "{ cases(filter: { nationality: \"GIN\" }) { pageInfo { hasNextPage } } }",
            "{ cases(filter: { phone: \"+227 90 12 34 56\" }) { totalCount } }",
            "{ cases(filter: { phone: \"0022790123456\" }) { totalCount } }",
            "{ cases(filter: { identifierNumber: \"GN 01-23\" }) { totalCount } }",
            "{ cases(filter: { personReference: \"P-01-23\" }) { totalCount } }",
        ];
        for search in searches {
            world.ask(&engine, &manager, search, json!({})).await;
        }
        let unknown = "query ($id: ID!) { one: case(id: $id) { id } two: case(id: $id) { id } cases { totalCount } }";
        world.ask(&engine, &manager, unknown, json!({ "id": global_id::encode("Case", Uuid::now_v7()) })).await;
        let log = read_log::Entity::find().order_by_asc(read_log::Column::Id).all(&world.database.reader).await;
        let entries: Vec<_> = log.expect("the log is read").into_iter().map(|row| row.entries).collect();
        let by = |number: usize| (entries[number][0]["search"].clone(), entries[number][0]["by"].clone());
        assert_eq!(entries.len(), 9, "{entries:?}");
        for (number, criterion) in [(0, "name"), (3, "nationality"), (4, "phone"), (6, "identifierNumber")] {
            assert_eq!(by(number), (json!("cases"), json!(criterion)));
        }
        assert_eq!(by(7), (json!("cases"), json!("personReference")));
        // Equal searches are recognised; the words themselves are not in the log.
        let hash = |number: usize| entries[number][0]["hash"].as_str().expect("a hash");
        assert_eq!(hash(0), hash(1));
        assert_ne!(hash(0), hash(2));
        assert_eq!(hash(4), hash(5), "one number, written in two ways");
        assert!(!format!("{entries:?}").to_lowercase().contains("aissatou"), "{entries:?}");
        assert_eq!(entries[8], json!([{ "refused": "NOT_FOUND", "count": 2 }]));
    })
    .await;
}

#[tokio::test]
async fn introspection_shows_a_viewer_what_its_roles_can_reach() {
    on_both(|world| async move {
        let engine = world.engine().await;
        let roots = "{ __schema { queryType { fields { name } } mutationType { fields { name } } } __type(name: \"Case\") { fields { name } } }";
        let (house, worker) = someone(&world, OrganisationType::Iom).await;
        let (consulate, liaison) = someone(&world, OrganisationType::GovOriginConsular).await;
        let auditor = world.viewer(Role::Auditor, &worker, &house);
        let worker = world.viewer(Role::CaseWorker, &worker, &house);
        let liaison = world.viewer(Role::GovernmentLiaison, &liaison, &consulate);
        let seen = world.ask(&engine, &worker, roots, json!({})).await.to_string();
        assert!(seen.contains("\"cases\"") && seen.contains("\"caseNotes\"") && seen.contains("addCaseNote"));
        let seen = world.ask(&engine, &auditor, roots, json!({})).await.to_string();
        assert!(seen.contains("\"cases\"") && !seen.contains("\"caseNotes\"") && !seen.contains("addCaseNote"));
        let seen = world.ask(&engine, &liaison, roots, json!({})).await.to_string();
        assert!(seen.contains("\"services\"") && !seen.contains("\"cases\"") && !seen.contains("\"reference\""));
        assert!(!seen.contains("addCaseNote"));
    })
    .await;
}

#[tokio::test]
async fn each_centre_of_a_viewer_is_answered_whole() {
    on_both(|world| async move {
        let (organisation, worker) = someone(&world, OrganisationType::Iom).await;
        let (one, other) = (world.add(rows::centre(&organisation)).await, world.add(rows::centre(&organisation)).await);
        let viewer = world.viewer(Role::CaseWorker, &worker, &organisation);
        let engine = world.engine().await;
        let response = world.ask(&engine, &viewer, "{ viewer { workerId centres { code } } }", json!({})).await;
        assert_eq!(response["data"]["viewer"]["workerId"], json!(global_id::encode("Worker", worker.id)));
        let answered = response["data"]["viewer"]["centres"].as_array().expect("a list");
        let mut codes: Vec<_> = answered.iter().filter_map(|centre| centre["code"].as_str()).collect();
        codes.sort_unstable();
        let mut expected = [one.code.as_str(), other.code.as_str()];
        expected.sort_unstable();
        assert_eq!(codes, expected);
    })
    .await;
}

#[tokio::test]
async fn refusals_of_one_worker_are_counted_for_a_minute_and_others_have_their_own_rows() {
    on_both(|mut world| async move {
        let (house, worker) = someone(&world, OrganisationType::Iom).await;
        let (other, stranger) = someone(&world, OrganisationType::Iom).await;
        let manager = world.viewer(Role::CentreManager, &worker, &house);
        let stranger = world.viewer(Role::CentreManager, &stranger, &other);
        let engine = world.engine().await;
        let probe = async |world: &World, who: &Viewer| {
            let unknown = "query ($id: ID!) { case(id: $id) { id } }";
            world.ask(&engine, who, unknown, json!({ "id": global_id::encode("Case", Uuid::now_v7()) })).await;
        };
        let logged = async |world: &World| {
            let log = read_log::Entity::find().order_by_asc(read_log::Column::Id).all(&world.database.reader).await;
            log.expect("the log is read").into_iter().map(|row| (row.worker_id, row.entries)).collect::<Vec<_>>()
        };
        for _ in 0..40 {
            probe(&world, &manager).await;
        }
        probe(&world, &stranger).await;
        let refused = |count: usize| json!([{ "refused": "NOT_FOUND", "count": count }]);
        let first = [(manager.worker_id, refused(1)), (stranger.worker_id, refused(1))];
        assert_eq!(logged(&world).await, first);
        world.now += chrono::Duration::minutes(1);
        probe(&world, &manager).await;
        let rows = logged(&world).await;
        assert_eq!(rows.len(), 4, "{rows:?}");
        assert!(rows.contains(&(manager.worker_id, refused(39))), "{rows:?}");
    })
    .await;
}
