//! Invariants of every caseload: nothing in it breaks a rule.

use std::collections::{HashMap, HashSet};

use entity::{
    codes::{
        AccessMode, CaseStatusGroup, Coarsens, ConsentStatus, DataClass, Purpose, ReferralState, ShareEndReason,
        TransferState,
    },
    consent, referral,
};
use sea_orm::Iterable;
use uuid::Uuid;
use waystation::{
    access::class::ClassSet,
    rules::{
        capacity::Speaker,
        clocks::{Due, expires_at, next_due, undecided_until},
        consent::{Consent, Receiver, always_shared, share_classes},
        consent_time::period,
        inference::{inference_class, with_what_is_told},
        recording::may_record,
        referral::{ACTIVE, ARROWS, LIVE},
        sending::{Override, Sending, Sharing, may_send},
        transfer::{self, agreed, may_take},
    },
};

use super::{made, now, second_person, usual};

use crate::{
    cast::{CENTRES, fronting, organisation, services},
    rows::Rows,
};

fn consents(rows: &Rows) -> HashMap<Uuid, (&consent::Model, Consent)> {
    let of = |row| (row, Consent::of(row, &rows.consent_recipients));
    rows.consents.iter().map(|row| (row.id, of(row))).collect()
}

fn receiver(row: &referral::Model) -> Receiver {
    let to = organisation(row.to_organisation_id).expect("the cast");
    Receiver { organisation_id: to.id, organisation_type: to.organisation_type, service_type: Some(row.service_type) }
}

#[test]
fn every_referral_that_went_out_could_be_sent_then() {
    let rows = usual();
    let consents = consents(rows);
    let cases: HashMap<_, _> = rows.cases.iter().map(|case| (case.id, case)).collect();
    for row in &rows.referrals {
        let Some(at) = row.sent_at else { continue };
        let case = cases[&row.case_id];
        // The consent as it was when the referral was sent, regardless of later changes.
        let consent = row.consent_id.map(|id| Consent { status: ConsentStatus::Active, ..consents[&id].1.clone() });
        if let Some((withdrawn, _)) = row.consent_id.map(|id| &consents[&id]) {
            assert!(withdrawn.withdrawn_at.is_none_or(|withdrawn_at| at <= withdrawn_at), "{}", row.reference);
        }
        let service = services().iter().find(|service| service.id == row.service_id).expect("of the cast");
        let sharing = Sharing {
            at,
            from_organisation: row.from_organisation_id,
            case_open: case.closed_at.is_none_or(|closed_at| at <= closed_at),
            receiver: receiver(row),
            receiver_suspended: false,
            purpose: row.purpose,
            classes: ClassSet::from_bits(row.classes),
            consent: consent.as_ref(),
            legal_override: row
                .legal_basis
                .map(|legal_basis| Override { legal_basis, in_force: second_person::approved_by_then(rows, row, at) }),
            authority: second_person::authority(rows, case, (row.purpose, row.to_organisation_id), at),
        };
        let sending = Sending {
            sharing,
            service_status: service.status,
            emergency_care: row.emergency_care,
            contact_restrictions: row.contact_restrictions.as_deref(),
            duplicate: false,
        };
        assert_eq!(may_send(&sending), Ok(()), "{}", row.reference);
        let of_service = inference_class(row.service_type, receiver(row).organisation_type);
        let told = with_what_is_told(of_service, row.purpose, ClassSet::from_bits(row.classes));
        assert_eq!(row.inference_class, told, "{}", row.reference);
        assert_eq!(service.organisation_id, row.to_organisation_id);
        assert_eq!(service.country, case.country);
    }
}

#[test]
fn every_step_is_an_arrow_of_the_machine_and_the_last_one_is_the_state() {
    let rows = usual();
    let mut states = HashSet::new();
    let mut events: HashMap<Uuid, Vec<_>> = HashMap::new();
    for event in &rows.referral_events {
        events.entry(event.referral_id).or_default().push(event);
    }
    for row in &rows.referrals {
        let steps = &events[&row.id];
        assert_eq!((steps[0].from_state, steps[0].to_state), (None, ReferralState::Draft));
        for pair in steps.windows(2) {
            assert_eq!(pair[1].from_state, Some(pair[0].to_state), "{}", row.reference);
            let arrow = |arrow: &waystation::rules::referral::Arrow| {
                arrow.from.contains(&pair[0].to_state) && arrow.to == pair[1].to_state
            };
            assert!(ARROWS.iter().any(arrow), "{}: {:?} to {:?}", row.reference, pair[0].to_state, pair[1].to_state);
            assert!(pair[0].at <= pair[1].at, "{}", row.reference);
        }
        let last = steps[steps.len() - 1];
        assert_eq!((last.to_state, last.at), (row.state, row.updated_at), "{}", row.reference);
        assert!(last.at <= now());
        assert_eq!(row.version, i32::try_from(steps.len()).expect("a few"));
        states.insert(row.state);
    }
    let missing: Vec<_> = ReferralState::iter().filter(|state| !states.contains(state)).collect();
    assert!(missing.is_empty(), "no referral is {missing:?}");
}

