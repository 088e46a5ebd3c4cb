//! The questions over the large caseload: every list with each filter, order and direction, counts, searches, one
//! record, and everything below a page of cases.

use std::borrow::Cow;

use serde_json::{Value, json};
use waystation::graphql::{
    record::table::Record as _,
    records::{Case, ConsularRequest, LegalOverride, PersonMatch},
};

use super::{caseload::Caseload, work};
use crate::support::document::fields;

/// A document and its variables.
pub struct Question {
    /// The name in failure messages.
    pub name: String,
    /// The document.
    pub document: Cow<'static, str>,
    /// The variables of the first page.
    pub variables: Value,
    /// Whether the question counts. A count may look at all rows that the viewer can know of.
    pub counts: bool,
}

pub const CASES: &str = "
query ($filter: CaseFilter, $orderBy: CaseOrder, $first: Int, $after: String, $last: Int, $before: String) {
  list: cases(filter: $filter, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) {
    pageInfo { startCursor endCursor } nodes { reference person { initials } assignedWorker { displayName } }
  }
}";
pub const REFERRALS: &str = "
query ($box: ReferralBox!, $filter: ReferralFilter, $orderBy: ReferralOrder,
       $first: Int, $after: String, $last: Int, $before: String) {
  list: referrals(box: $box, filter: $filter, orderBy: $orderBy,
                  first: $first, after: $after, last: $last, before: $before) {
    pageInfo { startCursor endCursor } nodes { reference case { reference person { initials } } service { name } }
  }
}";
pub const TRANSFERS: &str = "
query ($filter: TransferFilter, $orderBy: TransferOrder, $first: Int, $after: String, $last: Int, $before: String) {
  list: transfers(filter: $filter, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) {
    pageInfo { startCursor endCursor } nodes { reference case { reference } }
  }
}";
pub const OVERRIDES: &str = "
query ($filter: LegalOverrideFilter, $first: Int, $after: String, $last: Int, $before: String) {
  list: legalOverrides(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
    pageInfo { startCursor endCursor } nodes { id referral { id } }
  }
}";
pub const REQUESTS: &str = "
query ($filter: ConsularRequestFilter, $orderBy: ConsularRequestOrder,
       $first: Int, $after: String, $last: Int, $before: String) {
  list: consularRequests(filter: $filter, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) {
    pageInfo { startCursor endCursor } nodes { reference case { id } }
  }
}";
const PACKETS: &str = "
query ($filter: ConsularPacketFilter, $first: Int, $after: String, $last: Int, $before: String) {
  list: consularPackets(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
    pageInfo { startCursor endCursor } nodes { reference state }
  }
}";
const PACKET: &str = "{ list: consularPacket(reference: \"K-40\") { reference state } }";
const STATISTICS: &str = "
{ statistics(measures: [CASES], groupBy: [COUNTRY], between: { from: \"2023-01-01\", before: \"2023-04-01\" }) { exact } }";
const CENTRES: &str = "
{ list: centres(first: 100) { nodes {
    occupancy { occupied free }
    cases(first: 10) { nodes { reference referrals(first: 5) { nodes { toOrganisation { name } } } } }
} } }";
// One country only: for all forty centres PostgreSQL would scan the persons of 400 cases in one go, which is right with
// 20,000 rows.
const COUNTRY: &str = "
{ list: centres(first: 100, filter: { country: \"NER\" }) { nodes {
    occupancyPerDay { date occupied }
    cases(first: 3) { nodes { person { ageBand sex } stays { nodes { from } } } }
} } }";
const PREVIEW: &str = "query ($case: ID!, $to: ID!) {
  previewShare(caseId: $case, organisationId: $to, classes: [IDENTITY]) { roles { role } }
}";
const READERS: &str = "query ($case: ID!) {
  list: case(id: $case) { readersCompleteUntil readers { totalCount nodes { day workerName organisation { name } } } }
}";
const NODE: &str = "query ($id: ID!) { list: node(id: $id) { id } }";

pub fn question(name: impl Into<String>, document: impl Into<Cow<'static, str>>, variables: Value) -> Question {
    let name = name.into();
    Question { counts: name.starts_with("count"), name, document: document.into(), variables }
}

/// The beginning and the end of a day of the caseload.
const MOMENTS: (&str, &str) = ("2023-11-10T00:00:00Z", "2023-11-11T00:00:00Z");

/// All questions over this caseload.
#[expect(clippy::too_many_lines, reason = "a table of questions, no course of action")]
pub fn all(caseload: &Caseload) -> Vec<Question> {
    let mut all = Vec::new();
    let (from, before) = MOMENTS;
    for filter in of_cases(caseload) {
        all.push(question(format!("cases {filter}"), CASES, json!({ "filter": filter, "first": 20 })));
    }
    for order in ["OPENED_AT", "REFERENCE", "NEXT_REVIEW_ON", "PRIORITY", "LAST_ACTIVITY_AT"] {
        for direction in ["ASC", "DESC"] {
            for size in ["first", "last"] {
                let variables = json!({ "orderBy": { "field": order, "direction": direction }, size: 20 });
                all.push(question(format!("cases by {order} {direction}, {size}"), CASES, variables));
            }
        }
    }
    all.extend(by_due_time());
    for which in ["INCOMING", "OUTGOING"] {
        for filter in [
            json!({}),
            json!({ "state": ["SENT"] }),
            json!({ "state": ["ACCEPTED", "SCHEDULED", "IN_PROGRESS"] }),
            json!({ "urgency": ["EMERGENCY"] }),
            json!({ "overdue": true }),
            json!({ "overdue": false }),
            json!({ "serviceGroup": "HEALTH" }),
            json!({ "entered": { "from": from, "before": before } }),
        ] {
            let variables = json!({ "box": which, "filter": filter, "first": 20 });
            all.push(question(format!("{which} {filter}"), REFERRALS, variables));
        }
        all.push(question(format!("{which}, last"), REFERRALS, json!({ "box": which, "last": 20 })));
    }
    all.push(question("transfers", TRANSFERS, json!({ "first": 20 })));
    all.push(question("transfers, last", TRANSFERS, json!({ "last": 20 })));
    all.push(question("transfers offered", TRANSFERS, json!({ "first": 20, "filter": { "state": ["OFFERED"] } })));
    all.extend(work::lists(caseload));
    for (name, count) in [
        ("cases", "{ list: cases(first: 0) { totalCount } }"),
        ("cases by name", "{ list: cases(first: 0, filter: { name: \"Fabc\" }) { totalCount } }"),
        ("cases by a letter", "{ list: cases(first: 0, filter: { name: \"G F\" }) { totalCount } }"),
        ("incoming", "{ list: referrals(box: INCOMING, first: 0) { totalCount } }"),
        ("outgoing", "{ list: referrals(box: OUTGOING, first: 0) { totalCount } }"),
        ("transfers", "{ list: transfers(first: 0) { totalCount } }"),
    ] {
        all.push(question(format!("count {name}"), count, json!({})));
    }
    let (first, states) = (json!({ "first": 20 }), json!({ "first": 20, "filter": { "state": ["WAITING"] } }));
    all.push(question("overrides", OVERRIDES, first.clone()));
    all.push(question("overrides, last", OVERRIDES, json!({ "last": 20 })));
    all.push(question("overrides that wait", OVERRIDES, states));
    all.push(question("requests", REQUESTS, first));
    all.push(question("requests, last", REQUESTS, json!({ "last": 20 })));
    all.push(question(
        "requests to a State",
        REQUESTS,
        json!({ "first": 20, "filter": { "country": "GIN", "state": ["DRAFT"] } }),
    ));
    for (name, count) in [
        ("overrides", "{ list: legalOverrides(first: 0) { totalCount } }"),
        ("requests", "{ list: consularRequests(first: 0) { totalCount } }"),
        ("matches", "{ list: personMatches(first: 0) { totalCount } }"),
        (
            "open matches",
            "{ list: personMatches(first: 20, filter: { state: [PROPOSED] }) { nodes { id case { id } } } }",
        ),
        ("statistics", STATISTICS),
    ] {
        all.push(question(format!("count {name}"), count, json!({})));
    }
    for (list, table) in [
        ("cases", Case::table()),
        ("legalOverrides", LegalOverride::table()),
        ("consularRequests", ConsularRequest::table()),
        ("personMatches", PersonMatch::table()),
    ] {
        let below = fields(table, &mut vec![table.name], 2);
        let document = format!("{{ list: {list}(first: 20) {{ nodes {{ {below} }} }} }}");
        all.push(question(format!("everything below {list}"), document, json!({})));
    }
    all.push(question("every centre", CENTRES, json!({})));
    all.push(question("the centres of a country", COUNTRY, json!({})));
    for (name, count) in [
        ("days of every centre", "{ list: centres(first: 100) { nodes { occupancyPerDay { date occupied } } } }"),
        ("cases of every centre", "{ list: centres(first: 100) { nodes { cases(first: 0) { totalCount } } } }"),
        (
            "departures of every centre",
            "{ list: centres(first: 100) { nodes { expectedDepartures(first: 0) { totalCount } } } }",
        ),
        ("roll call of every centre", "{ list: centres(first: 100) { nodes { rollCall(first: 0) { totalCount } } } }"),
        ("heads of every centre", "{ list: centres(first: 100) { nodes { presentStays(first: 0) { totalCount } } } }"),
    ] {
        all.push(question(format!("count {name}"), count, json!({})));
    }
    for said in ["name: \"Gabc\", birthDate: \"1995-05-04\"", "reference: \"P-100\", birthDate: \"1995-05-04\""] {
        let document = format!("{{ list: personAtCounter(purpose: ACCESS, {said}) {{ cases {{ reference }} }} }}");
        all.push(question(format!("at the counter {said}"), document, json!({})));
    }
    let [case, partner] = &caseload.preview;
    all.push(question("preview", PREVIEW, json!({ "case": case, "to": partner })));
    all.push(question("readers", READERS, json!({ "case": case })));
    for id in &caseload.records {
        all.push(question("node", NODE, json!({ "id": id })));
    }
    all
}

fn by_due_time() -> Vec<Question> {
    let due = json!({ "field": "DUE_AT", "direction": "ASC" });
    let mut all = Vec::new();
    for which in ["INCOMING", "OUTGOING"] {
        for filter in [json!({}), json!({ "state": ["ACCEPTED", "SCHEDULED"] }), json!({ "overdue": true })] {
            let variables = json!({ "box": which, "orderBy": due, "filter": filter, "first": 20 });
            all.push(question(format!("{which} by DUE_AT {filter}"), REFERRALS, variables));
        }
        let variables = json!({ "box": which, "orderBy": due, "last": 20 });
        all.push(question(format!("{which} by DUE_AT, last"), REFERRALS, variables));
    }
    all
}

/// What a consulate asks; it has no other list.
pub fn of_a_consulate() -> Vec<Question> {
    let submitted = json!({ "submitted": { "from": "2023-11-10T00:00:00Z", "before": "2023-11-11T00:00:00Z" } });
    let filters = [json!({}), json!({ "reference": "K-40" }), json!({ "state": ["RECEIVED"] }), submitted];
    let filtered = filters
        .into_iter()
        .map(|filter| question(format!("packets {filter}"), PACKETS, json!({ "filter": filter, "first": 20 })));
    let last = question("packets, last", PACKETS, json!({ "last": 20 }));
    filtered.chain([last, question("packet", PACKET, json!({}))]).collect()
}

/// Filters of the list of cases.
fn of_cases(caseload: &Caseload) -> Vec<Value> {
    let (from, before) = MOMENTS;
    vec![
        json!({}),
        json!({ "status": ["OPEN"] }),
        json!({ "priority": ["CRITICAL"] }),
        json!({ "centreId": caseload.centre }),
        json!({ "opened": { "from": from, "before": before } }),
        json!({ "assignedToMe": true }),
        json!({ "assignedToMe": false }),
        json!({ "nationality": "GIN" }),
        json!({ "nationality": "GIN", "name": "Gab" }),
        json!({ "name": "Fabc" }),
        json!({ "name": "Gab Fab" }),
        json!({ "name": "G" }),
        json!({ "name": "G F" }),
        json!({ "identifierNumber": "N 100" }),
        json!({ "phone": "00199999", "name": "Gab", "nationality": "GIN" }),
        json!({ "phone": "+22700199999" }),
        json!({ "personReference": "P-100" }),
    ]
}
