//! Paging: forward and backward through every list gives every row once and in order, however many rows share a moment;
//! a cursor is good for the list and the organisation that it was given for, and for nothing else.

use entity::{
    centre,
    codes::{DataClass, OrganisationType, Role, ServiceType},
    organisation,
};
use sea_orm::prelude::DateTimeUtc;
use serde_json::{Value, json};
use uuid::Uuid;
use waystation::{access::viewer::Viewer, global_id, graphql::engine::Engine};

use crate::support::{World, on_both, rows, someone};

/// More than a few pages, and no multiple of one.
const ROWS: usize = 23;
const SIZE: usize = 4;

/// A list: its name and arguments, who reads it, and the ids that it holds, in order.
struct List {
    field: String,
    reader: Viewer,
    ids: Vec<String>,
}

/// A house and a partner with lists of every kind, and one case that has many referrals and transfers.
struct Lists {
    roots: Vec<List>,
    nested: Vec<List>,
    house: Viewer,
    colleague: Viewer,
}

async fn lists(world: &World) -> Lists {
    let (house, manager) = someone(world, OrganisationType::Iom).await;
    let (partner, focal_point) = someone(world, OrganisationType::NationalNgo).await;
    let (other, other_manager) = someone(world, OrganisationType::Iom).await;
    let (here, there) = (world.add(rows::centre(&house)).await, world.add(rows::centre(&other)).await);
    let mut services = vec![world.add(rows::service(&partner, ServiceType::Shelter)).await];
    for _ in 1..ROWS {
        services.push(world.add(rows::service(&partner, ServiceType::Shelter)).await);
    }
    let person = world.add(rows::person(&house)).await;
    let (mut cases, mut referrals, mut transfers, mut stays) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for number in 0..ROWS {
        let mut case = rows::case(&person, &here);
        case.opened_at = moment(world, number);
        cases.push(world.add(case).await);
        // All of the first case, to be read below it too.
        let mut referral = rows::referral(&cases[0], &services[0]);
        referral.inference_class = DataClass::Operational;
        (referral.created_at, referral.sent_at) = (moment(world, number), Some(moment(world, number)));
        referrals.push(world.add(referral).await);
        let mut transfer = rows::transfer(&cases[0], &there, &manager);
        transfer.created_at = moment(world, number);
        transfers.push(world.add(transfer).await);
        let mut stay = rows::stay(&cases[0], &here);
        (stay.from_at, stay.until_at) = (moment(world, number), Some(moment(world, number)));
        stays.push(world.add(stay).await);
    }
    let house = world.viewer(Role::CentreManager, &manager, &house);
    let partner = world.viewer(Role::NgoFocalPoint, &focal_point, &partner);
    let colleague = world.viewer(Role::CentreManager, &other_manager, &other);
    let by_moment = |kind: &str, mut keys: Vec<(DateTimeUtc, Uuid)>, newest_first: bool| {
        keys.sort_unstable();
        if newest_first {
            keys.reverse();
        }
        keys.iter().map(|(_, id)| global_id::encode(kind, *id)).collect::<Vec<_>>()
    };
    let mut by_reference: Vec<_> = cases.iter().map(|it| (it.reference.clone(), it.id)).collect();
    by_reference.sort_unstable();
    let by_reference = by_reference.iter().map(|(_, id)| global_id::encode("Case", *id)).collect();
    let opened = || cases.iter().map(|it| (it.opened_at, it.id)).collect();
    let referred = || by_moment("Referral", referrals.iter().map(|it| (it.created_at, it.id)).collect(), true);
    let handed = || by_moment("Transfer", transfers.iter().map(|it| (it.created_at, it.id)).collect(), true);
    let slept = || by_moment("Stay", stays.iter().map(|it| (it.from_at, it.id)).collect(), true);
    let centre = global_id::encode("Centre", here.id);
    let mut offered: Vec<_> = services.iter().map(|it| it.id).collect();
    offered.sort_unstable();
    let offered = offered.iter().map(|id| global_id::encode("Service", *id)).collect();
    let list = |field: &str, reader: &Viewer, ids| List { field: field.to_owned(), reader: reader.clone(), ids };
    let case = global_id::encode("Case", cases[0].id);
    let below = |field: &str| format!("case(id: {case:?}) {{ list: {field}");
    Lists {
        roots: vec![
            list("cases(orderBy: OPENED_AT, direction: ASC, ", &house, by_moment("Case", opened(), false)),
            list("cases(", &house, by_moment("Case", opened(), true)),
            list("cases(orderBy: REFERENCE, direction: ASC, ", &house, by_reference),
            list("referrals(box: OUTGOING, ", &house, referred()),
            list("referrals(box: INCOMING, ", &partner, referred()),
            list("transfers(", &house, handed()),
            list("transfers(state: OFFERED, ", &colleague, handed()),
            list("services(", &partner, offered),
            list("organisations(", &partner, directory(world, "Organisation").await),
            list("centres(", &partner, directory(world, "Centre").await),
        ],
        nested: vec![
            list(&below("referrals("), &house, referred()),
            list(&below("transfers("), &house, handed()),
            list(&below("stays("), &house, slept()),
            list(&format!("node(id: {centre:?}) {{ ... on Centre {{ list: cases("), &house, by_moment("Case", opened(), true)),
        ],
        house,
        colleague,
    }
}

