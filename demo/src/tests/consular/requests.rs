//! The requests: every state, every arrow, the gates, the issued documents.

use std::collections::{HashMap, HashSet};

use entity::codes::{ConsentStatus, ConsularState, CustodyEvent, Gate, GateOutcome, LiaisonState, Purpose};
use sea_orm::Iterable;
use uuid::Uuid;
use waystation::rules::{
    age::is_child,
    best_interest::{About, in_favour},
    consular::{
        after::{allows_contact, over},
        gates::{Decided, Protection, cleared},
        machine::{ARROWS, Arrow},
        view::open_to_liaison,
    },
    second_person::Human,
};

use super::{events, packets, post, without_hold};

use crate::{
    cast::{CONSULATE_GIN, CONSULATE_NGA, IOM_NIGER, persona},
    tests::{made, now, usual},
};

#[test]
fn every_state_occurs_for_the_eight_states_of_origin_in_a_small_caseload_too() {
    for (rows, seed) in [(usual(), "usual"), (&made(250, 5), "small")] {
        let found: HashSet<_> = rows.consular_requests.iter().map(|row| row.state).collect();
        let missing: Vec<_> = ConsularState::iter().filter(|state| !found.contains(state)).collect();
        assert!(missing.is_empty(), "{seed}: no request is {missing:?}");
        let shown: HashSet<_> = rows.consular_packets.iter().filter_map(|row| row.liaison_state).collect();
        let missing: Vec<_> = LiaisonState::iter()
            .filter(|state| !matches!(state, LiaisonState::Closed | LiaisonState::ClosedByRequester))
            .filter(|state| !shown.contains(state))
            .collect();
        assert!(missing.is_empty(), "{seed}: no packet is {missing:?}");
        for end in [LiaisonState::Closed, LiaisonState::ClosedByRequester] {
            assert!(rows.consular_packets.iter().any(|row| row.closing_state == Some(end)), "{seed}: {end:?}");
        }
        let countries: HashSet<_> = rows.consular_requests.iter().map(|row| row.country.as_str()).collect();
        assert_eq!(countries.len(), 8, "{seed}: {countries:?}");
        for of in [CONSULATE_GIN, CONSULATE_NGA] {
            let theirs = rows.consular_packets.iter().filter(|row| row.organisation_id == of);
            let states: HashSet<_> = theirs.filter_map(|row| row.liaison_state).collect();
            assert!(states.len() >= 12, "{seed}: {states:?}");
        }
    }
}

#[test]
fn about_half_of_all_ask_for_a_document_and_children_among_them() {
    let rows = usual();
    // 60 of 100 people hold no document and 82 return. Some have no competent post, stay at home, or have a protection
    // sign.
    let part = rows.consular_requests.len() * 100 / rows.cases.len();
    assert!((25..50).contains(&part), "{part} of 100");
    let children = rows.persons.iter().filter(|row| is_child(row.birth(), &[], now().date_naive()));
    let children: HashSet<_> = children.map(|row| row.id).collect();
    let of_children: HashSet<_> =
        rows.cases.iter().filter(|case| children.contains(&case.person_id)).map(|case| case.id).collect();
    assert!(rows.consular_requests.iter().filter(|row| of_children.contains(&row.case_id)).count() >= 20);
    let used = rows.consular_requests.iter().filter(|row| row.state == ConsularState::Used).count();
    assert!(used * 4 > rows.consular_requests.len(), "{used}");
    let waiting = rows.consular_packets.iter().filter(|row| {
        row.organisation_id == CONSULATE_GIN
            && row.revoked_at.is_none()
            && row.liaison_state.is_some_and(open_to_liaison)
    });
    assert!(waiting.count() >= 15, "the inbox of the liaison of Guinea is all but empty");
}

#[test]
fn every_step_is_an_arrow_of_the_machine_and_the_last_one_is_the_state() {
    let rows = usual();
    let events = events(rows);
    for row in &rows.consular_requests {
        let steps = &events[&row.id];
        assert_eq!((steps[0].from_state, steps[0].to_state), (None, ConsularState::Draft));
        assert_eq!((steps[0].at, steps[0].worker_id), (row.created_at, Some(row.drafted_by)));
        for pair in steps.windows(2) {
            let (from, to) = (pair[0].to_state, pair[1].to_state);
            assert_eq!(pair[1].from_state, Some(from), "{}", row.reference);
            let arrow = |arrow: &Arrow| arrow.from.contains(&from) && arrow.to == to;
            // A hold is not part of the state machine: the consulate continues below it, and a resumed request has its
            // earlier state.
            let beside = from == ConsularState::OnHoldProtection;
            assert!(beside || ARROWS.iter().any(arrow), "{}: {from:?} to {to:?}", row.reference);
            assert!(pair[0].at <= pair[1].at, "{}", row.reference);
        }
        let last = steps[steps.len() - 1];
        assert_eq!((last.to_state, last.at), (row.state, row.updated_at), "{}", row.reference);
        assert!(last.at <= now());
        assert_eq!(row.version, i32::try_from(steps.len()).expect("a few"));
        assert_eq!(row.held_state.is_some(), row.state == ConsularState::OnHoldProtection, "{}", row.reference);
        assert_eq!(row.closed_at.is_some(), over(row.state), "{}", row.reference);
        let organisations = [row.organisation_id, post(row.consular_post_id).organisation_id];
        assert!(steps.iter().all(|step| step.organisation_id.is_none_or(|id| organisations.contains(&id))));
    }
}

