//! The lists that people work through, with each condition and order of its own.

use serde_json::{Value, json};

use super::{
    caseload::Caseload,
    questions::{CASES, OVERRIDES, Question, REFERRALS, REQUESTS, TRANSFERS, question},
};

const TASKS: &str = "
query ($dueBefore: DateTime) {
  myTasks(dueBefore: $dueBefore) { hasMore tasks { kind dueAt node {
    id ... on Referral { case { reference } } ... on Case { person { initials } } } } }
}";
const TASK_COUNTS: &str = "{ myTasks(first: 0) { counts { kind count } } }";

/// All questions about work over this caseload.
pub fn lists(caseload: &Caseload) -> Vec<Question> {
    let (worker, centre) = (&caseload.worker, &caseload.centre);
    let [house, partner, service] = &caseload.sides;
    let of_case = [json!({ "centreId": centre }), json!({ "assignedWorkerId": worker })];
    let sides = [json!({ "fromOrganisationId": house }), json!({ "toOrganisationId": partner })];
    let cases = [
        json!({ "reference": "C-40" }),
        json!({ "assignedWorkerId": worker }),
        json!({ "unassigned": true }),
        json!({ "unassigned": false }),
        json!({ "nextReviewBefore": "2023-11-20" }),
    ];
    let referrals = [
        json!({ "reference": "R-40" }),
        json!({ "dueBefore": "2023-11-20T00:00:00Z" }),
        json!({ "serviceId": service }),
    ];
    let requests = [
        json!({ "reference": "CR-40" }),
        json!({ "packetReference": "K-40" }),
        json!({ "interview": { "from": "2023-11-20T00:00:00Z" } }),
    ];
    let mut all = Vec::new();
    let mut ask = |name: &str, document: &'static str, filters: &[&[Value]], more: Value| {
        for filter in filters.iter().flat_map(|some| some.iter()) {
            let mut variables = json!({ "filter": filter, "first": 20 });
            merge(&mut variables, &more);
            all.push(question(format!("{name} {filter}"), document, variables));
        }
    };
    ask("cases", CASES, &[&cases], json!({}));
    for which in ["INCOMING", "OUTGOING"] {
        ask(which, REFERRALS, &[&referrals, &sides, &of_case], json!({ "box": which }));
    }
    ask("transfers", TRANSFERS, &[&[json!({ "reference": "T-40" })], &sides, &of_case], json!({}));
    ask("overrides", OVERRIDES, &[&[json!({ "expiresBefore": "2023-11-20T00:00:00Z" })], &of_case], json!({}));
    ask("requests", REQUESTS, &[&requests, &of_case], json!({}));
    let mut by = |name: &str, document: &'static str, key: &str, more: Value| {
        for (direction, size) in [("ASC", "first"), ("DESC", "first"), ("ASC", "last")] {
            let mut variables = json!({ "orderBy": { "field": key, "direction": direction }, size: 20 });
            merge(&mut variables, &more);
            all.push(question(format!("{name} by {key} {direction}, {size}"), document, variables));
        }
    };
    for which in ["INCOMING", "OUTGOING"] {
        by(which, REFERRALS, "SENT_AT", json!({ "box": which }));
        by(which, REFERRALS, "URGENCY", json!({ "box": which }));
    }
    by("transfers", TRANSFERS, "OFFERED_AT", json!({}));
    for key in ["SUBMITTED_AT", "INTERVIEW_AT"] {
        by("requests", REQUESTS, key, json!({}));
    }
    all.push(question("tasks", TASKS, json!({})));
    all.push(question("tasks that are due", TASKS, json!({ "dueBefore": "2023-11-20T00:00:00Z" })));
    all.push(question("count tasks", TASK_COUNTS, json!({})));
    all
}

fn merge(variables: &mut Value, more: &Value) {
    for (name, value) in more.as_object().into_iter().flatten() {
        variables[name] = value.clone();
    }
}
