//! The dashboard of an organisation over all its centres: right numbers, and no more statements for 38 than for 2.

use entity::{
    case, centre,
    codes::{CaseStatus, OrganisationType, Oversight, Role, ServiceType, StayExitReason},
    organisation, stay,
};
use sea_orm::{ActiveModelTrait as _, ActiveValue::Set, IntoActiveModel as _};
use serde_json::{Value, json};
use waystation::{
    access::viewer::{OwnCentres, Viewer},
    global_id,
    graphql::engine::Engine,
};

use crate::support::{World, on_both, rows, someone};

const CENTRES: usize = 38;

/// `examples/dashboard.graphql`, asked for this number of centres.
fn dashboard(centres: usize) -> String {
    let example = include_str!("../../examples/dashboard.graphql");
    assert!(example.contains("centres(first: 38)"));
    example.replace("centres(first: 38)", &format!("centres(first: {centres})"))
}

/// An organisation with centres. In each, this many people have a bed and as many have left, each referred twice.
struct Houses {
    house: organisation::Model,
    manager: Viewer,
    partner: Viewer,
    centres: Vec<centre::Model>,
    cases: Vec<case::Model>,
}

async fn houses(world: &World, centres: usize, people: usize) -> Houses {
    let (house, manager) = someone(world, OrganisationType::Iom).await;
    let (partner, focal_point) = someone(world, OrganisationType::NationalNgo).await;
    let service = world.add(rows::service(&partner, ServiceType::HealthPrimary)).await;
    let mut all = Houses {
        manager: world.viewer(Role::CentreManager, &manager, &house),
        partner: world.viewer(Role::NgoFocalPoint, &focal_point, &partner),
        house,
        centres: Vec::new(),
        cases: Vec::new(),
    };
    for number in 0..centres {
        let centre = centre::Model { name: format!("Centre {number:02}"), ..rows::centre(&all.house) };
        let centre = world.add(centre::Model { capacity_beds: 4, ..centre }).await;
        for person in 0..people {
            let row = rows::case(&world.add(rows::person(&all.house)).await, &centre);
            let opened_at = world.now - chrono::Duration::hours(10 + i64::try_from(person).expect("few"));
            let case = world.add(case::Model { opened_at, ..row }).await;
            for _ in 0..2 {
                world.add(rows::referral(&case, &service)).await;
            }
            let bed = rows::stay(&case, &centre);
            let left = stay::Model {
                from_at: world.now - chrono::Duration::days(4),
                until_at: Some(bed.from_at),
                exit_reason: Some(StayExitReason::Moved),
                ..rows::stay(&case, &centre)
            };
            world.add(left).await;
            world.add(bed).await;
            all.cases.push(case);
        }
        all.centres.push(centre);
    }
    all
}

async fn ask(world: &World, engine: &Engine, viewer: &Viewer, document: &str) -> Value {
    let response = world.ask(engine, viewer, document, json!({})).await;
    assert_eq!(response["errors"], Value::Null, "{response:#}");
    response
}