#[test]
fn clocks_run_where_they_should_and_nothing_unanswered_is_left_to_expire() {
    for row in &usual().referrals {
        let due = row.acknowledge_due_at.zip(row.decide_due_at).zip(row.service_due_at);
        let due = due.map(|((acknowledge_at, decide_at), service_at)| Due { acknowledge_at, decide_at, service_at });
        assert_eq!(due.is_some(), row.sent_at.is_some(), "{}", row.reference);
        assert_eq!(row.next_due_at, due.and_then(|due| next_due(row.state, &due)), "{}", row.reference);
        // A referral that ends while it waits for an answer keeps the moment of its pause.
        if LIVE.contains(&row.state) {
            assert_eq!(row.paused_at.is_some(), row.state == ReferralState::InfoRequested, "{}", row.reference);
        }
        let untouched = row.sent_at.and_then(|sent_at| expires_at(row.state, row.urgency, sent_at));
        if let Some(expiry) = untouched.or(undecided_until(row.state, row.decide_due_at, row.paused_at)) {
            assert!(expiry > now(), "{}", row.reference);
        }
        let over = !LIVE.contains(&row.state) && row.state != ReferralState::Draft;
        assert_eq!(row.closed_at.is_some(), over, "{}", row.reference);
    }
}

#[test]
fn a_share_is_live_only_for_help_under_way_or_just_over_and_opens_what_was_agreed() {
    let rows = usual();
    let consents = consents(rows);
    let referrals: HashMap<_, _> = rows.referrals.iter().map(|row| (row.id, row)).collect();
    let mut live_of = HashSet::new();
    for share in &rows.shares {
        let live = share.ended_at.is_none() && share.ends_at.is_none_or(|ends_at| ends_at > now());
        assert_eq!(share.ended_at.is_some(), share.end_reason.is_some());
        let classes = ClassSet::from_bits(share.classes);
        let consent = share.consent_id.map(|id| &consents[&id].1);
        if live && let Some(consent) = consent {
            assert!(consent.active(now()), "a live share rests on a consent that does not hold");
        }
        let Some(row) = share.referral_id.map(|id| referrals[&id]) else {
            let transfer =
                rows.transfers.iter().find(|row| Some(row.id) == share.transfer_id).expect("one or the other");
            assert!(matches!(transfer.state, TransferState::Accepted | TransferState::HandedOver));
            assert_eq!(share.organisation_id, transfer.from_organisation_id);
            continue;
        };
        assert_eq!((share.organisation_id, share.case_id), (row.to_organisation_id, row.case_id));
        assert_eq!((share.purpose, share.consent_id), (row.purpose, row.consent_id));
        assert_eq!(Some(share.starts_at), row.decided_at);
        assert!(classes.covers(always_shared()));
        let (asked, to) = (ClassSet::from_bits(row.classes), receiver(row));
        let agreed = consent.map(|consent| consent.classes_for(&to, share.starts_at));
        assert_eq!(classes, share_classes(agreed, asked, to.organisation_type, row.purpose), "{}", row.reference);
        assert!(consent.is_some() || row.legal_basis.is_some());
        if LIVE.contains(&row.state) {
            assert!(share.ends_at.is_some() && share.ends_at == row.grounded_until, "{}", row.reference);
        }
        if live {
            assert!(live_of.insert(row.id), "{} has two", row.reference);
            let over = matches!(row.state, ReferralState::Completed | ReferralState::NotCompleted);
            assert!(ACTIVE.contains(&row.state) || over && share.ends_at.is_some(), "{}", row.reference);
        }
    }
    for row in rows.referrals.iter().filter(|row| ACTIVE.contains(&row.state)) {
        assert!(live_of.contains(&row.id), "{} is in progress, but the receiver has no share", row.reference);
    }
}

#[test]
fn a_consent_that_was_withdrawn_left_nothing_live() {
    let rows = usual();
    let withdrawn: HashMap<_, _> = rows.consents.iter().filter_map(|row| Some((row.id, row.withdrawn_at?))).collect();
    assert!(!withdrawn.is_empty());
    for row in rows.referrals.iter().filter(|row| row.consent_id.is_some_and(|id| withdrawn.contains_key(&id))) {
        assert!(!LIVE.contains(&row.state), "{}", row.reference);
    }
    assert!(rows.shares.iter().any(|share| share.end_reason == Some(ShareEndReason::ConsentWithdrawn)));
}

#[test]
fn every_consent_that_holds_could_be_taken_down() {
    let rows = usual();
    let persons: HashMap<_, _> = rows.persons.iter().map(|person| (person.id, person)).collect();
    for (row, consent) in consents(rows).values() {
        assert!(row.valid_until.is_some(), "every consent has an end");
        if row.status == ConsentStatus::Superseded {
            let successor = row.superseded_by_id.and_then(|id| rows.consents.iter().find(|row| row.id == id));
            let successor = successor.expect("it has a successor");
            assert_eq!((successor.purpose, successor.case_id), (row.purpose, row.case_id));
        }
        if row.status == ConsentStatus::Active {
            let at = row.created_at;
            let child = waystation::rules::age::is_child(persons[&row.person_id].birth(), &[], at.date_naive());
            let speaker = if child { Speaker::ForChild } else { Speaker::Adult };
            assert_eq!(may_record(consent, speaker), Ok(()), "{}", row.id);
            assert!(period(Some(row.valid_from), row.valid_until, at).is_ok(), "{}", row.id);
        }
    }
}

