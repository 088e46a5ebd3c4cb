//! How PostgreSQL finds what is asked: every statement that a list, a count, a search or a record takes is explained over
//! a large caseload, and none may read through a table that grows.

mod caseload;

use std::collections::BTreeSet;

use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};
use waystation::{access::viewer::Viewer, graphql::engine::Engine};

use self::caseload::Caseload;
use crate::support::{World, on_postgres};

/// The tables that grow with the people served.
const GROWING: [&str; 19] = [
    "cases",
    "persons",
    "person_names",
    "person_languages",
    "nationalities",
    "identifiers",
    "contacts",
    "vulnerabilities",
    "medical_notes",
    "immigration_statuses",
    "case_notes",
    "consents",
    "consent_recipients",
    "shares",
    "referrals",
    "referral_events",
    "transfers",
    "change_log",
    "read_log",
];

const CASES: &str = "query ($filter: CaseFilter, $orderBy: CaseOrder = OPENED_AT, $direction: OrderDirection = DESC, $first: Int, $after: String, $last: Int, $before: String) {
  cases(filter: $filter, orderBy: $orderBy, direction: $direction, first: $first, after: $after, last: $last, before: $before) {
    pageInfo { startCursor endCursor } nodes { id reference person { initials } }
  }
}";
const REFERRALS: &str =
    "query ($box: ReferralBox!, $filter: ReferralFilter, $first: Int, $after: String, $last: Int, $before: String) {
  referrals(box: $box, filter: $filter, first: $first, after: $after, last: $last, before: $before) {
    pageInfo { startCursor endCursor } nodes { id reference case { reference } }
  }
}";
const TRANSFERS: &str = "query ($state: [TransferState!], $first: Int, $after: String, $last: Int, $before: String) {
  transfers(state: $state, first: $first, after: $after, last: $last, before: $before) {
    pageInfo { startCursor endCursor } nodes { id reference case { reference } }
  }
}";

fn explored(document: &str) -> String {
    document.to_owned()
}

async fn explain(world: &World, statement: &Statement) -> Value {
    let mut asking = statement.clone();
    asking.sql = format!("EXPLAIN (FORMAT JSON, ANALYZE, TIMING OFF) {}", statement.sql);
    let row = world.database.reader.query_one_raw(asking).await.expect("the statement is explained").expect("a plan");
    row.try_get_by_index(0).expect("a plan is JSON")
}

fn complaints(plan: &Value, all: &mut BTreeSet<String>, read: &mut f64) {
    let kind = plan["Node Type"].as_str().unwrap_or_default();
    let table = plan["Relation Name"].as_str().unwrap_or_default();
    let loops = plan["Actual Loops"].as_f64().unwrap_or_default();
    if kind.contains("Scan") && GROWING.contains(&table) {
        *read += loops
            * (plan["Actual Rows"].as_f64().unwrap_or_default()
                + plan["Rows Removed by Filter"].as_f64().unwrap_or_default());
        if kind == "Seq Scan" {
            all.insert(format!("seq {table}"));
        } else if kind != "Bitmap Heap Scan" && plan["Index Cond"].is_null() {
            all.insert(format!("walk {table} by {}", plan["Index Name"]));
        }
    }
    for child in plan["Plans"].as_array().into_iter().flatten() {
        complaints(child, all, read);
    }
}

