//! Consent: when it is valid, whom it covers, what it opens.

use chrono::{DateTime, Duration, Utc};
use entity::{
    codes::{
        ConsentGiver, ConsentMethod, ConsentStatus, DataClass as C, OrganisationType as O, Purpose, Relation,
        ServiceType,
    },
    consent as consent_row, consent_recipient,
};
use proptest::prelude::*;
use sea_orm::Iterable;
use uuid::Uuid;

use crate::{
    access::{ceiling, class::ClassSet},
    rules::{
        consent::{Consent, Receiver, Recipient, always_shared, lapses_on_transfer, share_classes, shareable},
        refusal::RefusalCode,
    },
};

pub(super) const CLINIC: Uuid = Uuid::from_u128(0xC1);

pub(super) fn now() -> DateTime<Utc> {
    "2024-05-14T10:00:00Z".parse().expect("a time of the calendar")
}

pub(super) fn clinic() -> Receiver {
    Receiver {
        organisation_id: CLINIC,
        organisation_type: O::HealthFacility,
        service_type: Some(ServiceType::HealthPrimary),
    }
}

pub(super) fn consent() -> Consent {
    Consent {
        status: ConsentStatus::Active,
        given_by: ConsentGiver::Person,
        purpose: Purpose::ReferralService,
        classes: ClassSet::of(&[C::Identity, C::Medical]),
        recipients: vec![Recipient { organisation_id: Some(CLINIC), ..Recipient::default() }],
        excluded: Vec::new(),
        valid_from: now() - Duration::days(1),
        valid_until: Some(now() + Duration::days(30)),
        read_back_confirmed: true,
        not_tied_to_assistance: true,
    }
}

fn code(answer: Result<(), crate::rules::refusal::Refusal>) -> Option<RefusalCode> {
    answer.err().map(|refusal| refusal.code)
}

/// A consent that a guardian gave just now.
pub(crate) fn row() -> consent_row::Model {
    consent_row::Model {
        id: Uuid::from_u128(1),
        case_id: Uuid::nil(),
        person_id: Uuid::nil(),
        organisation_id: Uuid::nil(),
        given_by: ConsentGiver::Guardian,
        giver_name: None,
        determination_id: None,
        method: ConsentMethod::Written,
        language: "ha".into(),
        interpreter_used: true,
        purpose: Purpose::MedicalCare,
        classes: ClassSet::of(&[C::Medical]).to_bits(),
        contact_restrictions: None,
        valid_from: now(),
        valid_until: Some(now() + Duration::days(1)),
        status: ConsentStatus::Active,
        read_back_confirmed: true,
        not_tied_to_assistance: true,
        includes_successor: false,
        includes_later_facts: false,
        evidence_hash: None,
        worker_id: None,
        withdrawn_at: None,
        withdrawn_by: None,
        withdrawal_reason: None,
        superseded_by_id: None,
        created_at: now(),
        updated_at: now(),
        version: 1,
    }
}

#[test]
fn a_consent_is_made_of_its_row_and_its_own_recipients_only() {
    let (id, other) = (row().id, Uuid::from_u128(2));
    let line = |consent_id, organisation_id| consent_recipient::Model {
        id: Uuid::from_u128(3),
        consent_id,
        organisation_id: Some(organisation_id),
        organisation_type: None,
        service_type: None,
        excluded_from: None,
        decided_by_id: None,
    };
    let row = row();
    let consent = Consent::of(&row, &[line(id, CLINIC), line(other, Uuid::from_u128(7))]);
    assert_eq!(consent.recipients, [Recipient { organisation_id: Some(CLINIC), ..Recipient::default() }]);
    assert_eq!((consent.given_by, consent.purpose), (ConsentGiver::Guardian, Purpose::MedicalCare));
    assert_eq!(consent.classes, ClassSet::of(&[C::Medical]));
    assert!(consent.active(now()) && consent.names(&clinic(), now()));
}

#[test]
fn a_consent_holds_from_its_beginning_until_before_its_end() {
    let consent = consent();
    let until = consent.valid_until.expect("this one ends");
    let micro = Duration::microseconds(1);
    assert!(!consent.active(consent.valid_from - micro));
    assert!(consent.active(consent.valid_from));
    assert!(consent.active(until - micro));
    assert!(!consent.active(until));
    assert!(!Consent { valid_until: None, ..consent }.active(now()), "a consent without an end is not valid");
}

