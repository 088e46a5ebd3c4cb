//! Each attack that docs/statistics.md names, played over a known caseload by a viewer who only counts.

use std::collections::BTreeMap;

use entity::{
    case, centre,
    codes::{OrganisationType, Role, StatisticsSubject},
    nationality, statistics_told,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder, sea_query::Expr,
};
use serde_json::{Value, json};
use uuid::Uuid;
use waystation::{access::viewer::Viewer, global_id, store::statistics::told::LINES};

use super::{Counted, recount};
use crate::support::on_both;

/// Numbers about fewer people are suppressed.
const LEAST: i64 = 5;

impl Counted {
    /// The true number of cases by first nationality.
    async fn truth(&self) -> BTreeMap<String, i64> {
        let database = &self.world.database.writer;
        let rows = nationality::Entity::find().order_by_desc(nationality::Column::Id).all(database).await;
        let first: BTreeMap<Uuid, String> =
            rows.expect("they are read").into_iter().map(|it| (it.person_id, it.country)).collect();
        let mut truth = BTreeMap::new();
        for case in case::Entity::find().all(database).await.expect("they are read") {
            *truth.entry(first.get(&case.person_id).cloned().unwrap_or("?".to_owned())).or_default() += 1;
        }
        truth
    }

    async fn lines(&self) -> u64 {
        statistics_told::Entity::find().count(&self.world.database.writer).await.expect("they are counted")
    }

    /// Makes one nationality so rare that its number is suppressed, and gives its code.
    async fn rare(&self) -> String {
        let truth = self.truth().await;
        let (rare, _) = truth.iter().filter(|(code, _)| *code != "?").min_by_key(|(_, number)| **number).expect("some");
        let database = &self.world.database.writer;
        let (mut left, common) = (0, truth.iter().max_by_key(|(_, number)| **number).expect("some").0.clone());
        for row in nationality::Entity::find().all(database).await.expect("they are read") {
            if row.country == *rare && left == 3 {
                let country = Set(common.clone());
                let more = nationality::ActiveModel { id: Set(row.id), country, ..Default::default() };
                more.update(database).await.expect("it is written");
            } else if row.country == *rare {
                left += 1;
            }
        }
        recount(&self.world).await;
        rare.clone()
    }
}

fn named(codes: impl Iterator<Item = String>) -> String {
    format!("nationality: [{}]", codes.map(|code| format!("\"{code}\"")).collect::<Vec<_>>().join(", "))
}

#[tokio::test]
async fn a_small_group_is_found_by_no_table_no_total_and_no_difference() {
    on_both(|world| async move {
        let counted = Counted::new(world).await;
        let analyst = counted.persona("analyst").await;
        let rare = counted.rare().await;
        let truth = counted.truth().await;
        assert!((1..LEAST).contains(&truth[&rare]), "{truth:?}");
        // The group itself looks like a group without people.
        let answer = counted.asks(&analyst, "CASES", "", &named([rare.clone()].into_iter())).await;
        assert_eq!(answer, counted.asks(&analyst, "CASES", "", "nationality: [\"ISL\"]").await);
        assert_eq!(answer["data"]["statistics"]["buckets"], json!([]));
        // The difference between the table and its total covers several groups, and enough people.
        let all = counted.numbers(&analyst, "CASES", "", "").await[""];
        let told = counted.numbers(&analyst, "CASES", "NATIONALITY", "").await;
        assert!(told.len() > 3 && !told.contains_key(&rare), "{told:?}");
        let hidden: Vec<_> = truth.iter().filter(|(code, _)| !told.contains_key(*code)).map(|(_, it)| *it).collect();
        assert!(hidden.len() > 1 && hidden.iter().sum::<i64>() >= LEAST, "{hidden:?} of {all}");
        // Everybody except the group, asked by the analyst and by a colleague, who has the same memory.
        let known = truth.keys().filter(|code| *code != "?").cloned();
        let but = named(known.clone().filter(|code| *code != rare));
        let everybody = named(known);
        let donor = Viewer { roles: vec![Role::Donor], ..analyst.clone() };
        assert_eq!(counted.code(&donor, "CASES", "", &but).await, "FORBIDDEN", "it may not ask for nationalities");
        let colleague = Viewer { worker_id: Uuid::now_v7(), ..analyst.clone() };
        for who in [&analyst, &colleague] {
            let with = counted.numbers(who, "CASES", "", &everybody).await;
            let without = counted.numbers(who, "CASES", "", &but).await;
            assert!(with.is_empty() || without.is_empty(), "{with:?} less {without:?} are {rare}");
        }
        // The same through another table: the rest of each sex is checked against what is known of it.
        let (with, without) = (
            counted.numbers(&analyst, "CASES", "SEX", &everybody).await,
            counted.numbers(&colleague, "CASES", "SEX", &but).await,
        );
        let both: Vec<_> = with.keys().filter(|sex| without.contains_key(*sex)).collect();
        assert!(both.is_empty(), "{both:?}");
    })
    .await;
}