#[test]
fn gates_are_never_the_drafters_and_what_went_out_had_passed_them_all_without_a_marker() {
    let rows = usual();
    let mut gates: HashMap<Uuid, Vec<Decided>> = HashMap::new();
    for row in &rows.protection_gates {
        let decided = Decided {
            request_id: row.consular_request_id,
            gate: row.gate,
            outcome: row.outcome,
            worker_id: row.worker_id,
            lifted: false,
        };
        gates.entry(row.consular_request_id).or_default().push(decided);
        assert_eq!(row.note.is_some(), row.outcome == GateOutcome::Fail);
    }
    let persons: HashMap<_, _> = rows.persons.iter().map(|row| (row.id, row)).collect();
    let persons: HashMap<_, _> = rows.cases.iter().map(|row| (row.id, persons[&row.person_id])).collect();
    let cases: HashMap<_, _> = rows.consular_requests.iter().map(|row| (row.id, row.case_id)).collect();
    let receivers: HashMap<_, _> =
        rows.consular_requests.iter().map(|row| (row.id, post(row.consular_post_id).organisation_id)).collect();
    for row in rows.protection_gates.iter().filter(|row| row.gate == Gate::DChild && row.outcome == GateOutcome::Pass) {
        let case = cases[&row.consular_request_id];
        let mut determined = rows.best_interest_determinations.iter().filter(|it| it.case_id == case);
        let receiver_id = receivers[&row.consular_request_id];
        let about = About { case_id: case, purpose: Purpose::ConsularDocument, receiver_id };
        let in_favour = determined.any(|it| in_favour(it, about, row.at));
        let child = is_child(persons[&case].birth(), &[], row.at.date_naive());
        assert!(in_favour || !child, "gate D passed for a child without a determination");
    }
    let packets = packets(rows);
    let mut failed = HashSet::new();
    for row in &rows.consular_requests {
        let decided = gates.get(&row.id).map_or(&[][..], Vec::as_slice);
        assert!(decided.iter().all(|gate| gate.worker_id != row.drafted_by), "{}", row.reference);
        let fails: Vec<_> = decided.iter().filter(|gate| gate.outcome == GateOutcome::Fail).collect();
        assert_eq!(fails.len(), usize::from(row.state == ConsularState::BlockedProtection), "{}", row.reference);
        failed.extend(fails.iter().map(|gate| gate.gate));
        assert!(row.cleared || !packets.contains_key(&row.id), "{}", row.reference);
        if packets.contains_key(&row.id) {
            assert_eq!(
                cleared(&Human::of([row.drafted_by]), decided, Protection::default()),
                Ok(()),
                "{}",
                row.reference
            );
        }
    }
    assert!(failed.len() >= 3 && failed.contains(&Gate::AInternationalProtection), "{failed:?}");
}

#[test]
fn contact_with_a_consulate_is_allowed_where_the_last_step_left_it_so() {
    let rows = usual();
    let requests: HashMap<_, _> = rows.consular_requests.iter().map(|row| (row.case_id, row)).collect();
    assert_eq!(requests.len(), rows.consular_requests.len());
    for case in &rows.cases {
        let allowed = requests.get(&case.id).is_some_and(|request| allows_contact(request.state));
        assert_eq!(case.consular_contact_allowed, allowed, "{}", case.reference);
    }
}

#[test]
fn documents_came_of_requests_that_got_that_far_and_somebody_has_them() {
    use ConsularState as S;
    let rows = usual();
    let requests: HashMap<_, _> = rows.consular_requests.iter().map(|row| (row.id, row)).collect();
    let events = events(rows);
    let mut seen = HashSet::new();
    for document in &rows.travel_documents {
        let request = requests[&document.consular_request_id.expect("of a request")];
        seen.insert(request.id);
        assert_eq!((document.case_id, document.document_type), (request.case_id, request.document_type));
        let kept: Vec<_> =
            rows.travel_document_custody.iter().filter(|row| row.travel_document_id == document.id).collect();
        assert_eq!(kept[0].event, CustodyEvent::Received);
        let last = kept[kept.len() - 1];
        let expected = match without_hold(request) {
            S::Delivered => CustodyEvent::Delivered,
            S::Used => CustodyEvent::Used,
            S::Expired => CustodyEvent::Expired,
            S::ReturnedUnused => CustodyEvent::ReturnedUnused,
            _ => CustodyEvent::Received,
        };
        assert_eq!(last.event, expected, "{}", request.reference);
        let expires_on = document.expires_on.expect("it ends");
        // The clock has run.
        let waits = matches!(request.state, S::Issued | S::Delivered);
        assert!(!waits || expires_on >= now().date_naive(), "{}", request.reference);
        assert_eq!(last.event == CustodyEvent::Expired, last.at.date_naive() > expires_on, "{}", request.reference);
    }
    for request in &rows.consular_requests {
        let issued = events[&request.id].iter().any(|event| event.to_state == S::Issued);
        assert!(!issued || seen.contains(&request.id), "{}", request.reference);
    }
}

#[test]
fn the_consular_worker_finds_people_to_ask_for() {
    let rows = usual();
    let asked: HashSet<_> = rows.consular_requests.iter().map(|row| row.case_id).collect();
    let named = rows.consent_recipients.iter().filter(|line| line.organisation_id == Some(CONSULATE_GIN));
    let named: HashSet<_> = named.map(|line| line.consent_id).collect();
    let ready = rows.consents.iter().filter(|row| {
        row.organisation_id == IOM_NIGER
            && row.status == ConsentStatus::Active
            && row.purpose == Purpose::ConsularDocument
            && named.contains(&row.id)
            && !asked.contains(&row.case_id)
    });
    assert!(ready.count() >= 3);
    let worker = persona("consular_worker").expect("a persona").worker_id;
    assert!(rows.consular_requests.iter().filter(|row| row.drafted_by == worker).count() >= 66);
}