/// Three rows share a moment, and the moments do not follow the order of making.
fn moment(world: &World, number: usize) -> DateTimeUtc {
    let place = i64::try_from(number * 5 % ROWS / 3).expect("it is small");
    world.now - chrono::Duration::hours(100) + chrono::Duration::microseconds(place * 250_000)
}

/// What the directory holds, by name.
async fn directory(world: &World, kind: &str) -> Vec<String> {
    use sea_orm::EntityTrait;
    let reader = &world.database.reader;
    let mut all: Vec<(String, Uuid)> = if kind == "Centre" {
        let all: Vec<centre::Model> = centre::Entity::find().all(reader).await.expect("read");
        all.into_iter().map(|it| (it.name, it.id)).collect()
    } else {
        let all: Vec<organisation::Model> = organisation::Entity::find().all(reader).await.expect("read");
        all.into_iter().map(|it| (it.name, it.id)).collect()
    };
    all.sort_unstable();
    all.iter().map(|(_, id)| global_id::encode(kind, *id)).collect()
}

/// The list at these arguments: `data.list`, or the whole response where it has errors.
async fn page(world: &World, engine: &Engine, list: &List, arguments: &str) -> Value {
    let selection =
        "{ totalCount edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }";
    let nested = list.field.contains("{ list: ");
    let document = if nested {
        let ends = "}".repeat(list.field.matches('{').count());
        format!("{{ outer: {}{arguments}) {selection} {ends} }}", list.field)
    } else {
        format!("{{ list: {}{arguments}) {selection} }}", list.field)
    };
    let mut response = world.ask(engine, &list.reader, &document, json!({})).await;
    if !response["errors"].is_null() {
        return response;
    }
    if nested { response["data"]["outer"]["list"].take() } else { response["data"]["list"].take() }
}

fn ids(page: &Value) -> Vec<String> {
    let edges = page["edges"].as_array().unwrap_or_else(|| panic!("a page: {page:#}"));
    edges.iter().map(|edge| edge["node"]["id"].as_str().expect("an id").to_owned()).collect()
}

fn code(response: &Value) -> &str {
    response["errors"][0]["extensions"]["code"].as_str().unwrap_or_else(|| panic!("an error: {response:#}"))
}

#[tokio::test]
async fn every_list_gives_every_row_once_and_in_order() {
    on_both(|world| async move {
        let Lists { roots: lists, nested, .. } = lists(&world).await;
        let engine = world.engine().await;
        for list in lists.iter().chain(&nested) {
            assert_eq!(ids(&page(&world, &engine, list, "first: 100").await), list.ids, "{}", list.field);
            goes_through(&world, &engine, list, true).await;
        }
        for list in &lists {
            goes_through(&world, &engine, list, false).await;
        }
    })
    .await;
}

/// Page by page, from the start or from the end.
async fn goes_through(world: &World, engine: &Engine, list: &List, forward: bool) {
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let arguments = match (forward, cursor.is_empty()) {
            (true, true) => format!("first: {SIZE}"),
            (true, false) => format!("first: {SIZE}, after: {cursor:?}"),
            (false, true) => format!("last: {SIZE}"),
            (false, false) => format!("last: {SIZE}, before: {cursor:?}"),
        };
        let page = page(world, engine, list, &arguments).await;
        let (found, info) = (ids(&page), &page["pageInfo"]);
        let place = format!("{} {arguments}", list.field);
        assert_eq!(page["totalCount"], list.ids.len(), "{place}");
        assert_eq!(info["startCursor"], page["edges"][0]["cursor"], "{place}");
        assert_eq!(info["endCursor"], page["edges"][found.len() - 1]["cursor"], "{place}");
        let begun = !cursor.is_empty();
        if forward {
            seen.extend(found);
        } else {
            seen.splice(0..0, found);
        }
        let more = seen.len() < list.ids.len();
        let (next, previous) = if forward { (more, begun) } else { (begun, more) };
        assert_eq!((&info["hasNextPage"], &info["hasPreviousPage"]), (&json!(next), &json!(previous)), "{place}");
        if !more {
            break;
        }
        let side = if forward { "endCursor" } else { "startCursor" };
        info[side].as_str().expect("a cursor").clone_into(&mut cursor);
    }
    assert_eq!(seen, list.ids, "{}", list.field);
}

