//! Positions of `changes`: which ones are accepted, from whom, and until when. And what time alone changes.

use chrono::Duration;
use entity::{case_change, case_change_position, codes::Role, share};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};
use waystation::{
    access::viewer::{OwnCentres, Viewer},
    graphql::engine::Engine,
    store::{
        background::retention::{Retention, forget},
        read_log::signing::Signer,
    },
};

use super::house::House;
use crate::support::{
    asking::engine_over,
    following::{Follower, Following, Told},
    on_both, rows,
};

/// Asks for the changes after a position.
/// Errors: the code.
async fn changes(house: &House, who: &Viewer, since: impl Into<Value>, first: i32) -> Result<Value, String> {
    changes_of(house, &house.engine, who, since, first).await
}

async fn changes_of(
    house: &House,
    engine: &Engine,
    who: &Viewer,
    since: impl Into<Value>,
    first: i32,
) -> Result<Value, String> {
    let query = "query($since: ChangesPosition, $first: Int!) { changes(since: $since, first: $first) { position hasMore \
                 left cases { id priority } } }";
    let variables = json!({ "since": since.into(), "first": first });
    let mut response = house.world.ask(engine, who, query, variables).await;
    match response["errors"][0]["extensions"]["code"].as_str() {
        Some(code) => Err(code.to_owned()),
        None => Ok(response["data"]["changes"].take()),
    }
}

async fn position(house: &House, who: &Viewer) -> String {
    let answer = changes(house, who, Value::Null, 20).await.expect("there is a position");
    answer["position"].as_str().expect("a text").to_owned()
}

/// Changes the case.
async fn becomes(house: &House, priority: &str) {
    house.must(&house.aminata, "updateCase", house.of_case(json!({ "priority": priority })).await).await;
}

fn refused(code: &str) -> Result<Value, String> {
    Err(code.to_owned())
}

#[tokio::test]
async fn a_position_is_for_one_person_and_one_key() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let since = position(&house, &house.aminata).await;
        let again = position(&house, &house.aminata).await;
        assert_ne!(since, again, "two positions of the same moment differ, so that nothing can be read from them");
        becomes(&house, "HIGH").await;
        for position in [&since, &again] {
            let told = changes(&house, &house.aminata, position.as_str(), 20).await.expect("it is Aminata's");
            assert_eq!(told["cases"], json!([{ "id": house.case_id(), "priority": "HIGH" }]));
        }
        for other in [&house.moussa, &house.salif, &house.nadia, &house.ibrahim] {
            assert_eq!(changes(&house, other, since.as_str(), 20).await, refused("INVALID_POSITION"));
        }
        let other = engine_over(house.world.database.clone(), house.world.policy.clone(), [8; 32]).await;
        let answer = changes_of(&house, &other, &house.aminata, since.as_str(), 20).await;
        assert_eq!(answer, refused("INVALID_POSITION"));
    })
    .await;
}

#[tokio::test]
async fn a_position_that_was_made_up_is_refused() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let since = position(&house, &house.aminata).await;
        let list = "query($after: String) { cases(first: 1, after: $after) { pageInfo { endCursor } } }";
        let page = house.world.ask(&house.engine, &house.aminata, list, json!({})).await;
        let cursor = page["data"]["cases"]["pageInfo"]["endCursor"].as_str().expect("a cursor").to_owned();
        let as_cursor = house.world.ask(&house.engine, &house.aminata, list, json!({ "after": since })).await;
        assert_eq!(as_cursor["errors"][0]["extensions"]["code"], "INVALID_CURSOR");

        let made_up = ["", "x", "not base64!", "MjAyMy0xMS0xMQ", "é\u{0}", &since[1..], &since[..since.len() - 1]];
        let mut made_up: Vec<_> = made_up.into_iter().map(str::to_owned).collect();
        made_up.extend([cursor, format!("{since}A"), format!("{since}="), "A".repeat(10_000)]);
        // The nonce, the text and the tag.
        for at in [0, 7, 16, since.len() / 2, since.len() - 20, since.len() - 2] {
            let other = if &since[at..=at] == "A" { "B" } else { "A" };
            made_up.push(format!("{}{other}{}", &since[..at], &since[at + 1..]));
        }
        for position in made_up {
            let answer = changes(&house, &house.aminata, position.as_str(), 20).await;
            assert_eq!(answer, refused("INVALID_POSITION"), "{position}");
        }
        for number in [0, -1, 101, i32::MAX, i32::MIN] {
            for since in [json!(since), Value::Null] {
                let answer = changes(&house, &house.aminata, since, number).await;
                assert_eq!(answer, refused("BAD_USER_INPUT"), "{number}");
            }
        }
        for number in [1, 100] {
            changes(&house, &house.aminata, since.as_str(), number).await.expect("a page has 1 to 100 changes");
        }
    })
    .await;
}

/// The newest position that was given.
async fn newest(house: &House) -> i64 {
    let row = case_change_position::Entity::find_by_id(1).one(&house.world.database.reader).await;
    row.expect("it is read").expect("there is one").newest
}

