//! How the server handles a full disk, conflicting transactions, old rows and requests of strangers.

mod full_disk;
mod revoked;

use std::collections::BTreeSet;

use chrono::Duration;
use entity::{
    case, case_note, change_log,
    codes::{OrganisationType, Role, StatisticsSubject},
    idempotency_key, outbox, read_log, statistics_cell,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, Statement, sea_query::Expr,
};
use serde_json::{Value, json};
use uuid::Uuid;
use waystation::{
    access::viewer::Viewer,
    global_id,
    graphql::engine::Engine,
    store::{
        background::retention::{Retention, forget},
        read_log::signing::Signer,
        statistics::refresh::refresh,
    },
};

use crate::support::{World, on_both, on_postgres, rows, someone};

/// A case worker with a case, and a worker of another organisation.
struct House {
    world: World,
    engine: Engine,
    aminata: Viewer,
    stranger: Viewer,
    case: case::Model,
}

impl House {
    async fn begin(world: World) -> Self {
        let (house, aminata) = someone(&world, OrganisationType::Iom).await;
        let (other, stranger) = someone(&world, OrganisationType::NationalNgo).await;
        let centre = world.add(rows::centre(&house)).await;
        let person = world.add(rows::person(&house)).await;
        let case = rows::case(&person, &centre);
        let case = world.add(case::Model { assigned_worker_id: Some(aminata.id), ..case }).await;
        Self {
            engine: world.engine().await,
            aminata: world.viewer(Role::CaseWorker, &aminata, &house),
            stranger: world.viewer(Role::CaseWorker, &stranger, &other),
            case,
            world,
        }
    }

    async fn notes(&self, who: &Viewer, case: Uuid, text: &str) -> Value {
        let document = "mutation ($case: ID!, $key: String!, $text: String!) {
            addCaseNote(idempotencyKey: $key, input: { caseId: $case, text: $text }) { userErrors { code } } }";
        let variables = json!({ "case": global_id::encode("Case", case), "key": Uuid::now_v7(), "text": text });
        self.world.ask(&self.engine, who, document, variables).await
    }

    async fn reads(&self) -> Value {
        let document = "query ($case: ID!) { case(id: $case) { reference } }";
        let variables = json!({ "case": global_id::encode("Case", self.case.id) });
        self.world.ask(&self.engine, &self.aminata, document, variables).await["data"]["case"]["reference"].clone()
    }

    /// Sets the maximum of pages of the database file. The driver may open a new connection after a failure, which
    /// resets it.
    async fn pages(&self, pages: &str) {
        let pragma = format!("PRAGMA max_page_count = {pages}");
        self.world.database.writer.execute_unprepared(&pragma).await.expect("it is set");
    }
}

fn code(response: &Value) -> &Value {
    &response["errors"][0]["extensions"]["code"]
}

#[tokio::test]
async fn a_change_that_another_transaction_prevented_is_done_again_and_once() {
    on_postgres(|world| async move {
        let house = House::begin(world).await;
        let database = house.world.database.clone();
        // Serialization failures as PostgreSQL raises them: at the log entry, and at the commit.
        for (when, name) in [("AFTER INSERT ON change_log", "at_once"), ("AFTER INSERT ON outbox", "at_commit")] {
            let deferred = if name == "at_commit" { ("CONSTRAINT", "DEFERRABLE INITIALLY DEFERRED") } else { ("", "") };
            let trigger = format!(
                "CREATE SEQUENCE {name}_tries;
                 CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                     IF nextval('{name}_tries') <= 1 THEN
                         RAISE EXCEPTION 'in the way' USING ERRCODE = '40001';
                     END IF;
                     RETURN NULL;
                 END $$;
                 CREATE {} TRIGGER {name} {when} {} FOR EACH ROW EXECUTE FUNCTION {name}()",
                deferred.0, deferred.1
            );
            database.writer.execute_unprepared(&trigger).await.expect("the trigger is made");
        }
        let response = house.notes(&house.aminata, house.case.id, "once").await;
        assert_eq!(response, json!({ "data": { "addCaseNote": { "userErrors": [] } } }));
        assert_eq!(case_note::Entity::find().count(&database.reader).await.expect("counted"), 1);
        // Four tries, and no more.
        let always = "CREATE OR REPLACE FUNCTION at_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            PERFORM nextval('at_once_tries');
            RAISE EXCEPTION 'in the way' USING ERRCODE = '40001';
        END $$; SELECT setval('at_once_tries', 100)";
        database.writer.execute_unprepared(always).await.expect("the trigger is changed");
        let response = house.notes(&house.aminata, house.case.id, "never").await;
        assert_eq!(code(&response), "UNAVAILABLE", "{response:#}");
        assert_eq!(case_note::Entity::find().count(&database.reader).await.expect("counted"), 1);
        let tries = Statement::from_string(database.backend(), "SELECT last_value FROM at_once_tries");
        let tries = database.reader.query_one_raw(tries).await.expect("read").expect("a row");
        assert_eq!(tries.try_get_by_index::<i64>(0).expect("a number"), 104);
    })
    .await;
}

