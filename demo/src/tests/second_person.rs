//! Decisions of a second person: sharing without consent, and the best interest of a child.

use chrono::{DateTime, Utc};
use entity::{
    case,
    codes::{ConsentGiver, DataClass, LegalOverrideState, Purpose},
    referral,
};
use uuid::Uuid;
use waystation::{
    access::class::ClassSet,
    rules::{
        age::is_child,
        authority::Authority,
        best_interest::{About, in_favour, speaks},
        capacity::speaker,
        legal_override::{in_force, state},
        referral::LIVE,
    },
};

use super::{now, usual};

use crate::rows::Rows;

/// Whether another person had approved sharing without consent, and the referral asks for no class that either of them
/// may not read.
pub fn approved_by_then(rows: &Rows, referral: &referral::Model, at: DateTime<Utc>) -> bool {
    let guarded = ClassSet::of(&[DataClass::Medical, DataClass::Asylum])
        .except(ClassSet::of(&[DataClass::MedicalCoarse, DataClass::AsylumCoarse]));
    rows.legal_overrides.iter().any(|row| {
        row.referral_id == Some(referral.id)
            && row.approved_by.is_some_and(|by| by != row.requested_by)
            && row.approved_at.is_some_and(|approved| row.created_at <= approved && approved <= at)
            && at < row.valid_until
            && (ClassSet::from_bits(row.classes) & guarded).is_empty()
    })
}

#[test]
fn a_request_to_share_without_consent_waits_and_nothing_outlives_an_approval() {
    let rows = usual();
    assert!(rows.legal_overrides.iter().any(|row| row.approved_at.is_some()), "somebody approved one");
    let waits = rows.legal_overrides.iter().find(|row| state(row, now()) == LegalOverrideState::Waiting);
    let case = rows.cases.iter().find(|case| waits.is_some_and(|row| row.case_id == case.id)).expect("a case");
    assert_eq!(case.assigned_worker_id, waits.map(|row| row.requested_by));
    for row in rows.referrals.iter().filter(|row| LIVE.contains(&row.state) && row.legal_basis.is_some()) {
        let held = rows.legal_overrides.iter().any(|it| it.referral_id == Some(row.id) && in_force(it, now()));
        assert!(held, "{} goes on after its legal basis ended", row.reference);
    }
}

/// The facts that a consent of this purpose depended on then, for this receiver.
pub(super) fn authority(
    rows: &Rows,
    case: &case::Model,
    (purpose, receiver_id): (Purpose, Uuid),
    at: DateTime<Utc>,
) -> Authority {
    let person = rows.persons.iter().find(|person| person.id == case.person_id).expect("the person of the case");
    let of_case = rows.best_interest_determinations.iter().filter(|row| row.case_id == case.id);
    let speaker = speaker(is_child(person.birth(), &[], at.date_naive()), &[], at.date_naive());
    let about = About { case_id: case.id, purpose, receiver_id };
    Authority { speaker, determined: speaks(&of_case.cloned().collect::<Vec<_>>(), about, at).is_some() }
}

#[test]
fn a_child_that_nobody_speaks_for_has_a_determination_by_two_people() {
    let rows = usual();
    let mut some = false;
    for consent in rows.consents.iter().filter(|row| row.given_by == ConsentGiver::BestInterestDecision) {
        let named = rows.best_interest_determinations.iter().find(|row| Some(row.id) == consent.determination_id);
        let named = named.unwrap_or_else(|| panic!("{} names no determination", consent.id));
        assert_eq!(named.case_id, consent.case_id);
        assert_ne!(named.decided_by, Some(named.requested_by));
        let receiver_id = named.receiver_id.expect("a determination is about a receiver");
        let about = About { case_id: consent.case_id, purpose: consent.purpose, receiver_id };
        assert!(in_favour(named, about, consent.valid_from));
        let lines = rows.consent_recipients.iter().filter(|line| line.consent_id == consent.id);
        assert!(lines.into_iter().all(|line| line.organisation_id == Some(receiver_id)));
        some = true;
    }
    assert!(some);
}
