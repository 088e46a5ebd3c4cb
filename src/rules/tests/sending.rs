//! Conditions for sending: one valid referral, and every single fault.

use chrono::Duration;
use entity::codes::{
    ConsentGiver, ConsentStatus, DataClass as C, LegalBasis, OrganisationType as O, Purpose, ServiceStatus, ServiceType,
};
use sea_orm::Iterable;
use uuid::Uuid;

use super::{
    authority::{ADULT, CHILD},
    consent::{CLINIC, clinic, consent, now},
};
use crate::{
    access::class::ClassSet,
    rules::{
        authority::Authority,
        consent::{Consent, Receiver},
        refusal::RefusalCode,
        sending::{Override, Sending, Sharing, another_receiver, may_ask_for, may_send, purpose_fits},
    },
};

const TRANSIT: Uuid = Uuid::from_u128(0x70);

fn sharing(consent: &Consent) -> Sharing<'_> {
    Sharing {
        at: now(),
        from_organisation: TRANSIT,
        case_open: true,
        receiver: clinic(),
        receiver_suspended: false,
        purpose: Purpose::ReferralService,
        classes: ClassSet::of(&[C::Operational, C::Identity, C::Medical]),
        consent: Some(consent),
        legal_override: None,
        authority: ADULT,
    }
}

/// A referral that shares this and has everything else.
fn of(sharing: Sharing<'_>) -> Sending<'_> {
    Sending {
        sharing,
        service_status: ServiceStatus::Active,
        emergency_care: false,
        contact_restrictions: Some("none"),
        duplicate: false,
    }
}

fn sending(consent: &Consent) -> Sending<'_> {
    of(sharing(consent))
}

fn codes(sending: &Sending) -> Vec<RefusalCode> {
    may_send(sending).err().unwrap_or_default().into_iter().map(|refusal| refusal.code).collect()
}

#[test]
fn a_good_referral_is_sent() {
    assert_eq!(codes(&sending(&consent())), []);
}

#[test]
fn each_thing_that_is_wrong_is_refused_by_its_code() {
    let consent = consent();
    let good = || sending(&consent);
    let shared = || sharing(&consent);
    let consulate = Receiver { organisation_type: O::GovOriginConsular, ..clinic() };
    let workflow = ClassSet::NONE;
    let table = [
        (of(Sharing { case_open: false, ..shared() }), RefusalCode::NotActive),
        (of(Sharing { from_organisation: CLINIC, ..shared() }), RefusalCode::SameOrganisation),
        (of(Sharing { receiver_suspended: true, ..shared() }), RefusalCode::NotActive),
        (of(Sharing { receiver: consulate, classes: workflow, ..shared() }), RefusalCode::ReceiverNotAllowed),
        (Sending { service_status: ServiceStatus::Paused, ..good() }, RefusalCode::ServiceNotActive),
        (Sending { service_status: ServiceStatus::Full, ..good() }, RefusalCode::ServiceNotActive),
        (
            Sending { service_status: ServiceStatus::Closed, emergency_care: true, ..good() },
            RefusalCode::ServiceNotActive,
        ),
        (Sending { contact_restrictions: None, ..good() }, RefusalCode::ContactRestrictionsRequired),
        (Sending { contact_restrictions: Some("  "), ..good() }, RefusalCode::ContactRestrictionsRequired),
        (of(Sharing { consent: None, ..shared() }), RefusalCode::ConsentMissing),
        (of(Sharing { purpose: Purpose::MedicalCare, ..shared() }), RefusalCode::ConsentDoesNotCover),
        (of(Sharing { classes: ClassSet::of(&[C::Protection]), ..shared() }), RefusalCode::ConsentDoesNotCover),
        (of(Sharing { at: now() + Duration::days(31), ..shared() }), RefusalCode::ConsentNotValid),
        (of(Sharing { authority: CHILD, ..shared() }), RefusalCode::GuardianConsentRequired),
        (Sending { duplicate: true, ..good() }, RefusalCode::DuplicateReferral),
    ];
    for (sending, code) in table {
        assert_eq!(codes(&sending), [code], "{sending:?}");
    }
}

#[test]
fn only_an_active_service_receives() {
    let consent = consent();
    for service_status in ServiceStatus::iter() {
        let sent = codes(&Sending { service_status, ..sending(&consent) });
        assert_eq!(sent.is_empty(), service_status == ServiceStatus::Active, "{service_status:?}");
    }
}

#[test]
fn a_withdrawn_consent_sends_nothing() {
    let withdrawn = Consent { status: ConsentStatus::Withdrawn, ..consent() };
    assert_eq!(codes(&sending(&withdrawn)), [RefusalCode::ConsentNotValid]);
}

