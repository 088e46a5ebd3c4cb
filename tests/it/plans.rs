//! How PostgreSQL finds rows: every statement of a list, a count, a search or a record is explained over a large
//! caseload, for a viewer in each relation, and every statement by which a job looks for due rows. No statement may scan a
//! table that grows.

mod caseload;
mod jobs;
mod questions;
mod work;

use std::collections::BTreeSet;

use sea_orm::{
    ConnectionTrait, DbBackend, Statement, TransactionTrait,
    sea_query::{PostgresQueryBuilder, QueryBuilder},
};
use serde_json::Value;
use waystation::{access::viewer::Viewer, graphql::engine::Engine};

use self::questions::Question;
use crate::support::{World, on_postgres};

/// The tables that do not grow with the people served. Every other table of the database does.
const SMALL: [&str; 15] = [
    // The directory.
    "centres",
    "consular_post_competences",
    "consular_posts",
    "organisations",
    "service_languages",
    "services",
    "workers",
    // Ten for each organisation.
    "webhooks",
    // One row for each migration, kind of search key, organisation, and one row in all.
    "case_change_positions",
    "read_log_folds",
    "seaql_migrations",
    "search_key_versions",
    "statistics_memories",
    "statistics_refreshes",
    // Each node holds all of them in memory; they go when the tokens end.
    "revocations",
];

/// The fewest rows that a table that grows must have here: PostgreSQL reads through a smaller table in any case.
const ENOUGH: i64 = 2_000;

/// Complaints that are accepted: for which viewer, which one, and why. This list may only shrink.
const EXCEPTIONS: [(&str, &str, &str); 8] = [
    ("the clock", "a job: a page walks read_log_chain_id_sequence", "it reads the first row of the next chain"),
    ("the clock", "a job: a page walks read_log_checkpoints_pkey", "it reads the first checkpoint"),
    ("oversight of all", "a count reads through legal_overrides", "all overrides are what is counted"),
    (
        "oversight of all",
        "a page walks legal_overrides_created_at_id",
        "in this order they are all the viewer's, until the page is full",
    ),
    ("oversight of all", "count cases looks at too many rows", "all cases are what is counted"),
    ("oversight of all", "count cases of every centre looks at too many rows", "all cases are what is counted"),
    (
        "oversight of all",
        "a page walks cases_opened_at_id",
        "the viewer may read every row in this order, so the scan ends with the page",
    ),
    (
        "oversight of all",
        "a page walks cases_reference_key",
        "the viewer may read every row in this order, so the scan ends with the page",
    ),
];

/// The most rows that a statement may look at, of 20,000 cases and 30,000 referrals. The partner with the most shares
/// needs this many: its live shares and, for each, the case, the legal order that opened it and two words of the
/// person's name.
const MOST_ROWS: f64 = 11_500.0;

#[tokio::test]
async fn no_statement_reads_through_a_table_that_grows() {
    on_postgres(|world| async move {
        let caseload = caseload::fill(&world).await;
        let growing = growing(&world).await;
        let engine = world.engine().await;
        let mut found = BTreeSet::new();
        for (who, viewer) in &caseload.viewers {
            let asked = if viewer.is_of_origin() { questions::of_a_consulate() } else { questions::all(&caseload) };
            for question in asked {
                for complaint in complaints(&world, &engine, viewer, (&question, &growing)).await {
                    found.insert((*who, complaint));
                }
            }
        }
        found.extend(jobs::complaints(&world, &growing).await.into_iter().map(|complaint| ("the clock", complaint)));
        let allowed = EXCEPTIONS.map(|(who, complaint, _)| (who, complaint.to_owned())).into_iter().collect();
        assert_eq!(found, allowed, "found on the left, allowed on the right; remove exceptions that are not needed");
    })
    .await;
}

/// The tables that grow, as the database names them. Each has enough rows here.
async fn growing(world: &World) -> BTreeSet<String> {
    let ask = |question: String| async move {
        let statement = Statement::from_string(DbBackend::Postgres, question);
        world.database.reader.query_all_raw(statement).await.expect("the catalogue answers")
    };
    let tables = ask("SELECT table_name::text FROM information_schema.tables
         WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'"
        .to_owned());
    let tables = tables.await.into_iter().map(|row| row.try_get_by_index::<String>(0).expect("a name"));
    let (small, growing): (BTreeSet<_>, BTreeSet<_>) = tables.partition(|table| SMALL.contains(&table.as_str()));
    assert_eq!(small.len(), SMALL.len(), "a table that is gone must leave the list: {small:?}");
    for table in &growing {
        let rows = ask(format!("SELECT count(*) FROM {table}")).await;
        let rows: i64 = rows[0].try_get_by_index(0).expect("a number");
        assert!(
            rows >= ENOUGH,
            "{table} has {rows} rows: give it more in tests/it/plans/caseload.sql, or name it in SMALL"
        );
    }
    growing
}