#[test]
fn a_protected_centre_shows_in_no_list_and_no_reference() {
    let rows = usual();
    let mut protected = 0;
    for case in &rows.cases {
        let centre = CENTRES.iter().find(|centre| centre.id == case.centre_id).expect("of the cast");
        assert_eq!(case.fronting_centre_id, fronting(centre).id);
        assert_eq!((case.in_protected_centre, case.country.as_str()), (centre.fronted_by.is_some(), centre.country));
        assert_eq!(case.organisation_id, centre.organisation_id);
        assert!(!case.reference.contains("-MLA-") && !case.reference.contains("-MLB-"), "{}", case.reference);
        protected += usize::from(case.in_protected_centre);
    }
    assert!(protected >= 4);
}

#[test]
fn a_closed_case_has_nothing_under_way_and_a_reason() {
    let rows = usual();
    let closed: HashSet<_> = rows.cases.iter().filter(|case| case.closed_at.is_some()).map(|case| case.id).collect();
    for case in &rows.cases {
        let is_closed = closed.contains(&case.id);
        assert_eq!(case.status.coarse() == CaseStatusGroup::Closed, is_closed, "{}", case.reference);
        assert_eq!(case.closure_reason.is_some(), is_closed);
        assert!(case.closed_at.is_none_or(|closed_at| closed_at <= now() && closed_at >= case.opened_at));
        assert!(case.last_activity_at <= now() && case.last_activity_at > case.opened_at - chrono::Duration::hours(1));
        assert!(!is_closed || case.medical_worker_id.is_none(), "{}", case.reference);
    }
    for row in rows.referrals.iter().filter(|row| closed.contains(&row.case_id)) {
        assert!(!LIVE.contains(&row.state) && row.state != ReferralState::Draft, "{}", row.reference);
    }
    for mode in AccessMode::iter() {
        assert!(rows.cases.iter().any(|case| case.access_mode == mode), "{mode:?}");
    }
}

#[test]
fn transfers_stand_in_every_state_and_an_accepted_one_has_moved_the_case() {
    let rows = usual();
    let consents = consents(rows);
    let cases: HashMap<_, _> = rows.cases.iter().map(|case| (case.id, case)).collect();
    for state in TransferState::iter() {
        assert!(rows.transfers.iter().any(|row| row.state == state), "{state:?}");
    }
    for row in &rows.transfers {
        let taken = matches!(row.state, TransferState::Accepted | TransferState::HandedOver);
        let at = if taken { row.to_centre_id } else { row.from_centre_id };
        assert_eq!(cases[&row.case_id].centre_id, at, "{}", row.reference);
        assert!(row.updated_at <= now() && Some(row.proposed_by) != row.decided_by);
        assert!(row.approved_by.is_none() || row.approved_by != row.decided_by, "{}", row.reference);
        if row.from_organisation_id != row.to_organisation_id {
            let (consent, terms) = &consents[&row.consent_id.expect("a case moves to another organisation by consent")];
            let to = organisation(row.to_organisation_id).expect("of the cast");
            let to = Receiver { organisation_id: to.id, organisation_type: to.organisation_type, service_type: None };
            assert_eq!(may_take(to.organisation_type, false), Ok(()), "{}", row.reference);
            assert!(terms.names_itself(&to, now()), "{}", row.reference);
            if transfer::LIVE.contains(&row.state) {
                let authority =
                    second_person::authority(rows, cases[&row.case_id], (Purpose::Transfer, to.organisation_id), now());
                assert_eq!(agreed(Some(terms), &to, authority, now()), Ok(()), "{}", row.reference);
                assert_eq!(row.grounded_until, consent.valid_until);
            }
        }
    }
}

#[test]
fn references_and_ids_are_unique_and_asylum_goes_to_nobody_unnamed() {
    let rows = usual();
    let references = rows.cases.iter().map(|row| &row.reference).chain(rows.persons.iter().map(|row| &row.reference));
    let references: Vec<_> = references.chain(rows.referrals.iter().map(|row| &row.reference)).collect();
    assert_eq!(references.iter().collect::<HashSet<_>>().len(), references.len());
    let consents = consents(rows);
    for row in &rows.referrals {
        if ClassSet::from_bits(row.classes).holds(DataClass::Asylum) {
            let consent = &consents[&row.consent_id.expect("a consent")].1;
            assert!(consent.recipients.iter().any(|line| line.organisation_id == Some(row.to_organisation_id)));
        }
    }
}

#[test]
fn another_seed_is_another_caseload_and_a_small_one_works() {
    assert_eq!(made(150, 7), made(150, 7));
    assert_ne!(made(150, 7), made(150, 8));
    assert_eq!(made(3, 1).cases.len(), 3);
    assert_eq!(made(0, 1), Rows::default());
}