#[tokio::test]
async fn a_position_expires_when_the_database_is_restored() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        becomes(&house, "HIGH").await;
        let before = position(&house, &house.aminata).await;
        let kept = newest(&house).await;
        becomes(&house, "LOW").await;
        let lost = position(&house, &house.aminata).await;
        assert!(newest(&house).await > kept);

        let writer = &house.world.database.writer;
        let later = case_change::Entity::delete_many().filter(case_change::Column::Position.gt(kept));
        later.exec(writer).await.expect("the entries are deleted");
        let restored = case_change_position::ActiveModel { id: Set(1), newest: Set(kept) };
        restored.update(writer).await.expect("it is written");
        assert_eq!(changes(&house, &house.aminata, lost.as_str(), 20).await, refused("POSITION_EXPIRED"));
        let nothing = changes(&house, &house.aminata, before.as_str(), 20).await.expect("it is older");
        assert_eq!(nothing["cases"], json!([]));

        // Another change gets the position that was lost.
        becomes(&house, "CRITICAL").await;
        let told = changes(&house, &house.aminata, before.as_str(), 20).await.expect("it is older");
        assert_eq!(told["cases"][0]["priority"], "CRITICAL");
        assert_eq!(changes(&house, &house.aminata, lost.as_str(), 20).await, refused("POSITION_EXPIRED"));
    })
    .await;
}

#[tokio::test]
async fn a_position_expires_with_the_changes_after_it() {
    on_both(|world| async move {
        let mut house = House::begin(world).await;
        let oldest = position(&house, &house.aminata).await;
        becomes(&house, "HIGH").await;
        let retention = Retention::default();
        let days = Duration::days(retention.changes_days.into());
        house.world.now += days + Duration::days(1);
        forget(&house.world.database, &retention, &Signer::none(), house.world.now)
            .await
            .expect("old rows are deleted");
        // The newest change is always kept, so that the position of a client that has nothing new stays valid.
        let told = changes(&house, &house.aminata, oldest.as_str(), 20).await.expect("nothing was forgotten");
        assert_eq!(told["cases"].as_array().map(Vec::len), Some(1));

        becomes(&house, "LOW").await;
        let newest = position(&house, &house.aminata).await;
        forget(&house.world.database, &retention, &Signer::none(), house.world.now)
            .await
            .expect("old rows are deleted");
        assert_eq!(changes(&house, &house.aminata, oldest.as_str(), 20).await, refused("POSITION_EXPIRED"));
        let told = changes(&house, &house.aminata, newest.as_str(), 20).await.expect("the newest one is valid");
        assert_eq!((&told["cases"], &told["hasMore"]), (&json!([]), &json!(false)));
        // However long nothing happens.
        house.world.now += days * 10;
        forget(&house.world.database, &retention, &Signer::none(), house.world.now)
            .await
            .expect("old rows are deleted");
        changes(&house, &house.aminata, newest.as_str(), 20).await.expect("the newest one stays valid");
        // The clock of another node is behind.
        let later = position(&house, &house.aminata).await;
        house.world.now -= Duration::seconds(1);
        changes(&house, &house.aminata, later.as_str(), 20).await.expect("it is valid on every node");
    })
    .await;
}

#[tokio::test]
async fn a_position_expires_with_roles_and_centres() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let since = position(&house, &house.aminata).await;
        let roles = Viewer { roles: vec![Role::CaseWorker, Role::CentreManager], ..house.aminata.clone() };
        let fewer = Viewer { roles: vec![Role::ConsularWorker], ..house.aminata.clone() };
        let centres = Viewer { centres: OwnCentres::NONE, ..house.aminata.clone() };
        for changed in [roles, fewer, centres] {
            let answer = changes(&house, &changed, since.as_str(), 20).await;
            assert_eq!(answer, refused("POSITION_EXPIRED"), "{changed:?}");
        }
        changes(&house, &house.aminata, since.as_str(), 20).await.expect("nothing changed about Aminata");
    })
    .await;
}

const FIELDS: &str = "id reference openedAt";

/// The partner's focal point follows.
async fn told(house: &House, follower: &mut Follower) -> Told {
    let following = Following { world: &house.world, engine: &house.engine, fields: FIELDS };
    let told = following.follow(follower, 1).await.expect("the position is valid");
    assert_eq!(following.differing(follower).await, []);
    told
}

async fn begin(house: &House) -> Follower {
    let focal = Viewer { roles: vec![Role::NgoFocalPoint], ..house.ibrahim.clone() };
    Following { world: &house.world, engine: &house.engine, fields: FIELDS }.begin(&focal).await
}

#[tokio::test]
async fn what_begins_and_ends_by_itself_is_told() {
    on_both(|world| async move {
        let mut house = House::begin(world).await;
        let (now, hour) = (house.world.now, Duration::hours(1));
        let open = share::Model {
            starts_at: now + hour * 2,
            ends_at: Some(now + hour * 6),
            ..rows::share(&house.case, &house.partner)
        };
        house.world.add(open).await;
        let (mut often, mut seldom) = (begin(&house).await, begin(&house).await);
        assert_eq!(often.held.len(), 0);
        let no_change = newest(&house).await;
        // A moment before it begins, when it begins, before it ends, and when it ends.
        let moment = Duration::microseconds(1);
        let moments = [
            (now + hour * 2 - moment, (0, 0)),
            (now + hour * 2, (1, 0)),
            (now + hour * 6 - moment, (0, 0)),
            (now + hour * 6, (0, 1)),
            (now + hour * 9, (0, 0)),
        ];
        for (at, expected) in moments {
            house.world.now = at;
            let told = told(&house, &mut often).await;
            assert_eq!((told.changed, told.left), expected, "at {at}");
            assert_eq!(told.same, Vec::<String>::new());
        }
        // A reader who was away all the time knew nothing before and knows nothing now.
        let following = Following { world: &house.world, engine: &house.engine, fields: FIELDS };
        let told = following.follow(&mut seldom, 20).await.expect("the position is valid");
        assert_eq!((told.changed, told.left), (0, 0));
        assert_eq!(newest(&house).await, no_change, "there was no change");
    })
    .await;
}
