//! A repeated question costs one statement and gives the same numbers. No viewer gets an answer that was kept for
//! another, and no answer that has become stale.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use entity::{
    case, centre,
    codes::{Oversight, Role},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};
use serde_json::{Value, json};
use waystation::{
    access::viewer::{OwnCentres, Viewer},
    graphql::engine::Engine,
    store::statistics::told::forget,
};

use super::{Counted, recount, refresh};
use crate::{statements::futures, support::on_both};

/// The statements of a question. `KNOWN`: the versions. `OF_A_SUBJECT`: the cells and the memory of each subject.
/// `WRITTEN`: for each subject the lock, the version that was decided on, the lines and the new version.
const KNOWN: usize = 1;
const OF_A_SUBJECT: usize = 2;
const WRITTEN: usize = 4;

impl Counted {
    /// The response by country, and how many statements it took.
    async fn counts(&self, who: &Viewer, measures: &str) -> (Value, usize) {
        self.world.counting(self.asks(who, measures, "COUNTRY", "")).await
    }

    /// The answer of this server to one fixed question.
    async fn of(&self, engine: &Engine, who: &Viewer) -> Value {
        let document = "{ statistics(measures: [CASES], groupBy: [COUNTRY, STATE],
            between: { from: \"2020-01-01\", before: \"2027-01-01\" }) { exact smallest buckets {
            country state values { number leftOut } } } }";
        self.world.ask(engine, who, document, json!({})).await["data"]["statistics"].clone()
    }
}

#[tokio::test]
async fn a_repeated_question_costs_one_statement_whatever_the_rows() {
    on_both(|world| async move {
        let counted = Counted::new(world).await;
        let analyst = counted.persona("analyst").await;
        for (measures, subjects) in [("CASES", 1), ("PEOPLE, REFERRALS_SENT, REFERRALS_DECLINED", 2)] {
            let first = KNOWN + subjects * OF_A_SUBJECT;
            let (answer, statements) = counted.counts(&analyst, measures).await;
            assert_eq!(statements, first + subjects * WRITTEN, "{measures} for the first time");
            for _ in 0..3 {
                assert_eq!(counted.counts(&analyst, measures).await, (answer.clone(), KNOWN), "{measures} again");
            }
            recount(&counted.world).await;
            assert_eq!(counted.counts(&analyst, measures).await, (answer.clone(), first), "{measures} counted anew");
        }
        // The size of an organisation's memory does not change the number of statements.
        for dimension in ["NATIONALITY", "SEX", "AGE_BAND", "STATE"] {
            counted.asks(&analyst, "CASES", dimension, "").await;
        }
        assert_eq!(counted.counts(&analyst, "CASES").await.1, KNOWN + OF_A_SUBJECT, "the memory has grown since");
        assert_eq!(counted.counts(&analyst, "CASES").await.1, KNOWN);
        let officer = counted.persona("protection_officer").await;
        assert_eq!(counted.counts(&officer, "CASES").await.1, KNOWN + 1, "exact numbers need no memory");
        assert_eq!(counted.counts(&officer, "CASES").await.1, KNOWN);
    })
    .await;
}

#[tokio::test]
async fn who_asks_the_same_at_the_same_moment_waits_for_one_count() {
    on_both(|world| async move {
        let counted = Counted::new(world).await;
        let analyst = counted.persona("analyst").await;
        let ask = || counted.asks(&analyst, "CASES", "COUNTRY", "");
        let before = ask().await;
        recount(&counted.world).await;
        let all = futures((0..8).map(async |_| assert_eq!(ask().await, before)));
        let ((), statements) = counted.world.listening(all).await;
        let cells = statements.iter().filter(|it| it.sql.contains("statistics_cells")).count();
        // Two recounts may run at a time. The other requests find the answer that one of them has kept.
        assert!((1..=2).contains(&cells), "{cells}");
    })
    .await;
}