#[tokio::test]
async fn all_values_by_name_are_the_same_question_and_leave_no_line() {
    on_both(|world| async move {
        let counted = Counted::new(world).await;
        let analyst = counted.persona("analyst").await;
        let plain = counted.asks(&analyst, "CASES", "STATE", "").await;
        let lines = counted.lines().await;
        for filter in [
            "sex: [FEMALE, MALE, OTHER, NOT_STATED, UNKNOWN]",
            "state: [OPEN, CLOSED]",
            "state: [CLOSED, OPEN], sex: [OTHER, NOT_STATED, UNKNOWN, MALE, FEMALE]",
        ] {
            assert_eq!(counted.asks(&analyst, "CASES", "STATE", filter).await, plain, "{filter}");
        }
        assert_eq!(counted.lines().await, lines);
    })
    .await;
}

#[tokio::test]
async fn a_number_moves_only_by_enough_people() {
    on_both(|world| async move {
        let counted = Counted::new(world).await;
        let analyst = counted.persona("analyst").await;
        let number = async || counted.numbers(&analyst, "PEOPLE", "", "").await[""];
        let before = number().await;
        let database = &counted.world.database.writer;
        let case = case::Entity::find().one(database).await.expect("read").expect("there");
        let person = entity::person::Entity::find_by_id(case.person_id).one(database).await;
        let person = person.expect("read").expect("there");
        for more in 1..=10 {
            let (id, reference) = (Uuid::now_v7(), format!("more {more}"));
            counted.world.add(entity::person::Model { id, reference: reference.clone(), ..person.clone() }).await;
            let row = case::Model { id: Uuid::now_v7(), reference, person_id: id, ..case.clone() };
            counted.world.add(row).await;
            recount(&counted.world).await;
            let now = number().await;
            assert!(if more < LEAST { now == before } else { now > before }, "{before}, {more} more: {now}");
            if more >= LEAST {
                assert_eq!(now % LEAST, 0);
            }
        }
        assert_eq!(number().await, before + 10);
    })
    .await;
}