#[tokio::test]
async fn every_centre_takes_four_statements_for_two_centres_and_for_thirty_eight() {
    on_both(|world| async move {
        let houses = houses(&world, CENTRES, 2).await;
        let engine = world.engine().await;
        for (viewer, expected) in [(&houses.manager, 4), (&houses.partner, 3)] {
            for centres in [2, CENTRES] {
                let document = dashboard(centres);
                let asking = ask(&world, &engine, viewer, &document);
                let (response, statements) = world.listening(asking).await;
                let logged = statements.iter().filter(|it| it.sql.starts_with("INSERT INTO \"read_log\"")).count();
                // The partner may not read any count, so no statement counts.
                assert_eq!((statements.len(), logged), (expected, 1), "{centres} centres");
                let nodes = response["data"]["centres"]["nodes"].as_array().expect("centres");
                assert_eq!(nodes.len(), centres);
                for node in nodes {
                    assert_eq!(node["cases"]["nodes"].as_array().map(Vec::len), Some(2), "{node:#}");
                    assert_eq!(node["cases"]["nodes"][1]["referrals"]["nodes"].as_array().map(Vec::len), Some(2));
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn beds_are_counted_where_the_viewer_runs_or_oversees_the_house_and_nowhere_else() {
    on_both(|world| async move {
        let houses = houses(&world, 2, 3).await;
        let overseer = rows::organisation(OrganisationType::UnAgency);
        let overseer = world.add(organisation::Model { oversight: Oversight::Country, ..overseer }).await;
        let officer = world.add(rows::worker(&overseer)).await;
        let officer = world.viewer(Role::ProtectionOfficer, &officer, &overseer);
        let narrowed = Viewer {
            roles: vec![Role::CaseWorker],
            centres: OwnCentres::Named(vec![houses.centres[0].id]),
            ..houses.manager.clone()
        };
        let engine = world.engine().await;
        let document = "{ centres { nodes { occupancy { occupied free capacityBeds surgeBeds date } } } }";
        let full = json!({ "occupied": 3, "free": 1, "capacityBeds": 4, "surgeBeds": 100, "date": "2023-11-14" });
        for (viewer, seen) in [
            (&houses.manager, [&full, &full]),
            (&officer, [&full, &full]),
            (&narrowed, [&full, &Value::Null]),
            (&houses.partner, [&Value::Null, &Value::Null]),
        ] {
            let response = ask(&world, &engine, viewer, document).await;
            let found = response["data"]["centres"]["nodes"].as_array().expect("centres");
            assert_eq!(found.iter().map(|it| &it["occupancy"]).collect::<Vec<_>>(), seen, "{:?}", viewer.roles);
            let withheld = seen.iter().filter(|it| it.is_null()).count();
            let note = json!([{ "field": "Centre.occupancy", "class": "OPERATIONAL", "count": withheld }]);
            let notes = &response["extensions"]["withheld"];
            assert_eq!(*notes, if withheld == 0 { Value::Null } else { note }, "{:?}", viewer.roles);
        }
    })
    .await;
}

#[tokio::test]
async fn the_beds_of_a_day_are_those_taken_at_its_end() {
    on_both(|world| async move {
        let houses = houses(&world, 1, 0).await;
        let (centre, person) = (&houses.centres[0], world.add(rows::person(&houses.house)).await);
        let at = |text: &str| text.parse().expect("a moment");
        for (from, until) in [
            ("2023-11-10T23:59:59.999999Z", Some("2023-11-12T00:00:00Z")),
            ("2023-11-11T00:00:00Z", Some("2023-11-11T23:59:59.999999Z")),
            ("2023-11-12T08:00:00Z", Some("2023-11-12T09:00:00Z")),
            ("2023-11-13T08:00:00Z", None),
            ("2023-11-14T22:13:20.500250Z", None),
            ("2023-11-14T22:13:20.500251Z", None),
            ("2020-01-01T00:00:00Z", Some("2023-11-14T22:13:20.500250Z")),
            ("2020-01-01T00:00:00Z", Some("2023-11-10T08:00:00Z")),
        ] {
            let case = world.add(rows::case(&person, centre)).await;
            let stay = rows::stay(&case, centre);
            world.add(stay::Model { from_at: at(from), until_at: until.map(at), ..stay }).await;
        }
        let engine = world.engine().await;
        let document = "{ centres { nodes {
            occupancy { occupied free }
            days: occupancyPerDay(from: \"2023-11-09\") { date occupied free }
            one: occupancyPerDay(from: \"2023-11-11\", before: \"2023-11-12\") { at occupied }
            month: occupancyPerDay { __typename }
        } } }";
        let (response, statements) = world.listening(ask(&world, &engine, &houses.manager, document)).await;
        assert_eq!(statements.len(), 4, "one for each count");
        let node = &response["data"]["centres"]["nodes"][0];
        assert_eq!(node["occupancy"], json!({ "occupied": 2, "free": 2 }));
        let counted: Vec<_> = node["days"].as_array().expect("days").iter().map(|it| it["occupied"].clone()).collect();
        assert_eq!(counted, [2, 2, 2, 1, 2, 2].map(Value::from), "from the 9th to the 14th");
        assert_eq!(node["days"][5]["date"], "2023-11-14");
        assert_eq!(node["one"], json!([{ "at": "2023-11-11T23:59:59.999999Z", "occupied": 2 }]));
        assert_eq!(node["month"].as_array().map(Vec::len), Some(30));
        let niamey =
            centre::ActiveModel { time_zone: Set("Africa/Niamey".to_owned()), ..centre.clone().into_active_model() };
        niamey.update(&world.database.writer).await.expect("the centre is written");
        let there = world.engine().await;
        let document = "{ centres { nodes { timeZone occupancyPerDay(from: \"2023-11-09\") { occupied date at } } } }";
        let node = ask(&world, &there, &houses.manager, document).await["data"]["centres"]["nodes"][0].take();
        let days = node["occupancyPerDay"].as_array().expect("days");
        let counted: Vec<_> = days.iter().map(|it| it["occupied"].clone()).collect();
        assert_eq!(counted, [2, 1, 3, 1, 2, 2].map(Value::from), "a day there ends an hour earlier");
        assert_eq!((&days[1]["date"], &days[1]["at"]), (&json!("2023-11-10"), &json!("2023-11-10T22:59:59.999999Z")));
        assert_eq!(node["timeZone"], "Africa/Niamey");
        for wrong in ["from: \"2022-11-13\"", "before: \"2023-11-17\"", "from: \"2023-11-12\", before: \"2023-11-12\""]
        {
            let document = format!("{{ centres {{ nodes {{ occupancyPerDay({wrong}) {{ date }} }} }} }}");
            let response = world.ask(&engine, &houses.manager, &document, json!({})).await;
            assert_eq!(response["errors"][0]["extensions"]["code"], "BAD_USER_INPUT", "{wrong}: {response:#}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_shelter_counts_for_its_own_and_is_missing_nowhere() {
    on_both(|world| async move {
        let houses = houses(&world, 1, 2).await;
        let agadez = &houses.centres[0];
        let before = |viewer: &Viewer| Viewer { centres: OwnCentres::Named(vec![agadez.id]), ..viewer.clone() };
        let manager = before(&houses.manager);
        let document = "{ centres { nodes { id occupancy { occupied free }
            occupancyPerDay(from: \"2023-11-01\") { date occupied } cases { totalCount nodes { id } } } } }";
        let engine = world.engine().await;
        let seen = ask(&world, &engine, &manager, document).await;
        let shelter = world.add(rows::shelter(agadez)).await;
        let case = rows::case(&world.add(rows::person(&houses.house)).await, &shelter);
        let case = world.add(case::Model { status: CaseStatus::Active, ..case }).await;
        world.add(rows::stay(&case, &shelter)).await;
        let engine = world.engine().await;
        assert_eq!(ask(&world, &engine, &manager, document).await, seen);
        let of_shelter = Viewer { centres: OwnCentres::Named(vec![shelter.id]), ..houses.manager.clone() };
        let node = format!(
            "{{ node(id: \"{}\") {{ ... on Centre {{ occupancy {{ occupied }} }} }} }}",
            global_id::encode("Centre", shelter.id)
        );
        let found = ask(&world, &engine, &of_shelter, &node).await;
        assert_eq!(found["data"]["node"]["occupancy"]["occupied"], 1);
        let hidden = world.ask(&engine, &manager, &node, json!({})).await;
        assert_eq!(hidden["errors"][0]["extensions"]["code"], "NOT_FOUND");
    })
    .await;
}

#[tokio::test]
async fn connections_inside_connections_turn_their_own_pages() {
    on_both(|world| async move {
        let houses = houses(&world, 3, 5).await;
        let engine = world.engine().await;
        let ids = |rows: &Value| -> Vec<String> {
            let rows = rows.as_array().expect("rows");
            rows.iter().map(|row| row["id"].as_str().expect("an id").to_owned()).collect()
        };
        for (number, centre) in houses.centres.iter().enumerate() {
            let id = global_id::encode("Centre", centre.id);
            let (mut seen, mut after) = (Vec::new(), Value::Null);
            loop {
                let document = format!(
                    "query($after: String) {{ node(id: {id:?}) {{ ... on Centre {{ cases(first: 2, after: $after) {{
                        totalCount pageInfo {{ hasNextPage endCursor }}
                        nodes {{ id referrals(first: 1) {{ totalCount nodes {{ id }} pageInfo {{ hasNextPage endCursor }} }} }}
                    }} }} }} }}"
                );
                let page = world.ask(&engine, &houses.manager, &document, json!({ "after": after })).await;
                let page = &page["data"]["node"]["cases"];
                assert_eq!(page["totalCount"], 5, "{page:#}");
                for case in page["nodes"].as_array().expect("cases") {
                    let first = &case["referrals"];
                    assert_eq!((&first["totalCount"], &first["pageInfo"]["hasNextPage"]), (&json!(2), &json!(true)));
                    let (case, after) = (&case["id"], &first["pageInfo"]["endCursor"]);
                    let rest = format!(
                        "{{ case(id: {case}) {{ referrals(first: 5, after: {after}) {{ nodes {{ id }} pageInfo {{ hasNextPage }} }} }} }}"
                    );
                    let rest = ask(&world, &engine, &houses.manager, &rest).await;
                    let rest = &rest["data"]["case"]["referrals"];
                    assert_eq!((ids(&rest["nodes"]).len(), &rest["pageInfo"]["hasNextPage"]), (1, &json!(false)));
                    assert_ne!(ids(&rest["nodes"]), ids(&first["nodes"]));
                }
                seen.extend(ids(&page["nodes"]));
                if page["pageInfo"]["hasNextPage"] == false {
                    break;
                }
                after = page["pageInfo"]["endCursor"].clone();
            }
            // The newest case comes first.
            let expected = houses.cases[number * 5..number * 5 + 5].iter();
            let expected: Vec<_> = expected.map(|case| global_id::encode("Case", case.id)).collect();
            assert_eq!(seen, expected);
        }
    })
    .await;
}
