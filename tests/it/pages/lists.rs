//! Lists of every kind, and the ids that each holds, in order.

use entity::{
    case, case_note, centre,
    codes::{DataClass, OrganisationType, Purpose, ReferralState, Role, ServiceType},
    consular_request, organisation, referral, referral_event, worker,
};
use sea_orm::prelude::DateTimeUtc;
use uuid::Uuid;
use waystation::{access::viewer::Viewer, global_id};

use crate::support::{World, rows, someone};

/// More than a few pages, and not a multiple of the page size.
const ROWS: usize = 23;

/// A list: its field and arguments, its reader, and the ids that it holds, in order.
pub struct List {
    pub field: String,
    pub reader: Viewer,
    pub ids: Vec<String>,
}

/// An owning organisation and a partner with lists of every kind. One case has many referrals and transfers.
pub struct Lists {
    pub roots: Vec<List>,
    pub nested: Vec<List>,
    pub house: Viewer,
    pub colleague: Viewer,
}

#[expect(clippy::too_many_lines, reason = "one table of all lists is easier to read than its parts")]
pub async fn lists(world: &World) -> Lists {
    let (house, manager) = someone(world, OrganisationType::Iom).await;
    let (partner, focal_point) = someone(world, OrganisationType::NationalNgo).await;
    let (other, other_manager) = someone(world, OrganisationType::Iom).await;
    let (here, there) = (world.add(rows::centre(&house)).await, world.add(rows::centre(&other)).await);
    let mut services = Vec::new();
    for _ in 0..ROWS {
        services.push(world.add(rows::service(&partner, ServiceType::Shelter)).await);
    }
    let person = world.add(rows::person(&house)).await;
    let (mut cases, mut referrals, mut transfers, mut stays) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for number in 0..ROWS {
        let mut case = rows::case(&person, &here);
        case.opened_at = moment(world, number);
        case.next_review_on =
            (number % 4 > 0).then(|| (moment(world, number) + chrono::Duration::days(9)).date_naive());
        case.priority_rank = (number % 4 > 0).then(|| i32::try_from(number % 3).expect("it is small"));
        case.last_activity_at = moment(world, number * 3);
        cases.push(world.add(case).await);
        // All belong to the first case, so that the nested lists of that case are long.
        let mut referral = rows::referral(&cases[0], &services[0]);
        referral.inference_class = DataClass::Operational;
        (referral.created_at, referral.sent_at) = (moment(world, number), Some(moment(world, number)));
        referral.urgency_rank = i32::try_from(number % 4).expect("it is small");
        referral.next_due_at = (number % 3 > 0).then(|| moment(world, number * 7));
        referrals.push(world.add(referral).await);
        let mut transfer = rows::transfer(&cases[0], &there, &manager);
        transfer.created_at = moment(world, number);
        transfer.offered_at = (number % 3 > 0).then(|| moment(world, number * 7));
        transfers.push(world.add(transfer).await);
        let mut stay = rows::stay(&cases[0], &here);
        (stay.from_at, stay.until_at) = (moment(world, number), Some(moment(world, number)));
        stays.push(world.add(stay).await);
    }
    let requests = requests(world, &house, &cases[0], &manager).await;
    let (notes, events) = written(world, &house, (&cases[0], &referrals[0]), &manager).await;
    let officer = world.viewer(Role::ProtectionOfficer, &manager, &house);
    let house = world.viewer(Role::CentreManager, &manager, &house);
    let partner = world.viewer(Role::NgoFocalPoint, &focal_point, &partner);
    let colleague = world.viewer(Role::CentreManager, &other_manager, &other);
    let by_reference = by_key("Case", cases.iter().map(|it| (it.reference.clone(), it.id)).collect(), false);
    let reviewed = by_key("Case", cases.iter().filter_map(|it| Some((it.next_review_on?, it.id))).collect(), false);
    let due = |newest_first| {
        let due = referrals.iter().filter_map(|it| Some((it.next_due_at?, it.id)));
        by_key("Referral", due.collect(), newest_first)
    };
    let ranked = by_key("Case", cases.iter().filter_map(|it| Some((it.priority_rank?, it.id))).collect(), false);
    let active = by_key("Case", cases.iter().map(|it| (it.last_activity_at, it.id)).collect(), true);
    let urgent = by_key("Referral", referrals.iter().map(|it| (it.urgency_rank, it.id)).collect(), false);
    let offered_at =
        by_key("Transfer", transfers.iter().filter_map(|it| Some((it.offered_at?, it.id))).collect(), true);
    let submitted = requests.iter().filter_map(|it| Some((it.submitted_at?, it.id))).collect();
    let met = requests.iter().filter_map(|it| Some((it.interview_at?, it.id))).collect();
    let (submitted, met) = (by_key("ConsularRequest", submitted, true), by_key("ConsularRequest", met, false));
    let opened = || cases.iter().map(|it| (it.opened_at, it.id)).collect();
    let referred = || by_key("Referral", referrals.iter().map(|it| (it.created_at, it.id)).collect(), true);
    let handed = || by_key("Transfer", transfers.iter().map(|it| (it.created_at, it.id)).collect(), true);
    let noted = || by_key("CaseNote", notes.iter().map(|it| (it.created_at, it.id)).collect(), true);
    let happened = || by_key("ReferralEvent", events.iter().map(|it| (it.at, it.id)).collect(), false);
    let referral = global_id::encode("Referral", referrals[0].id);
    let slept = || by_key("Stay", stays.iter().map(|it| (it.from_at, it.id)).collect(), true);
    let centre = global_id::encode("Centre", here.id);
    let offered = by_key("Service", services.iter().map(|it| ((), it.id)).collect(), false);
    let list = |field: &str, reader: &Viewer, ids| List { field: field.to_owned(), reader: reader.clone(), ids };
    let case = global_id::encode("Case", cases[0].id);
    let below = |field: &str| format!("case(id: {case:?}) {{ list: {field}");
    Lists {
        roots: vec![
            list("cases(orderBy: { field: OPENED_AT, direction: ASC }, ", &house, by_key("Case", opened(), false)),
            list("cases(", &house, by_key("Case", opened(), true)),
            list("cases(orderBy: { field: REFERENCE, direction: ASC }, ", &house, by_reference),
            list("referrals(box: OUTGOING, ", &house, referred()),
            list("referrals(box: INCOMING, ", &partner, referred()),
            list("transfers(", &house, handed()),
            list("transfers(filter: { state: OFFERED }, ", &colleague, handed()),
            list("services(", &partner, offered),
            list("organisations(", &partner, directory(world, "Organisation").await),
            list("centres(", &partner, directory(world, "Centre").await),
            list(
                "centres(orderBy: { field: NAME, direction: DESC }, ",
                &partner,
                directory(world, "Centre").await.into_iter().rev().collect(),
            ),
            list("cases(orderBy: { field: NEXT_REVIEW_ON, direction: ASC }, ", &house, reviewed),
            list("referrals(box: INCOMING, orderBy: { field: DUE_AT, direction: ASC }, ", &partner, due(false)),
            list("referrals(box: OUTGOING, orderBy: { field: DUE_AT, direction: DESC }, ", &house, due(true)),
            list("referrals(box: OUTGOING, orderBy: { field: SENT_AT, direction: DESC }, ", &house, referred()),
            list("referrals(box: INCOMING, orderBy: { field: URGENCY, direction: ASC }, ", &partner, urgent),
            list("cases(orderBy: { field: PRIORITY, direction: ASC }, ", &house, ranked),
            list("cases(orderBy: { field: LAST_ACTIVITY_AT, direction: DESC }, ", &officer, active),
            list("transfers(orderBy: { field: OFFERED_AT, direction: DESC }, ", &house, offered_at),
            list("consularRequests(orderBy: { field: SUBMITTED_AT, direction: DESC }, ", &officer, submitted),
            list("consularRequests(orderBy: { field: INTERVIEW_AT, direction: ASC }, ", &officer, met),
        ],
        nested: vec![
            list(&below("referrals("), &house, referred()),
            list(&below("transfers("), &house, handed()),
            list(&below("stays("), &house, slept()),
            list(&below("caseNotesConnection("), &officer, noted()),
            list(&format!("referral(id: {referral:?}) {{ list: eventsConnection("), &house, happened()),
            list(
                &format!("node(id: {centre:?}) {{ ... on Centre {{ list: cases("),
                &house,
                by_key("Case", opened(), true),
            ),
        ],
        house,
        colleague,
    }
}