#[test]
fn asylum_and_staff_notes_do_not_go_to_a_clinic_even_with_consent() {
    for class in [C::Asylum, C::Staff, C::System] {
        let classes = ClassSet::of(&[class]);
        let consent = Consent { classes, ..consent() };
        let answer = codes(&of(Sharing { classes, ..sharing(&consent) }));
        assert_eq!(answer, [RefusalCode::ClassNotShareable], "{class:?}");
    }
}

#[test]
fn a_legal_basis_stands_in_for_consent_once_another_person_approved_it() {
    let consent = consent();
    for legal_basis in LegalBasis::iter() {
        let by_law = |in_force, child| Sharing {
            consent: None,
            legal_override: Some(Override { legal_basis, in_force }),
            authority: if child { CHILD } else { ADULT },
            ..sharing(&consent)
        };
        let for_children = legal_basis == LegalBasis::BestInterestChild;
        let adult = if for_children { vec![RefusalCode::LegalBasisDoesNotApply] } else { vec![] };
        assert_eq!(codes(&of(by_law(true, false))), adult, "{legal_basis:?}");
        let child = match legal_basis {
            LegalBasis::BestInterestChild => vec![RefusalCode::DeterminationMissing],
            LegalBasis::VitalInterest => vec![],
            _ => vec![RefusalCode::GuardianConsentRequired],
        };
        assert_eq!(codes(&of(by_law(true, true))), child, "{legal_basis:?}");
        let determined = Authority { determined: true, ..CHILD };
        assert_eq!(codes(&of(Sharing { authority: determined, ..by_law(true, true) })), [], "{legal_basis:?}");
        let authority = if for_children { determined } else { ADULT };
        let waits = codes(&of(Sharing { authority, ..by_law(false, false) }));
        assert_eq!(waits, [RefusalCode::OverrideNotApproved], "{legal_basis:?}");
    }
}

#[test]
fn asylum_goes_to_a_lawyer_and_not_to_a_kitchen_for_a_proceeding() {
    let lawyers: Vec<_> =
        ServiceType::iter().filter(|service| purpose_fits(Purpose::LegalProceeding, *service).is_ok()).collect();
    assert_eq!(lawyers, [ServiceType::LegalAid, ServiceType::AsylumReferral]);
    let consent = Consent { purpose: Purpose::LegalProceeding, ..consent() };
    let kitchen = Receiver { service_type: Some(ServiceType::Food), ..clinic() };
    let meal = of(Sharing { receiver: kitchen, purpose: Purpose::LegalProceeding, ..sharing(&consent) });
    assert_eq!(codes(&meal), [RefusalCode::PurposeDoesNotFit]);
    for purpose in [Purpose::Transfer, Purpose::Research, Purpose::Media, Purpose::StatisticsAnon] {
        assert!(ServiceType::iter().all(|service| purpose_fits(purpose, service).is_err()), "{purpose:?}");
    }
}

#[test]
fn nobody_asks_for_a_class_that_they_may_not_read() {
    let held = ClassSet::of(&[C::Operational, C::Identity]);
    assert_eq!(may_ask_for(ClassSet::of(&[C::Identity, C::Public]), held), Ok(()));
    for class in C::iter().filter(|class| *class != C::Public && !held.holds(*class)) {
        let asked = may_ask_for(ClassSet::of(&[C::Identity, class]), held).map_err(|it| it.code);
        assert_eq!(asked, Err(RefusalCode::ClassNotHeld), "{class:?}");
    }
}

#[test]
fn a_child_is_sent_with_a_guardians_consent_or_a_note_on_its_best_interest() {
    for given_by in ConsentGiver::iter() {
        let consent = Consent { given_by, ..consent() };
        let child = Sharing { authority: CHILD, ..sharing(&consent) };
        let speaks = matches!(given_by, ConsentGiver::Guardian | ConsentGiver::Court);
        assert_eq!(codes(&of(child.clone())).is_empty(), speaks, "{given_by:?}");
        let determined = of(Sharing { authority: Authority { determined: true, ..CHILD }, ..child });
        assert_eq!(codes(&determined), [], "{given_by:?}");
    }
}

#[test]
fn everything_that_is_wrong_is_said_at_once() {
    let consent = consent();
    let wrong = Sending {
        service_status: ServiceStatus::Full,
        contact_restrictions: None,
        duplicate: true,
        ..of(Sharing { consent: None, ..sharing(&consent) })
    };
    let expected = [
        RefusalCode::ServiceNotActive,
        RefusalCode::ContactRestrictionsRequired,
        RefusalCode::ConsentMissing,
        RefusalCode::DuplicateReferral,
    ];
    assert_eq!(codes(&wrong), expected);
}

#[test]
fn a_declined_referral_goes_to_another_organisation() {
    assert_eq!(another_receiver(CLINIC, TRANSIT), Ok(()));
    assert_eq!(another_receiver(CLINIC, CLINIC).unwrap_err().code, RefusalCode::SameOrganisation);
}