#[test]
fn only_an_active_consent_that_was_properly_taken_holds() {
    for status in ConsentStatus::iter() {
        assert_eq!(Consent { status, ..consent() }.active(now()), status == ConsentStatus::Active, "{status:?}");
    }
    assert!(!Consent { read_back_confirmed: false, ..consent() }.active(now()));
    assert!(!Consent { not_tied_to_assistance: false, ..consent() }.active(now()));
}

#[test]
fn a_line_names_those_who_match_every_part_of_it() {
    let (org, kind, service) = (Some(CLINIC), Some(O::HealthFacility), Some(ServiceType::HealthPrimary));
    let (other, other_kind, other_service) = (Some(Uuid::from_u128(9)), Some(O::Donor), Some(ServiceType::Gbv));
    let table = [
        (None, None, None, false),
        (org, None, None, true),
        (None, kind, None, true),
        (None, None, service, true),
        (org, kind, service, true),
        (org, other_kind, None, false),
        (org, None, other_service, false),
        (other, None, None, false),
        (other, kind, service, false),
        (None, other_kind, service, false),
        (None, kind, other_service, false),
    ];
    for (organisation_id, organisation_type, service_type, named) in table {
        let line = Recipient { organisation_id, organisation_type, service_type };
        assert_eq!(line.names(&clinic()), named, "{line:?}");
    }
    let line = Recipient { service_type: service, ..Recipient::default() };
    assert!(!line.names(&Receiver { service_type: None, ..clinic() }), "no service, so not that service");
}

#[test]
fn a_consent_covers_what_it_names_and_nothing_else() {
    let asked = ClassSet::of(&[C::Identity, C::Medical]);
    let covers = |consent: &Consent, receiver: &Receiver, purpose, classes| {
        code(consent.covers(receiver, purpose, classes, now()))
    };
    let (consent, referral) = (consent(), Purpose::ReferralService);
    assert_eq!(covers(&consent, &clinic(), referral, asked), None);
    assert_eq!(covers(&consent, &clinic(), referral, ClassSet::NONE), None);
    assert_eq!(covers(&consent, &clinic(), referral, ClassSet::of(&[C::Public, C::Operational])), None);

    let elsewhere = Receiver { organisation_id: Uuid::from_u128(7), ..clinic() };
    let no = Some(RefusalCode::ConsentDoesNotCover);
    assert_eq!(covers(&consent, &elsewhere, referral, asked), no);
    assert_eq!(covers(&Consent { recipients: vec![], ..consent.clone() }, &clinic(), referral, asked), no);
    assert_eq!(covers(&consent, &clinic(), referral, asked | ClassSet::of(&[C::Protection])), no);
    for purpose in Purpose::iter().filter(|purpose| *purpose != referral) {
        assert_eq!(covers(&consent, &clinic(), purpose, asked), no, "{purpose:?}");
    }
    let withdrawn = Consent { status: ConsentStatus::Withdrawn, ..consent };
    assert_eq!(covers(&withdrawn, &clinic(), referral, asked), Some(RefusalCode::ConsentNotValid));
}

#[test]
fn the_refusal_says_which_classes_are_missing() {
    let asked = ClassSet::of(&[C::Identity, C::Protection]);
    let refusal = consent().covers(&clinic(), Purpose::ReferralService, asked, now()).unwrap_err();
    assert_eq!(refusal.message, "the person did not agree to PROTECTION_COARSE, PROTECTION");
}

#[test]
fn asylum_data_needs_an_organisation_that_the_person_named_itself() {
    let agency = Receiver { organisation_type: O::UnAgency, ..clinic() };
    let asked = ClassSet::of(&[C::Asylum]);
    let mut consent = Consent { classes: asked, ..consent() };
    assert_eq!(code(consent.covers(&agency, Purpose::ReferralService, asked, now())), None);
    assert!(consent.classes_for(&agency, now()).holds(C::Asylum));
    consent.recipients = vec![Recipient { organisation_type: Some(O::UnAgency), ..Recipient::default() }];
    let refusal = consent.covers(&agency, Purpose::ReferralService, asked, now()).unwrap_err();
    assert_eq!(refusal.code, RefusalCode::ConsentDoesNotCover);
    assert!(!consent.classes_for(&agency, now()).holds(C::Asylum));
    assert_eq!(consent.classes_for(&clinic(), now()), ClassSet::NONE, "a clinic is not an agency");
}