/// Notes of the case and events of the referral.
async fn written(
    world: &World,
    house: &organisation::Model,
    (case, referral): (&case::Model, &referral::Model),
    by: &worker::Model,
) -> (Vec<case_note::Model>, Vec<referral_event::Model>) {
    let (mut notes, mut events) = (Vec::new(), Vec::new());
    for number in 0..ROWS {
        let created_at = moment(world, number);
        let (id, worker_id, text) = (Uuid::new_v4(), Some(by.id), "a note".to_owned());
        let note = case_note::Model {
            id,
            case_id: case.id,
            organisation_id: house.id,
            worker_id,
            text,
            created_at,
            correction_id: None,
        };
        notes.push(world.add(note).await);
        events.push(world.add(event(referral, created_at)).await);
    }
    (notes, events)
}

/// Requests to a consulate. Some were never submitted, and some have no interview.
async fn requests(
    world: &World,
    house: &organisation::Model,
    case: &case::Model,
    by: &worker::Model,
) -> Vec<consular_request::Model> {
    let post = world.add(rows::post(house, "GIN")).await;
    let consent = world.add(rows::consent(case, Purpose::ConsularDocument)).await;
    let mut requests = Vec::new();
    for number in 0..ROWS {
        let mut request = rows::consular_request(case, &post, &consent, by.id);
        request.submitted_at = (number % 3 > 0).then(|| moment(world, number * 7));
        request.interview_at = (number % 4 > 0).then(|| moment(world, number));
        requests.push(world.add(request).await);
    }
    requests
}