#[tokio::test]
async fn every_question_of_a_dashboard_is_answered_though_each_is_checked_against_the_others() {
    on_both(|world| async move {
        let counted = Counted::new(world).await;
        let (analyst, engine) = (counted.persona("analyst").await, counted.world.engine().await);
        let questions = (0..10).map(|number| {
            let between = format!("between: {{ from: \"{}-01-01\", before: \"2027-01-01\" }}", 2017 + number);
            format!("q{number}: statistics(measures: [CASES], groupBy: [COUNTRY], {between}) {{ exact }}\n")
        });
        let document = format!("{{ {} }}", questions.collect::<String>());
        let dashboards = (0..3).map(async |_| counted.world.ask(&engine, &analyst, &document, json!({})).await);
        for response in futures_util::future::join_all(dashboards).await {
            assert_eq!(response["errors"], Value::Null, "{response:#}");
        }
    })
    .await;
}

#[tokio::test]
async fn nobody_gets_what_was_kept_for_another() {
    on_both(|world| async move {
        let counted = Counted::new(world).await;
        let analyst = counted.persona("analyst").await;
        let officer = counted.persona("protection_officer").await;
        let manager = counted.persona("centre_manager").await;
        let mine = case::Entity::find().one(&counted.world.database.reader).await.expect("read").expect("there");
        let in_niger = Viewer { oversight: Oversight::Country, country: Some("NER".to_owned()), ..analyst.clone() };
        let readers = [
            in_niger.clone(),
            Viewer { country: Some("MRT".to_owned()), ..in_niger.clone() },
            Viewer { organisation_id: mine.organisation_id, ..in_niger.clone() },
            Viewer { oversight: Oversight::None, organisation_id: mine.organisation_id, ..in_niger },
            analyst,
            Viewer { centres: OwnCentres::Named(Vec::new()), ..officer.clone() },
            Viewer { centres: OwnCentres::Named(vec![mine.centre_id]), ..officer.clone() },
            officer,
            manager,
        ];
        // Each reader alone, on a server that has answered nobody yet; then all readers on one server.
        let mut alone = Vec::new();
        for reader in &readers {
            let engine = counted.world.engine().await;
            alone.push(counted.of(&engine, reader).await);
        }
        let different: BTreeSet<_> = alone.iter().map(ToString::to_string).collect();
        assert!(different.len() > 5, "{alone:#?}");
        for _ in 0..2 {
            for (reader, alone) in readers.iter().zip(&alone) {
                let answer = counted.of(&counted.engine, reader).await;
                assert_eq!(&answer, alone, "{:?} {:?}", reader.roles, reader.centres);
            }
        }
        // A viewer without the right to count does not get a kept answer either.
        let auditor = Viewer { roles: vec![Role::Auditor], ..readers[4].clone() };
        assert_eq!(counted.code(&auditor, "CASES", "COUNTRY", "").await, "FORBIDDEN");
        let donor = Viewer { roles: vec![Role::Donor], ..readers[4].clone() };
        counted.asks(&readers[4], "CONSULAR_REQUESTS", "COUNTRY", "").await;
        assert_eq!(counted.code(&donor, "CONSULAR_REQUESTS", "COUNTRY", "").await, "FORBIDDEN");
    })
    .await;
}

#[tokio::test]
async fn what_no_longer_holds_is_not_told_again() {
    on_both(|world| async move {
        let counted = Counted::new(world).await;
        let database = &counted.world.database;
        let officer = counted.persona("protection_officer").await;
        let number = async || counted.numbers(&officer, "CASES", "", "").await[""];
        let before = number().await;
        let case = case::Entity::find().one(&database.writer).await.expect("read").expect("there");
        let mine = case.organisation_id == officer.organisation_id;
        let other = if mine { counted.persona("analyst").await.organisation_id } else { officer.organisation_id };
        let moved = case::ActiveModel { id: Set(case.id), organisation_id: Set(other), ..Default::default() };
        moved.update(&database.writer).await.expect("it is written");
        counted.world.rebuild().await;
        assert_eq!(number().await, before, "nothing was counted since");
        // Another server may refresh the cells. This one learns of it with the next question.
        recount(&counted.world).await;
        assert_eq!((number().await - before).abs(), 1, "counted anew");
        // A refresh that finds no change keeps the cells and the kept answers.
        refresh(database, counted.world.now).await.expect("there is nothing to count");
        counted.engine.directory().refresh(database).await.expect("it is read");
        assert_eq!(counted.counts(&officer, "CASES").await.1, KNOWN + 1);
        assert_eq!(counted.counts(&officer, "CASES").await.1, KNOWN);
        refresh(database, counted.world.now).await.expect("there is nothing to count");
        counted.engine.directory().refresh(database).await.expect("it is read");
        assert_eq!(counted.counts(&officer, "CASES").await.1, KNOWN);
        let centre = centre::Entity::find().one(&database.writer).await.expect("read").expect("there");
        let named = centre::ActiveModel { id: Set(centre.id), name: Set("Another".to_owned()), ..Default::default() };
        named.update(&database.writer).await.expect("it is written");
        counted.engine.directory().refresh(database).await.expect("it is read");
        assert_eq!(counted.counts(&officer, "CASES").await.1, KNOWN + 1, "another directory");
    })
    .await;
}

