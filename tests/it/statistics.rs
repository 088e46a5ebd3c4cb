//! Statistics as an integrator asks for them: exact numbers for readers of the rows, and each attack of a viewer
//! who only counts. The rules behind them are tested in `rules`, with the attacks as numbers.

mod again;
mod attacks;
mod known;
mod partly;
mod received;
mod zones;

use std::collections::BTreeMap;

use demo::{Caseload, cast};
use entity::{case, codes::Role, referral, statistics_cell, statistics_refresh, statistics_told};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, PaginatorTrait, prelude::DateTimeUtc};
use serde_json::{Value, json};
use waystation::{
    access::viewer::Viewer,
    graphql::engine::Engine,
    store::{identity::viewers, statistics::refresh::refresh},
};

use crate::support::{World, on_both};

/// A demo whose statistics have been refreshed.
struct Counted {
    world: World,
    engine: Engine,
}

impl Counted {
    async fn new(world: World) -> Self {
        let caseload = Caseload { people: 500, ..Caseload::at(world.now) };
        demo::fill(&world.database, &caseload, &mut |_, _| {}).await.expect("the caseload is written");
        refresh(&world.database, world.now).await.expect("it is counted");
        let engine = world.engine().await;
        Self { world, engine }
    }

    async fn persona(&self, key: &str) -> Viewer {
        let persona = cast::persona(key).expect("the persona is in the cast");
        let known = viewers::viewer(&self.world.database, &persona.token(self.world.now), self.world.now).await;
        known.expect("the database answers").expect("the persona is known")
    }

    /// The whole response to a question about all years of the demo.
    async fn asks(&self, who: &Viewer, measures: &str, group_by: &str, filter: &str) -> Value {
        let until = self.world.now.format("%Y-12-01");
        let from = self.world.now.format("%Y").to_string().parse::<i32>().expect("a year") - 4;
        let between = format!("{{ from: \"{from}-01-01\", before: \"{until}\" }}");
        self.between(who, measures, group_by, filter, &between).await
    }

    async fn between(&self, who: &Viewer, measures: &str, group_by: &str, filter: &str, between: &str) -> Value {
        let document = format!(
            "{{ statistics(measures: [{measures}], groupBy: [{group_by}], filter: {{ {filter} }}, between: {between}) {{
                before exact smallest refusedMeasures buckets {{ country nationality sex state centre {{ code }} organisation {{ acronym }}
                values {{ measure number leftOut }} }} }} }}"
        );
        self.world.ask(&self.engine, who, &document, json!({})).await
    }

    /// The numbers of one measure, keyed by the only dimension.
    async fn numbers(&self, who: &Viewer, measure: &str, dimension: &str, filter: &str) -> BTreeMap<String, i64> {
        let response = self.asks(who, measure, dimension, filter).await;
        assert_eq!(response["errors"], Value::Null, "{response:#}");
        let buckets = response["data"]["statistics"]["buckets"].as_array().expect("there are buckets");
        let named = |bucket: &Value| match dimension {
            "CENTRE" => bucket["centre"]["code"].clone(),
            "ORGANISATION" => bucket["organisation"]["acronym"].clone(),
            "" => json!(""),
            other => bucket[other.to_lowercase()].clone(),
        };
        let one = |bucket: &Value| {
            let number = bucket["values"][0]["number"].as_i64()?;
            Some((named(bucket).as_str().unwrap_or("?").to_owned(), number))
        };
        buckets.iter().filter_map(one).collect()
    }

    async fn code(&self, who: &Viewer, measures: &str, group_by: &str, filter: &str) -> Value {
        self.asks(who, measures, group_by, filter).await["errors"][0]["extensions"]["code"].clone()
    }
}

#[tokio::test]
async fn who_reads_every_row_has_exact_numbers() {
    on_both(|world| async move {
        let counted = Counted::new(world).await;
        let officer = counted.persona("protection_officer").await;
        let cases = case::Entity::find().all(&counted.world.database.reader).await.expect("they are read");
        let directory = counted.world.store(officer.clone()).await.directory;
        let mine = |case: &&case::Model| {
            case.organisation_id == officer.organisation_id && officer.is_at(case.centre_id, case.in_protected_centre)
        };
        let mut expected: BTreeMap<String, i64> = BTreeMap::new();
        for case in cases.iter().filter(mine) {
            let centre = directory.centre(case.fronting_centre_id).expect("it is there");
            *expected.entry(centre.code.clone()).or_default() += 1;
        }
        assert!(expected.values().sum::<i64>() > 20, "{expected:?}");
        assert_eq!(counted.numbers(&officer, "CASES", "CENTRE", "").await, expected);
        let response = counted.asks(&officer, "CASES, REFERRALS_SENT, HOURS_TO_DECIDE_MEDIAN", "STATE", "").await;
        assert_eq!(response["data"]["statistics"]["exact"], true, "{response:#}");
        // Exact numbers leave nothing in the memory.
        let told = statistics_told::Entity::find().count(&counted.world.database.reader).await.expect("counted");
        assert_eq!(told, 0);
    })
    .await;
}