/// The complaints about the statements of the first and the second page.
async fn complaints(
    world: &World,
    engine: &Engine,
    viewer: &Viewer,
    (question, growing): (&Question, &BTreeSet<String>),
) -> BTreeSet<String> {
    let mut variables = question.variables.clone();
    let mut complaints = BTreeSet::new();
    for _ in 0..2 {
        let asking = world.ask(engine, viewer, &question.document, variables.clone());
        let (response, statements) = world.listening(asking).await;
        let code = response["errors"][0]["extensions"]["code"].as_str();
        let refused = matches!(code, Some("NOT_FOUND" | "FORBIDDEN"));
        assert!(response["errors"].is_null() || refused, "{}: {response:#}", question.name);
        for statement in statements.iter().filter(|it| it.sql.starts_with("SELECT") || it.sql.starts_with("WITH")) {
            let plan = explain(world, statement).await;
            let mut rows = 0.0;
            look(&plan, (question.counts, growing), &mut rows, &mut complaints);
            if rows > MOST_ROWS && complaints.is_empty() {
                eprintln!("{}: {rows} rows: {plan:#}", question.name);
                complaints.insert(format!("{} looks at too many rows", question.name));
            }
        }
        let info = &response["data"]["list"]["pageInfo"];
        let (cursor, place) =
            if variables["last"].is_null() { ("endCursor", "after") } else { ("startCursor", "before") };
        if info[cursor].is_null() {
            break;
        }
        variables[place] = info[cursor].clone();
    }
    complaints
}

/// The generic plan, as the server gets it, not a plan for these values.
pub async fn explain(world: &World, statement: &Statement) -> Value {
    let values = statement.values.as_ref().map_or(&[][..], |values| &values.0);
    let list = |of: Vec<String>| if of.is_empty() { String::new() } else { format!("({})", of.join(", ")) };
    let types = list(values.iter().map(|value| type_of(value).to_owned()).collect());
    let literals = list(values.iter().map(literal).collect());
    let connection = world.database.writer.begin().await.expect("a connection is free");
    let prepare = format!("PREPARE asked{types} AS {}", statement.sql);
    connection.execute_unprepared(&prepare).await.expect("the statement is prepared");
    let explain = format!("EXPLAIN (FORMAT JSON, ANALYZE, TIMING OFF) EXECUTE asked{literals}");
    let row = connection.query_one_raw(Statement::from_string(DbBackend::Postgres, explain)).await;
    let plan: Value =
        row.expect("the statement is explained").expect("a plan").try_get_by_index(0).expect("it is JSON");
    connection.execute_unprepared("DEALLOCATE asked").await.expect("it is forgotten");
    connection.rollback().await.expect("nothing was written");
    plan[0]["Plan"].clone()
}

fn literal(value: &sea_orm::Value) -> String {
    format!("{}::{}", PostgresQueryBuilder.value_to_string(value), type_of(value))
}

fn type_of(value: &sea_orm::Value) -> &'static str {
    use sea_orm::Value as V;
    match value {
        V::Uuid(_) => "uuid",
        V::String(_) => "text",
        V::Bool(_) => "boolean",
        V::Int(_) => "integer",
        V::BigInt(_) | V::BigUnsigned(_) => "bigint",
        V::ChronoDate(_) => "date",
        V::ChronoDateTimeUtc(_) => "timestamptz",
        V::Array(sea_orm::sea_query::ArrayType::Uuid, _) => "uuid[]",
        other => panic!("{other:?} has no PostgreSQL type here yet"),
    }
}

/// Looks at a step of a plan and at the steps below it, and adds up the rows that they look at.
fn look(plan: &Value, (counts, growing): (bool, &BTreeSet<String>), rows: &mut f64, complaints: &mut BTreeSet<String>) {
    let text = |key: &str| plan[key].as_str().unwrap_or_default();
    let number = |key: &str| plan[key].as_f64().unwrap_or_default();
    let (step, table, what) = (text("Node Type"), text("Relation Name"), if counts { "a count" } else { "a page" });
    if growing.contains(table) {
        *rows += number("Actual Loops") * (number("Actual Rows") + number("Rows Removed by Filter"));
        if step == "Seq Scan" {
            complaints.insert(format!("{what} reads through {table}"));
        }
        if step.starts_with("Index") && plan["Index Cond"].is_null() && number("Actual Loops") > 0.0 && !counts {
            complaints.insert(format!("{what} walks {}", text("Index Name")));
        }
    }
    for below in plan["Plans"].as_array().into_iter().flatten() {
        look(below, (counts, growing), rows, complaints);
    }
}