#[tokio::test]
async fn a_number_that_was_forgotten_is_told_and_remembered_anew() {
    on_both(|world| async move {
        let counted = Counted::new(world).await;
        let analyst = counted.persona("analyst").await;
        let written = KNOWN + OF_A_SUBJECT + WRITTEN;
        assert_eq!(counted.counts(&analyst, "CASES").await.1, written);
        let database = &counted.world.database;
        assert_eq!(forget(database, counted.world.now + TimeDelta::days(89)).await.expect("it is looked at"), 0);
        assert_eq!(counted.counts(&analyst, "CASES").await.1, KNOWN);
        let forgotten = forget(database, counted.world.now + TimeDelta::days(91)).await.expect("it is forgotten");
        assert!(forgotten > 0);
        assert_eq!(counted.counts(&analyst, "CASES").await.1, written, "every number leaves a line in the memory");
    })
    .await;
}

#[tokio::test]
async fn two_servers_give_the_same_answer() {
    on_both(|world| async move {
        let counted = Counted::new(world).await;
        let analyst = counted.persona("analyst").await;
        let other = counted.world.engine().await;
        let here = counted.of(&counted.engine, &analyst).await;
        let there = counted.of(&other, &analyst).await;
        assert_eq!(here, there);
        // The memory is shared: what one server reveals, the other one knows at once.
        for dimension in ["COUNTRY", "STATE", "COUNTRY, SEX"] {
            counted.asks(&analyst, "CASES", dimension, "").await;
        }
        let asks = counted.of(&other, &analyst);
        let (there, statements) = counted.world.counting(asks).await;
        assert!(statements > KNOWN, "{statements}");
        assert_eq!(there, counted.of(&counted.engine, &analyst).await);
    })
    .await;
}

#[tokio::test]
async fn records_in_buckets_cost_as_many_statements_for_many_buckets_as_for_few() {
    on_both(|world| async move {
        let counted = Counted::new(world).await;
        let officer = counted.persona("protection_officer").await;
        let asks = async |group_by: &str| {
            let document = format!(
                "{{ statistics(measures: [CASES], groupBy: [{group_by}],
                    between: {{ from: \"2020-01-01\", before: \"2027-01-01\" }}) {{
                    buckets {{ centre {{ code cases(first: 2) {{ totalCount nodes {{ reference }} }} }} }}
                    again: buckets {{ centre {{ name }} }} }} }}"
            );
            counted.world.ask(&counted.engine, &officer, &document, json!({})).await
        };
        let mut counts = Vec::new();
        for group_by in ["CENTRE", "PERIOD, SEX, CENTRE"] {
            asks(group_by).await;
            let (answer, statements) = counted.world.counting(asks(group_by)).await;
            assert_eq!(answer["errors"], Value::Null, "{answer:#}");
            let statistics = &answer["data"]["statistics"];
            let buckets = statistics["buckets"].as_array().expect("buckets");
            for (bucket, again) in buckets.iter().zip(statistics["again"].as_array().expect("buckets")) {
                assert!(bucket["centre"]["cases"]["totalCount"].as_i64() > Some(0), "{bucket:#}");
                assert!(again["centre"]["name"].is_string());
            }
            counts.push((buckets.len(), statements));
        }
        let (few, many) = (counts[0], counts[1]);
        assert!(many.0 > 3 * few.0, "{counts:?}");
        // One statement each for the versions, the cases, their count and the log.
        assert_eq!((few.1, many.1), (4, 4), "{counts:?}");
    })
    .await;
}
