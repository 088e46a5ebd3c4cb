//! Paging: forward and backward through every list gives every row once and in order, even if many rows share a moment.
//! A cursor is valid only for the list and the organisation that it was given for.

mod lists;

use serde_json::{Value, json};
use waystation::graphql::engine::Engine;

use self::lists::{List, Lists, lists};
use crate::support::{World, on_both};

/// Smaller than the lists, and not a divisor of their length.
const SIZE: usize = 4;

/// The list with these arguments: `data.list`, or the whole response if it has errors.
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
            goes_through(&world, &engine, list, false).await;
        }
    })
    .await;
}

/// Reads page by page, from the start or from the end.
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
        let Lists { roots: lists, nested, .. } = lists(&world).await;
        let engine = world.engine().await;
        for list in lists.iter().chain(&nested).filter(|list| list.ids.len() > 9) {
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
                // A cursor is valid for the same list of the same organisation with any filter.
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
            for wrong in ["first: 101", "first: -1", "last: 101", "last: -1", "first: 1, last: 1"] {
                assert_eq!(code(&page(&world, &engine, list, wrong).await), "BAD_USER_INPUT", "{} {wrong}", list.field);
            }
        }
    })
    .await;
}