#[test]
fn asylum_reaches_those_who_work_on_it_and_nobody_else() {
    for kind in O::iter() {
        for purpose in Purpose::iter() {
            let expected = match kind {
                O::UnAgency | O::GovHostAsylum => true,
                O::Iom | O::IntlNgo | O::NationalNgo | O::RedCross | O::HealthFacility | O::CommunityOrg => {
                    purpose == Purpose::LegalProceeding
                }
                O::GovHostSocial
                | O::GovHostAntitrafficking
                | O::GovHostEnforcement
                | O::GovOriginConsular
                | O::Donor
                | O::Research => false,
            };
            let open = shareable(kind, purpose);
            assert_eq!(open.holds(C::Asylum), expected, "{kind:?} {purpose:?}");
            assert_eq!(open.holds(C::AsylumCoarse), expected, "{kind:?} {purpose:?}");
            let shared = share_classes(None, ClassSet::ALL, kind, purpose);
            assert_eq!(shared.holds(C::Asylum), expected, "{kind:?} {purpose:?}");
        }
    }
}

#[test]
fn a_share_opens_what_was_agreed_and_asked_and_always_the_workflow_and_the_initials() {
    let consented = ClassSet::of(&[C::Identity, C::Medical]);
    let asked = ClassSet::of(&[C::Medical, C::Contact]);
    let shared = share_classes(Some(consented), asked, O::NationalNgo, Purpose::ReferralService);
    assert_eq!(shared, ClassSet::of(&[C::Operational, C::IdentityCoarse, C::Medical]));
    let nothing = share_classes(Some(ClassSet::NONE), asked, O::NationalNgo, Purpose::ReferralService);
    assert_eq!(nothing, always_shared());
    let by_law = share_classes(None, asked, O::NationalNgo, Purpose::ReferralService);
    assert_eq!(by_law, always_shared() | asked);
    let consulate = share_classes(None, ClassSet::ALL, O::GovOriginConsular, Purpose::ConsularDocument);
    assert_eq!(consulate, ClassSet::of(&[C::Public]));
}

fn any_classes() -> impl Strategy<Value = ClassSet> {
    any::<i64>().prop_map(ClassSet::from_bits)
}

proptest! {
    #[test]
    fn a_share_never_opens_more_than_each_of_its_bounds(
        consented in any_classes(),
        asked in any_classes(),
        kind in prop::sample::select(O::iter().collect::<Vec<_>>()),
        purpose in prop::sample::select(Purpose::iter().collect::<Vec<_>>()),
    ) {
        let shared = share_classes(Some(consented), asked, kind, purpose);
        prop_assert!((consented | always_shared()).covers(shared));
        prop_assert!((asked | always_shared()).covers(shared));
        prop_assert!(ceiling::of_organisation(kind, Relation::ReferralActive).covers(shared));
        prop_assert!((ceiling::guarded(kind) & shared).is_empty(), "only an order opens it");
        for never in [C::Staff, C::StaffCoarse, C::StaffAssigned, C::System, C::IdentityMatch, C::Readers] {
            prop_assert!(!shared.holds(never));
        }
        prop_assert_eq!(share_classes(Some(consented), shared, kind, purpose), shared, "sharing twice shares the same");
    }
}

#[test]
fn a_consent_that_names_the_old_organisation_lapses_unless_it_says_and_successor() {
    let named = [Recipient { organisation_id: Some(CLINIC), ..Recipient::default() }];
    let by_kind = [Recipient { organisation_type: Some(O::HealthFacility), ..Recipient::default() }];
    assert!(lapses_on_transfer(&named, false, CLINIC));
    assert!(!lapses_on_transfer(&named, true, CLINIC));
    assert!(!lapses_on_transfer(&named, false, Uuid::from_u128(7)));
    assert!(!lapses_on_transfer(&by_kind, false, CLINIC));
    assert!(!lapses_on_transfer(&[], false, CLINIC));
}