/// The identifiers of rows with these keys, in their order.
fn by_key<K: Ord>(kind: &str, mut keys: Vec<(K, Uuid)>, descending: bool) -> Vec<String> {
    keys.sort_unstable();
    if descending {
        keys.reverse();
    }
    keys.iter().map(|(_, id)| global_id::encode(kind, *id)).collect()
}

fn event(of: &referral::Model, at: DateTimeUtc) -> referral_event::Model {
    referral_event::Model {
        id: Uuid::new_v4(),
        referral_id: of.id,
        at,
        worker_id: None,
        organisation_id: None,
        from_state: None,
        to_state: ReferralState::Sent,
        reason: None,
        text: None,
    }
}

/// Three rows share each moment, and the order of the moments is not the order of creation.
fn moment(world: &World, number: usize) -> DateTimeUtc {
    let place = i64::try_from(number * 5 % ROWS / 3).expect("it is small");
    world.now - chrono::Duration::hours(100) + chrono::Duration::microseconds(place * 250_000)
}

/// The identifiers of all entries of the directory, ordered by name.
async fn directory(world: &World, kind: &str) -> Vec<String> {
    use sea_orm::EntityTrait;
    let reader = &world.database.reader;
    let mut all: Vec<(String, Uuid)> = if kind == "Centre" {
        let all: Vec<centre::Model> = centre::Entity::find().all(reader).await.expect("read");
        all.into_iter().map(|it| (it.name, it.id)).collect()
    } else {
        let all: Vec<organisation::Model> = organisation::Entity::find().all(reader).await.expect("read");
        all.into_iter().map(|it| (it.name, it.id)).collect()
    };
    all.sort_unstable();
    all.iter().map(|(_, id)| global_id::encode(kind, *id)).collect()
}