#[tokio::test]
async fn what_is_somebody_elses_costs_a_stranger_as_much_as_nothing_and_is_not_locked() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let mut counts = Vec::new();
        for case in [house.case.id, Uuid::now_v7()] {
            let asking = house.notes(&house.stranger, case, "hello");
            let (response, statements) = house.world.listening(asking).await;
            assert_eq!(code(&response), "NOT_FOUND", "{response:#}");
            let locks = statements.iter().filter(|it| it.sql.contains("FOR UPDATE")).count();
            assert_eq!(locks, 0, "{statements:#?}");
            // Only the first refusal of a minute has a row of its own in the read log.
            let sql = statements.into_iter().map(|it| it.sql).filter(|sql| !sql.contains("INTO \"read_log\""));
            counts.push(sql.collect::<Vec<_>>());
        }
        assert_eq!(counts[0].len(), counts[1].len(), "{counts:#?}");
    })
    .await;
}

#[tokio::test]
async fn what_is_old_is_deleted_in_portions_and_what_is_not_counted_stays() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let (database, now) = (house.world.database.clone(), house.world.now);
        house.notes(&house.aminata, house.case.id, "a note").await;
        house.reads().await;
        let event = outbox::Entity::find().one(&database.reader).await.expect("read").expect("an event");
        let mut many = Vec::new();
        for n in 0..1_200 {
            let at = now - Duration::days(30) - Duration::seconds(n);
            many.push(outbox::Model { id: Uuid::now_v7(), at, ..event.clone() }.into_active_model());
        }
        for some in many.chunks(100) {
            let insert = outbox::Entity::insert_many(some.to_vec());
            insert.exec_without_returning(&database.writer).await.expect("they are written");
        }
        let forgotten = async |now| {
            let (retention, signer) = (Retention::default(), Signer::none());
            forget(&database, &retention, &signer, now).await.expect("old rows are deleted")
        };
        assert_eq!(forgotten(now).await, 0, "nothing is counted yet");
        refresh(&database, now).await.expect("it is counted");
        assert_eq!(forgotten(now).await, 1_200);
        assert_eq!(forgotten(now).await, 0);
        let left = async || {
            [
                outbox::Entity::find().count(&database.reader).await,
                change_log::Entity::find().count(&database.reader).await,
                read_log::Entity::find().count(&database.reader).await,
                idempotency_key::Entity::find().count(&database.reader).await,
            ]
            .map(|count| count.expect("counted"))
        };
        assert_eq!(left().await, [1, 1, 1, 1]);
        forgotten(now + Duration::days(8)).await;
        assert_eq!(left().await, [1, 1, 1, 0], "the key is deleted, and the event is kept longer");
        refresh(&database, now + Duration::days(9)).await.expect("it is counted");
        forgotten(now + Duration::days(9)).await;
        assert_eq!(left().await, [0, 1, 1, 0]);
        forgotten(now + Duration::days(1_826)).await;
        assert_eq!(left().await, [0, 1, 0, 0]);
        forgotten(now + Duration::days(3_651)).await;
        assert_eq!(left().await, [0, 0, 0, 0]);
    })
    .await;
}

#[tokio::test]
async fn changes_that_are_not_counted_yet_are_found_by_an_index() {
    on_both(|world| async move {
        if world.database.is_postgres() {
            // PostgreSQL scans a table of this size even if it has an index.
            return;
        }
        let house = House::begin(world).await;
        let (database, now) = (house.world.database.clone(), house.world.now);
        refresh(&database, now).await.expect("it is counted");
        let (run, statements) = house.world.listening(refresh(&database, now)).await;
        run.expect("it is counted");
        let of_events: Vec<_> = statements.into_iter().filter(|it| it.sql.contains("\"outbox\"")).collect();
        assert!(!of_events.is_empty());
        for statement in of_events {
            let explained = Statement { sql: format!("EXPLAIN QUERY PLAN {}", statement.sql), ..statement };
            let plan = database.reader.query_all_raw(explained).await.expect("explained");
            let plan: Vec<String> = plan.iter().map(|row| row.try_get("", "detail").expect("a line")).collect();
            assert!(plan.iter().any(|line| line.contains("SEARCH outbox USING INDEX")), "{plan:#?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_month_that_cannot_be_counted_keeps_no_other_from_being_counted() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let (database, now) = (house.world.database.clone(), house.world.now);
        let opened_at = now - Duration::days(100);
        let id = Uuid::now_v7();
        let bad = case::Model { id, reference: "bad".to_owned(), opened_at, ..house.case.clone() };
        house.world.add(bad).await;
        let status = async |status: &'static str| {
            let update = case::Entity::update_many().col_expr(case::Column::ImmigrationStatus, Expr::value(status));
            update.filter(case::Column::Id.eq(id)).exec(&database.writer).await.expect("it is written");
        };
        status("A_STATUS_OF_TOMORROW").await;
        let months = async || {
            let cells =
                statistics_cell::Entity::find().filter(statistics_cell::Column::Subject.eq(StatisticsSubject::Case));
            let cells = cells.all(&database.reader).await.expect("read");
            cells.iter().map(|cell| cell.month).collect::<BTreeSet<_>>()
        };
        let run = refresh(&database, now).await.expect("it runs");
        assert_eq!((run.skipped, months().await.len()), (1, 1), "{run:?}");
        // Nothing has changed since, but the month is tried again.
        let run = refresh(&database, now).await.expect("it runs");
        assert_eq!((run.skipped, months().await.len()), (1, 1), "{run:?}");
        status("STRANDED").await;
        let run = refresh(&database, now).await.expect("it runs");
        assert_eq!((run.skipped, months().await.len()), (0, 2), "{run:?}");
    })
    .await;
}