#[tokio::test]
async fn no_statement_reads_through_a_table_that_grows() {
    on_postgres(|world| async move {
        let start = std::time::Instant::now();
        let caseload = caseload::fill(&world).await;
        println!("filled in {:?}", start.elapsed());
        let engine = world.engine().await;
        let mut questions: Vec<(String, &str, Value)> = Vec::new();
        for (name, filter) in [
            ("no filter", json!({})),
            ("status", json!({"status": ["OPEN"]})),
            ("priority", json!({"priority": ["CRITICAL"]})),
            ("centre", json!({"centre": caseload.centre})),
            ("opened", json!({"openedFrom": "2023-11-12T00:00:00Z", "openedBefore": "2023-11-13T00:00:00Z"})),
            ("mine", json!({"assignedToMe": true})),
            ("not mine", json!({"assignedToMe": false})),
            ("nationality", json!({"nationality": "XAB"})),
            ("name", json!({"name": "Fabc"})),
            ("name2", json!({"name": "Gab Fab"})),
        ] {
            questions.push((format!("cases by {name}"), CASES, json!({"filter": filter, "first": 20})));
        }
        for order in ["OPENED_AT", "REFERENCE"] {
            for direction in ["ASC", "DESC"] {
                for size in ["first", "last"] {
                    questions.push((
                        format!("cases {order} {direction} {size}"),
                        CASES,
                        json!({"orderBy": order, "direction": direction, size: 20}),
                    ));
                }
            }
        }
        for which in ["INCOMING", "OUTGOING"] {
            for (name, filter) in [
                ("no filter", json!({})),
                ("state", json!({"state": ["SENT"]})),
                ("urgency", json!({"urgency": ["EMERGENCY"]})),
                ("overdue", json!({"overdue": true})),
                ("not overdue", json!({"overdue": false})),
                ("group", json!({"serviceGroup": "HEALTH"})),
                ("range", json!({"from": "2023-11-10T00:00:00Z", "before": "2023-11-11T00:00:00Z"})),
            ] {
                questions.push((
                    format!("{which} by {name}"),
                    REFERRALS,
                    json!({"box": which, "filter": filter, "first": 20}),
                ));
            }
            questions.push((format!("{which} last"), REFERRALS, json!({"box": which, "last": 20})));
        }
        questions.push(("transfers".to_owned(), TRANSFERS, json!({"first": 20})));
        questions.push(("transfers last".to_owned(), TRANSFERS, json!({"last": 20})));
        questions.push(("transfers by state".to_owned(), TRANSFERS, json!({"first": 20, "state": ["OFFERED"]})));
        questions.push(("count cases".to_owned(), "{ cases { totalCount } }", json!({})));
        questions.push(("count by name".to_owned(), "{ cases(filter: {name: \"Fabc\"}) { totalCount } }", json!({})));
        questions.push(("count in".to_owned(), "{ referrals(box: INCOMING) { totalCount } }", json!({})));
        questions.push(("count out".to_owned(), "{ referrals(box: OUTGOING) { totalCount } }", json!({})));
        questions.push(("count transfers".to_owned(), "{ transfers { totalCount } }", json!({})));
        for (who, viewer) in &caseload.viewers {
            for (name, document, variables) in &questions {
                let mut variables = variables.clone();
                for page in 0..2 {
                    let (response, statements) =
                        world.listening(world.ask(&engine, viewer, document, variables.clone())).await;
                    if response["errors"] != Value::Null {
                        println!("{who} {name} {}", response["errors"]);
                        break;
                    }
                    for statement in statements {
                        if statement.sql.starts_with("INSERT") {
                            continue;
                        }
                        let plan = explain(&world, &statement).await;
                        let (mut all, mut read) = (BTreeSet::new(), 0.0);
                        complaints(&plan[0]["Plan"], &mut all, &mut read);
                        let time = plan[0]["Execution Time"].as_f64().unwrap_or_default();
                        println!(
                            "{who:20} {name:25} {page} read {read:8} {time:7.2} ms plan {:5.2} {all:?}",
                            plan[0]["Planning Time"].as_f64().unwrap_or_default()
                        );
                        if std::env::var("SHOW").is_ok_and(|it| it == format!("{who}/{name}")) {
                            println!("{}\n{}", statement, serde_json::to_string_pretty(&plan).unwrap());
                        }
                    }
                    let list = &response["data"].as_object().unwrap().values().next().unwrap()["pageInfo"];
                    if list.is_null() {
                        break;
                    }
                    if variables["last"].is_null() {
                        variables["after"] = list["endCursor"].clone();
                    } else {
                        variables["before"] = list["startCursor"].clone();
                    }
                    if list["endCursor"].is_null() {
                        break;
                    }
                }
            }
        }
    })
    .await;
}