#[tokio::test]
async fn who_only_counts_is_told_of_nobody_in_particular() {
    on_both(|world| async move {
        let counted = Counted::new(world).await;
        let analyst = counted.persona("analyst").await;
        let all = counted.numbers(&analyst, "CASES", "", "").await;
        assert_eq!(all[""], 500);
        for dimension in ["NATIONALITY", "CENTRE", "COUNTRY", "SEX", "STATE", "ORGANISATION"] {
            let numbers = counted.numbers(&analyst, "CASES", dimension, "").await;
            assert!(numbers.values().all(|number| *number >= 5 && number % 5 == 0), "{dimension}: {numbers:?}");
        }
        let nationalities = counted.numbers(&analyst, "CASES", "NATIONALITY", "").await;
        assert!(nationalities.len() > 3, "{nationalities:?}");
        // Numbers about protection concerns are coarser: at least 10, in steps of 10. No protected centre has a number.
        let sensitive = counted.numbers(&analyst, "CASES", "SEX", "protectionConcern: true").await;
        assert!(sensitive.values().all(|number| *number >= 10 && number % 10 == 0), "{sensitive:?}");
        let centres = counted.numbers(&analyst, "CASES", "CENTRE", "").await;
        assert!(centres.keys().all(|code| !["MLA", "MLB"].contains(&code.as_str())), "{centres:?}");
    })
    .await;
}

#[tokio::test]
async fn one_person_more_or_less_never_shows() {
    on_both(|world| async move {
        let counted = Counted::new(world).await;
        let analyst = counted.persona("analyst").await;
        let before = counted.asks(&analyst, "CASES, PEOPLE", "COUNTRY, SEX", "").await;
        let case = case::Entity::find().one(&counted.world.database.writer).await.expect("read").expect("there");
        let person = entity::person::Entity::find_by_id(case.person_id).one(&counted.world.database.writer).await;
        let person = person.expect("read").expect("there");
        let (id, reference) = (uuid::Uuid::now_v7(), "another".to_owned());
        counted.world.add(entity::person::Model { id, reference, ..person }).await;
        let more = case::Model { id: uuid::Uuid::now_v7(), reference: "more".to_owned(), person_id: id, ..case };
        counted.world.add(more.clone()).await;
        recount(&counted.world).await;
        assert_eq!(counted.asks(&analyst, "CASES, PEOPLE", "COUNTRY, SEX", "").await, before, "one more");
        let moved = case::ActiveModel { id: Set(more.id), country: Set("ZZZ".to_owned()), ..Default::default() };
        moved.update(&counted.world.database.writer).await.expect("it is written");
        recount(&counted.world).await;
        assert_eq!(counted.asks(&analyst, "CASES, PEOPLE", "COUNTRY, SEX", "").await, before, "one elsewhere");
    })
    .await;
}

#[tokio::test]
async fn what_may_not_be_asked_is_refused_and_says_nothing() {
    on_both(|world| async move {
        let counted = Counted::new(world).await;
        let analyst = counted.persona("analyst").await;
        let forty = vec!["SEX"; 40].join(", ");
        for (measures, group_by, filter) in [
            ("CASES", forty.as_str(), ""),
            ("CASES", "SEX, SEX", ""),
            ("CASES", "SEX, COUNTRY, STATE, NATIONALITY", ""),
            ("", "SEX", ""),
            ("CASES", "URGENCY", ""),
            ("CASES", "CENTRE, INTERNATIONAL_PROTECTION", ""),
            ("CASES", "CENTRE", "internationalProtection: true"),
        ] {
            let code = counted.code(&analyst, measures, group_by, filter).await;
            assert_eq!(code, "BAD_USER_INPUT", "{measures} by {group_by} of {filter}");
        }
        for between in [
            "{ from: \"2023-05-01\", before: \"2023-04-01\" }",
            "{ from: \"2023-05-01\", before: \"2023-05-01\" }",
            "{ from: \"2023-05-15\", before: \"2023-05-10\" }",
            "{ from: \"1923-01-01\", before: \"2023-01-01\" }",
        ] {
            let response = counted.between(&analyst, "CASES", "", "", between).await;
            assert_eq!(response["errors"][0]["extensions"]["code"], "BAD_USER_INPUT", "{between}");
        }
        // A day inside a month selects the whole month, and the answer says so.
        let of = async |between: &str| counted.between(&analyst, "CASES", "", "", between).await;
        let whole = of("{ from: \"2023-05-01\", before: \"2023-07-01\" }").await;
        let inside = of("{ from: \"2023-05-13\", before: \"2023-06-13\" }").await;
        assert_eq!(inside, whole);
        assert_eq!(inside["data"]["statistics"]["before"], "2023-07-01");
        // A filter on a class that the caller lacks gets the same answer for an existing and for a missing value.
        let donor = Viewer { roles: vec![Role::Donor], ..analyst.clone() };
        for nationality in ["GIN", "ISL"] {
            let filter = format!("nationality: [\"{nationality}\"]");
            assert_eq!(counted.code(&donor, "CASES", "", &filter).await, "FORBIDDEN");
        }
        let response = counted.asks(&donor, "CONSULAR_REQUESTS", "", "").await;
        let error = &response["errors"][0];
        // The message does not mention records, because a donor sees no record. It names what was refused.
        let said = (&error["extensions"]["code"], &error["message"]);
        let message = json!("you are not allowed to have this counted: CONSULAR_REQUESTS");
        assert_eq!(said, (&json!("FORBIDDEN"), &message));
        let response = counted.asks(&donor, "CASES, CONSULAR_REQUESTS", "NATIONALITY", "").await;
        let message = "you are not allowed to have this counted: CONSULAR_REQUESTS, NATIONALITY";
        assert_eq!(response["errors"][0]["message"], message);
        assert_eq!(counted.code(&donor, "CASES", "COUNTRY", "").await, Value::Null);
        for key in ["administrator", "ngo_focal_point", "auditor", "data_protection_officer"] {
            let viewer = counted.persona(key).await;
            assert_eq!(counted.code(&viewer, "CASES", "", "").await, "FORBIDDEN", "{key}");
        }
        let liaison = counted.persona("liaison_gin").await;
        let unknown = counted.asks(&liaison, "CASES", "", "").await;
        assert_eq!(unknown["data"], Value::Null, "{unknown:#}");
    })
    .await;
}

