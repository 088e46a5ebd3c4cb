//! The questions of people who work through lists: each condition of the lists of work, and each order. A count has the
//! conditions of its page, so that it is not asked again here: `work_lists` compares the two.

use uuid::Uuid;
use waystation::global_id;

use super::people::Twins;

const PAGE: &str = "edges { cursor node { id } }";

/// The lists in each of their orders, without paging arguments.
pub fn ordered() -> Vec<String> {
    let by = |list: &str, keys: &[&str], way: &str| {
        let each = |key: &&str| format!("{list}orderBy: {{ field: {key}, direction: {way} }}, ");
        keys.iter().map(each).collect::<Vec<_>>()
    };
    // One direction of an order reads all of it.
    [
        by("cases(", &["OPENED_AT", "NEXT_REVIEW_ON"], "DESC"),
        by("cases(", &["REFERENCE", "PRIORITY", "LAST_ACTIVITY_AT"], "ASC"),
        by("referrals(box: INCOMING, ", &["DUE_AT"], "DESC"),
        by("referrals(box: INCOMING, ", &["SENT_AT", "URGENCY"], "ASC"),
        by("referrals(box: OUTGOING, ", &["DUE_AT", "SENT_AT", "URGENCY"], "ASC"),
        by("transfers(", &["OFFERED_AT"], "ASC"),
        by("consularRequests(", &["SUBMITTED_AT", "INTERVIEW_AT"], "ASC"),
    ]
    .concat()
}

/// Each list of work with each of its conditions.
pub fn filtered(twins: &Twins) -> Vec<String> {
    let id = |record: &str, id: Uuid| format!("\"{}\"", global_id::encode(record, id));
    let centres = [twins.agadez.id, twins.niamey.id, twins.shelter.id].map(|it| id("Centre", it));
    let workers = [twins.worker.id, twins.clerks[0].id, twins.clerks[1].id].map(|it| id("Worker", it));
    let organisations = [&twins.house, &twins.ngo_other, &twins.police].map(|it| id("Organisation", it.id));
    let services = [twins.revoked.0.service_id, twins.other_service.id, twins.distant[1].id];
    let each = |field: &str, values: &[String]| -> Vec<String> {
        values.iter().map(|value| format!("{field}: {value}")).collect()
    };
    let of_case = [each("centreId", &centres), each("assignedWorkerId", &workers)].concat();
    let sides = [each("fromOrganisationId", &organisations), each("toOrganisationId", &organisations)].concat();
    let quoted = |text: &str| format!("\"{text}\"");
    let moments = ["2023-11-13T00:00:00Z", "2023-11-15T12:00:00Z", "2023-12-01T00:00:00Z"].map(quoted);
    let post = id("ConsularPost", twins.request.consular_post_id);
    let cases = [
        each("reference", &[&twins.case, &twins.closed, &twins.waiting].map(|it| quoted(&it.reference))),
        each("assignedWorkerId", &workers),
        each("unassigned", &["true", "false"].map(str::to_owned)),
        each("nextReviewBefore", &["2023-11-20", "2023-12-20"].map(quoted)),
    ]
    .concat();
    let referrals = [
        each("reference", &[&twins.revoked.0, &twins.sent].map(|it| quoted(&it.reference))),
        each("dueBefore", &moments),
        each("unassigned", &["true", "false"].map(str::to_owned)),
        each("assignedColleagueId", &workers),
        each("serviceId", &services.map(|it| id("Service", it))),
        sides.clone(),
        of_case.clone(),
    ]
    .concat();
    let transfers = [each("reference", &[quoted("nowhere")]), sides, of_case.clone()].concat();
    let overrides = [each("expiresBefore", &moments), of_case.clone()].concat();
    let packet = twins.request.packet_reference.as_deref().unwrap_or("nowhere");
    let requests = [
        each("reference", &[quoted(&twins.request.reference)]),
        each("packetReference", &[quoted(packet)]),
        each("postId", &[post]),
        vec![format!("interview: {{ from: {} }}", moments[0])],
        of_case,
    ]
    .concat();
    let ask = |list: &str, filters: &[String]| -> Vec<String> {
        filters.iter().map(|filter| format!("{list}filter: {{ {filter} }}) {{ {PAGE} }}")).collect()
    };
    [
        ask("cases(", &cases),
        ask("referrals(box: INCOMING, ", &referrals),
        ask("referrals(box: OUTGOING, ", &referrals),
        ask("transfers(", &transfers),
        ask("legalOverrides(", &overrides),
        ask("consularRequests(", &requests),
        duplicates(),
        vec![at_counter(twins)],
        ask("webhooks(", &each("paused", &["true", "false"].map(str::to_owned))),
        tasks(),
        readers(),
    ]
    .concat()
}

/// What waits for the reader, now and with the days to come, counted and listed.
fn tasks() -> Vec<String> {
    let tasks = "tasks { kind dueAt overdue node { id } }";
    vec![
        format!("myTasks(first: 100) {{ hasMore counts {{ kind count }} {tasks} }}"),
        format!("myTasks(first: 2, dueBefore: \"2023-12-01T00:00:00Z\") {{ hasMore counts {{ kind count }} {tasks} }}"),
        format!(
            "myTasks(first: 1, kinds: [CASE_TO_ASSIGN, TRANSFER_TO_ANSWER, CONSENT_TO_RENEW]) {{ hasMore {tasks} }}"
        ),
    ]
}

/// The person of the secrets at the counter. There is one search in each request and few in a day. What is searched is the
/// same before and after each secret: what a person says of themselves is matched on purpose.
fn at_counter(twins: &Twins) -> String {
    let reference = &twins.person.reference;
    format!(
        "personAtCounter(purpose: ACCESS, reference: \"{reference}\", birthDate: \"1995-05-04\") {{
            cases {{ id person {{ initials names {{ given }} }} }} userErrors {{ code message }} }}"
    )
}

/// The readers of the cases.
fn readers() -> Vec<String> {
    let of_case =
        "readersCompleteUntil readers(first: 20) { totalCount nodes { day organisation { id } workerId classes } }";
    vec![format!("cases(first: 100) {{ nodes {{ {of_case} }} }}")]
}

/// People who are to be registered: one with a name that is a secret, and one with the initials of the others.
fn duplicates() -> Vec<String> {
    let names = [("Kadiatou", "Bah"), ("Aminata", "Diarra")];
    let people = names.map(|(given, family)| {
        format!(
            "possibleDuplicates(first: 25, person: {{ sex: FEMALE, birthDate: \"1995-05-04\",
                names: [{{ given: \"{given}\", family: \"{family}\", script: \"Latn\", type: CLAIMED }}],
                identifiers: [{{ type: PASSPORT, number: \"R 1\", seen: COPY }}],
                contacts: [{{ type: PHONE, value: \"90 00 00 01\", mayContact: true }}] }}) {{ signs case {{ id }} }}"
        )
    });
    people.to_vec()
}