#[tokio::test]
async fn a_range_between_two_cursors_holds_what_lies_between() {
    on_both(|world| async move {
        let Lists { roots: lists, .. } = lists(&world).await;
        let engine = world.engine().await;
        for list in lists.iter().filter(|list| list.ids.len() > 9) {
            let all = page(&world, &engine, list, "first: 100").await;
            let cursor = |at: usize| all["edges"][at]["cursor"].as_str().expect("a cursor").to_owned();
            for size in ["first", "last"] {
                let arguments = format!("{size}: 100, after: {:?}, before: {:?}", cursor(2), cursor(9));
                let between = page(&world, &engine, list, &arguments).await;
                assert_eq!(ids(&between), list.ids[3..9], "{} {arguments}", list.field);
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_cursor_is_good_for_its_own_list_and_organisation_only() {
    on_both(|world| async move {
        let Lists { roots: lists, nested, house, colleague } = lists(&world).await;
        let engine = world.engine().await;
        let mut cursors = Vec::new();
        for list in lists.iter().chain(&nested) {
            let first = page(&world, &engine, list, "first: 1").await;
            cursors.push(first["pageInfo"]["endCursor"].as_str().expect("a cursor").to_owned());
        }
        let all: Vec<_> = lists.iter().chain(&nested).collect();
        for (at, list) in all.iter().enumerate() {
            for (from, cursor) in cursors.iter().enumerate() {
                let response = page(&world, &engine, list, &format!("first: 1, after: {cursor:?}")).await;
                // The same list of the same organisation, whatever the filter.
                let same = at == from;
                assert_eq!(response["errors"].is_null(), same, "{} with a cursor of {}", list.field, all[from].field);
                if !same {
                    assert_eq!(code(&response), "INVALID_CURSOR");
                }
            }
        }
        for (cursor, stranger) in [(&cursors[0], &colleague), (&cursors[5], &colleague), (&cursors[6], &house)] {
            let at = cursors.iter().position(|it| it == cursor).expect("it is one of them");
            let list = List { field: all[at].field.clone(), reader: stranger.clone(), ids: Vec::new() };
            let response = page(&world, &engine, &list, &format!("first: 1, after: {cursor:?}")).await;
            assert_eq!(code(&response), "INVALID_CURSOR", "{}", list.field);
        }
    })
    .await;
}

#[tokio::test]
async fn a_cursor_that_was_tampered_with_is_refused() {
    on_both(|world| async move {
        let Lists { roots: lists, .. } = lists(&world).await;
        let engine = world.engine().await;
        let first = page(&world, &engine, &lists[0], "first: 1").await;
        let cursor = first["pageInfo"]["endCursor"].as_str().expect("a cursor");
        let mut made_up = vec![String::new(), "x".to_owned(), "MjAyMy0xMS0xMQ".to_owned(), "é\u{0}".to_owned()];
        made_up.push(format!("{cursor}A"));
        made_up.push(cursor[1..].to_owned());
        for at in [0, cursor.len() / 2, cursor.len() - 2] {
            let other = if &cursor[at..=at] == "A" { "B" } else { "A" };
            made_up.push(format!("{}{other}{}", &cursor[..at], &cursor[at + 1..]));
        }
        for cursor in made_up {
            for place in ["first: 1, after", "last: 1, before"] {
                let arguments = format!("{place}: {}", json!(cursor));
                assert_eq!(code(&page(&world, &engine, &lists[0], &arguments).await), "INVALID_CURSOR", "{arguments}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_page_has_none_to_a_hundred_rows_from_one_end() {
    on_both(|world| async move {
        let Lists { roots: lists, nested, .. } = lists(&world).await;
        let engine = world.engine().await;
        for list in lists.iter().chain(&nested) {
            let empty = page(&world, &engine, list, "first: 0").await;
            assert_eq!(ids(&empty), Vec::<String>::new());
            assert_eq!(empty["pageInfo"]["hasNextPage"], true, "{}", list.field);
            assert_eq!(empty["pageInfo"]["endCursor"], Value::Null);
            assert_eq!(empty["totalCount"], list.ids.len());
            assert_eq!(ids(&page(&world, &engine, list, "first: 100").await), list.ids);
            for wrong in ["first: 101", "first: -1"] {
                assert_eq!(code(&page(&world, &engine, list, wrong).await), "BAD_USER_INPUT", "{} {wrong}", list.field);
            }
        }
        for list in &lists {
            for wrong in ["last: 101", "last: -1", "first: 1, last: 1"] {
                assert_eq!(code(&page(&world, &engine, list, wrong).await), "BAD_USER_INPUT", "{} {wrong}", list.field);
            }
        }
    })
    .await;
}