/// Free places would reveal each admission, one by one and to the minute.
#[tokio::test]
async fn who_only_counts_hears_nothing_of_free_places() {
    on_both(|world| async move {
        let counted = Counted::new(world).await;
        let asks = async |who: &Viewer, filter: &str| {
            let document =
                format!("{{ services{filter} {{ totalCount nodes {{ capacityTotal capacityFree capacityAsOf }} }} }}");
            counted.world.ask(&counted.engine, who, &document, json!({})).await["data"]["services"].clone()
        };
        let of = |services: &Value, field: &str| -> usize {
            services["nodes"].as_array().into_iter().flatten().filter(|it| !it[field].is_null()).count()
        };
        let referring = counted.persona("case_worker").await;
        let known = asks(&referring, "").await;
        assert!(of(&known, "capacityFree") > 0 && of(&known, "capacityAsOf") > 0, "{known:#}");
        assert_ne!(asks(&referring, "(filter: { freeCapacity: true })").await["totalCount"], 0);
        let analyst = counted.persona("analyst").await;
        let donor = Viewer { roles: vec![Role::Donor], ..analyst.clone() };
        for who in [analyst, donor] {
            let seen = asks(&who, "").await;
            assert_eq!((of(&seen, "capacityFree"), of(&seen, "capacityAsOf")), (0, 0), "{:?}", who.roles);
            assert!(of(&seen, "capacityTotal") > 0, "{:?}", who.roles);
            for free in [true, false] {
                let filter = format!("(filter: {{ freeCapacity: {free} }})");
                assert_eq!(asks(&who, &filter).await["totalCount"], 0, "{:?}", who.roles);
            }
        }
    })
    .await;
}

#[tokio::test]
async fn counting_what_changed_comes_to_the_same_as_counting_all() {
    on_both(|world| async move {
        let counted = Counted::new(world).await;
        let database = &counted.world.database;
        let sent = referral::Entity::find().all(&database.writer).await.expect("they are read");
        let old = sent.iter().filter(|it| it.sent_at.is_some()).min_by_key(|it| it.sent_at).expect("one was sent");
        let state = Set(entity::codes::ReferralState::Revoked);
        let change = referral::ActiveModel { id: Set(old.id), state, ..Default::default() };
        change.update(&database.writer).await.expect("it is written");
        counted.world.rebuild().await;
        let later = counted.world.now + chrono::Duration::hours(1);
        event(&counted.world, old, later).await;
        refresh(database, later).await.expect("it is counted");
        let some = cells(&counted.world).await;
        statistics_refresh::Entity::delete_many().exec(&database.writer).await.expect("it is forgotten");
        refresh(database, later).await.expect("it is counted");
        assert_eq!(some, cells(&counted.world).await);
    })
    .await;
}

/// The outbox row that a mutation would have left.
async fn event(world: &World, of: &referral::Model, at: DateTimeUtc) {
    let row = entity::outbox::Model {
        id: uuid::Uuid::now_v7(),
        at,
        event_type: "REVOKE_REFERRAL".to_owned(),
        subject_type: "referrals".to_owned(),
        subject_id: of.id,
        case_id: Some(of.case_id),
        organisation_id: of.from_organisation_id,
        subject_version: Some(2),
        delivered_at: None,
    };
    world.add(row).await;
}

/// All cells, without the ids of their rows.
async fn cells(world: &World) -> Vec<String> {
    let cells = statistics_cell::Entity::find().all(&world.database.writer).await.expect("they are read");
    let plain =
        |cell: statistics_cell::Model| format!("{:?}", statistics_cell::Model { id: uuid::Uuid::nil(), ..cell });
    let mut cells: Vec<_> = cells.into_iter().map(plain).collect();
    cells.sort();
    cells
}

async fn recount(world: &World) {
    statistics_refresh::Entity::delete_many().exec(&world.database.writer).await.expect("it is forgotten");
    refresh(&world.database, world.now).await.expect("it is counted");
}