#[tokio::test]
async fn a_shelter_has_no_number_of_its_own() {
    on_both(|world| async move {
        let counted = Counted::new(world).await;
        let analyst = counted.persona("analyst").await;
        let centres = centre::Entity::find().all(&counted.world.database.writer).await.expect("they are read");
        let shelter = centres.iter().find(|it| it.fronting_centre_id.is_some()).expect("there is one");
        // Everybody who is counted with the ordinary centre is in the shelter, enough people for a number.
        let moved = case::Entity::update_many()
            .col_expr(case::Column::CentreId, Expr::val(shelter.id))
            .filter(case::Column::FrontingCentreId.eq(shelter.fronting_centre_id))
            .exec(&counted.world.database.writer)
            .await
            .expect("they are written");
        assert!(moved.rows_affected > 10, "{moved:?}");
        recount(&counted.world).await;
        let of = |id: Uuid| format!("centreId: [\"{}\"]", global_id::encode("Centre", id));
        let (there, nowhere) = (of(shelter.id), of(Uuid::now_v7()));
        for measures in ["CASES, PEOPLE", "OCCUPANCY", "REFERRALS_SENT"] {
            let answer = counted.asks(&analyst, measures, "", &there).await;
            assert_eq!(answer, counted.asks(&analyst, measures, "", &nowhere).await, "{measures}");
            assert_eq!(answer["data"]["statistics"]["buckets"], json!([]), "{measures}");
        }
        let front = of(shelter.fronting_centre_id.expect("it has one"));
        assert!(counted.numbers(&analyst, "CASES", "", &front).await[""] >= LEAST, "they are counted there");
    })
    .await;
}

#[tokio::test]
async fn who_reads_no_row_learns_nothing_from_a_count_of_rows() {
    on_both(|world| async move {
        let counted = Counted::new(world).await;
        let analyst = counted.persona("analyst").await;
        let raid = Viewer { organisation_type: OrganisationType::GovHostEnforcement, ..analyst.clone() };
        assert_eq!(counted.code(&raid, "CASES", "", "").await, "FORBIDDEN");
        for role in [Role::Analyst, Role::Donor, Role::Administrator] {
            let who = Viewer { roles: vec![role], ..analyst.clone() };
            for list in ["cases", "cases(filter: { status: [OPEN] })", "transfers", "referrals(box: INCOMING)"] {
                let document = format!("{{ list: {list} {{ totalCount nodes {{ id }} }} }}");
                let answer = counted.world.ask(&counted.engine, &who, &document, json!({})).await;
                assert_eq!(answer["data"]["list"], json!({ "totalCount": 0, "nodes": [] }), "{role:?}: {list}");
            }
        }
        // A value that does not exist is an unknown word, and nothing more is said.
        for (measures, group_by) in [("CASES", "SHOE_SIZE"), ("CASES", "CASE_REFERENCE"), ("NAMES", "SEX")] {
            let answer = counted.asks(&analyst, measures, group_by, "").await;
            assert_eq!(answer["data"], Value::Null, "{answer:#}");
            assert!(answer["errors"][0]["message"].is_string(), "{answer:#}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_memory_that_is_full_answers_what_was_asked_before_and_nothing_else() {
    on_both(|world| async move {
        let counted = Counted::new(world).await;
        let analyst = counted.persona("analyst").await;
        let known = counted.asks(&analyst, "CASES", "SEX", "").await;
        let rows = (0..LINES).map(|number| {
            let row = statistics_told::Model {
                id: Uuid::now_v7(),
                organisation_id: analyst.organisation_id,
                subject: StatisticsSubject::Case,
                about: format!("{{\"MONTH\":{{\"only\":[\"the {number}th\"]}}}}"),
                people: 50,
                amount: 50,
                told: json!({}),
                told_at: counted.world.now,
            };
            row.into_active_model()
        });
        let rows: Vec<_> = rows.collect();
        for some in rows.chunks(1_000) {
            let insert = statistics_told::Entity::insert_many(some.to_vec());
            insert.exec_without_returning(&counted.world.database.writer).await.expect("they are written");
        }
        let lines = counted.lines().await;
        // A server without kept answers must look into the memory.
        let engine = counted.world.engine().await;
        let counted = Counted { engine, ..counted };
        assert_eq!(counted.code(&analyst, "CASES", "AGE_BAND", "").await, "STATISTICS_BUDGET_SPENT");
        assert_eq!(counted.asks(&analyst, "CASES", "SEX", "").await, known);
        assert_eq!(counted.lines().await, lines, "nothing is written");
        // A memory belongs to one organisation and one subject.
        assert_eq!(counted.code(&analyst, "REFERRALS_SENT", "", "").await, Value::Null);
    })
    .await;
}
