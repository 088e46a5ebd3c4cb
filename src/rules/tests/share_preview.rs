//! What a share would open: which rule decides about a class, and that the answer is the one that sending gives.

use entity::codes::{
    AccessMode, DataClass as C, OrganisationType as O, Purpose, Relation, Role, ServiceStatus, ServiceType,
};
use sea_orm::Iterable;
use uuid::Uuid;

use super::{
    authority::{ADULT, CHILD},
    consent::{clinic, consent, now},
};
use crate::{
    access::{
        class::ClassSet, clearance::Grants, policy::Policy, relation::CaseFacts, relation::Relations, viewer::Viewer,
    },
    rules::{
        consent::{Consent, Receiver, share_classes},
        refusal::RefusalCode,
        sending::{Sending, Sharing, may_ask_for, may_send},
        share_preview::{Preview, Question, SharePreviewCode as P, could_carry, preview},
    },
};

/// The classes that nobody at home lacks here.
const HELD: ClassSet = ClassSet::ALL;

fn sharing(consent: &Consent) -> Sharing<'_> {
    Sharing {
        at: now(),
        from_organisation: Uuid::from_u128(0x70),
        case_open: true,
        receiver: clinic(),
        receiver_suspended: false,
        purpose: consent.purpose,
        classes: ClassSet::NONE,
        consent: Some(consent),
        legal_override: None,
        authority: ADULT,
    }
}

fn case(access_mode: AccessMode, shared: ClassSet) -> CaseFacts {
    CaseFacts {
        case_id: Uuid::nil(),
        organisation_id: Uuid::nil(),
        centre_id: Uuid::nil(),
        country: "NER".to_owned(),
        in_protected_centre: true,
        access_mode,
        assigned_worker_id: None,
        medical_worker_id: None,
        answer_pending: false,
        shared,
        consular_consent: false,
    }
}

fn asked(sharing: Sharing<'_>, held: ClassSet, classes: &[C]) -> Preview {
    let question = Question { sharing, classes, held, roles: &[Role::ProtectionOfficer] };
    preview(&question, &Policy::shipped(), &case(AccessMode::Standard, ClassSet::NONE))
}

/// The code and the refusal of one class.
fn code(sharing: Sharing<'_>, held: ClassSet, class: C) -> (P, Option<RefusalCode>) {
    let verdict = asked(sharing, held, &[class]).verdicts.pop().expect("one verdict");
    (verdict.code, verdict.refusal.map(|refusal| refusal.code))
}

#[test]
fn each_code_names_the_rule_that_decides() {
    use RefusalCode as R;
    let consent = consent();
    let good = || sharing(&consent);
    let to = |kind| Sharing { receiver: Receiver { organisation_type: kind, ..clinic() }, ..good() };
    let identity = ClassSet::of(&[C::Operational, C::Identity, C::Staff]);
    let doctor = ClassSet::of(&[C::Operational, C::Identity, C::Medical, C::StaffCoarse]);
    let lawyer = Receiver { service_type: Some(ServiceType::LegalAid), ..clinic() };
    let survivors = Receiver { service_type: Some(ServiceType::Gbv), ..clinic() };
    for (sharing, held, class, expected) in [
        (good(), HELD, C::Medical, (P::Opened, None)),
        (good(), HELD, C::Public, (P::Opened, None)),
        (good(), HELD, C::Operational, (P::Opened, None)),
        (good(), doctor, C::Medical, (P::DependsOnConsent, None)),
        (good(), identity, C::Medical, (P::ClassNotHeld, Some(R::ClassNotHeld))),
        (good(), HELD, C::Protection, (P::Consent, Some(R::ConsentDoesNotCover))),
        (Sharing { consent: None, ..good() }, HELD, C::Medical, (P::Consent, Some(R::ConsentMissing))),
        (Sharing { authority: CHILD, ..good() }, HELD, C::Medical, (P::Consent, Some(R::GuardianConsentRequired))),
        (good(), HELD, C::Asylum, (P::NotForThisPurpose, Some(R::ClassNotShareable))),
        (good(), HELD, C::Staff, (P::NeverShared, Some(R::ClassNotShareable))),
        (good(), HELD, C::System, (P::AboveCeilingOfOrganisation, Some(R::ClassNotShareable))),
        (to(O::GovHostAsylum), HELD, C::Medical, (P::AboveCeilingOfOrganisation, Some(R::ClassNotShareable))),
        (to(O::GovHostEnforcement), HELD, C::Medical, (P::OnlyByLegalOrder, Some(R::ClassNotShareable))),
        (to(O::GovHostEnforcement), HELD, C::Journey, (P::AboveCeilingOfOrganisation, Some(R::ClassNotShareable))),
        (to(O::GovOriginConsular), HELD, C::Medical, (P::NoReferralPossible, Some(R::ReceiverNotAllowed))),
        (to(O::UnAgency), doctor, C::Medical, (P::NoReferralPossible, Some(R::ValueNotAllowed))),
        (
            Sharing { receiver: survivors, ..good() },
            doctor,
            C::Medical,
            (P::NoReferralPossible, Some(R::ValueNotAllowed)),
        ),
        (Sharing { case_open: false, ..good() }, HELD, C::Medical, (P::NoReferralPossible, Some(R::NotActive))),
        (Sharing { receiver_suspended: true, ..good() }, HELD, C::Medical, (P::NoReferralPossible, Some(R::NotActive))),
        (
            Sharing { receiver: lawyer, purpose: Purpose::MedicalCare, ..good() },
            HELD,
            C::Medical,
            (P::NoReferralPossible, Some(R::PurposeDoesNotFit)),
        ),
        (
            Sharing { purpose: Purpose::Media, receiver: Receiver { service_type: None, ..clinic() }, ..good() },
            HELD,
            C::Medical,
            (P::NoReferralPossible, Some(R::PurposeDoesNotFit)),
        ),
    ] {
        let receiver = sharing.receiver;
        assert_eq!(code(sharing, held, class), expected, "{class:?} to {receiver:?}, held {held:?}");
    }
}

#[test]
fn a_class_is_opened_if_and_only_if_a_referral_with_it_would_be_sent() {
    let mut opened = 0;
    for kind in O::iter() {
        for purpose in [Purpose::ReferralService, Purpose::LegalProceeding] {
            for classes in [ClassSet::ALL, ClassSet::of(&[C::Identity, C::Medical])] {
                for held in [HELD, ClassSet::ALL.without(C::Medical)] {
                    let receiver =
                        Receiver { organisation_type: kind, service_type: Some(ServiceType::LegalAid), ..clinic() };
                    let consent = Consent { purpose, classes, ..consent() };
                    let sharing = || Sharing { receiver, ..sharing(&consent) };
                    let all: Vec<_> = C::iter().collect();
                    for verdict in asked(sharing(), held, &all).verdicts {
                        let classes = ClassSet::of(&[verdict.class]);
                        let sending = Sending {
                            sharing: Sharing { classes, ..sharing() },
                            service_status: ServiceStatus::Active,
                            emergency_care: false,
                            contact_restrictions: Some("none"),
                            duplicate: false,
                        };
                        let sent = may_ask_for(classes, held).is_ok() && may_send(&sending).is_ok();
                        assert_eq!(verdict.code == P::Opened, sent, "{verdict:?} {kind:?} {purpose:?} {held:?}");
                        assert_eq!(verdict.refusal.is_none(), sent, "{verdict:?}");
                        opened += usize::from(sent);
                    }
                }
            }
        }
    }
    assert!(opened > 200, "only {opened} are opened");
}

#[test]
fn a_role_reads_what_its_grants_give_through_the_share() {
    let policy = Policy::shipped();
    let classes = [C::Identity, C::Medical, C::Contact, C::Staff];
    for kind in O::iter() {
        let consent = consent();
        let sharing = Sharing { receiver: Receiver { organisation_type: kind, ..clinic() }, ..sharing(&consent) };
        let purpose = sharing.purpose;
        let previewed = asked(sharing, HELD, &classes);
        let open = previewed.verdicts.iter().filter(|it| it.code == P::Opened).map(|it| it.class).collect();
        let refused = previewed.verdicts.iter().all(|it| it.code == P::NoReferralPossible);
        let shared = share_classes(Some(consent.classes), open, kind, purpose);
        for role in Role::iter() {
            let viewer = Viewer { organisation_type: kind, roles: vec![role], ..Viewer::nobody() };
            let relations = Relations::default().with(Relation::ReferralActive, true);
            let reads = Grants::new(&policy, &viewer).clearance(&case(AccessMode::Standard, shared), relations);
            let reads = if refused { ClassSet::NONE } else { reads };
            let said = previewed.roles.iter().find(|(of, _)| *of == role).map_or(ClassSet::NONE, |(_, it)| *it);
            assert_eq!(said, reads, "{role:?} of {kind:?}");
        }
    }
}

#[test]
fn without_a_valid_basis_no_role_reads_anything_and_without_a_class_it_reads_what_every_share_opens() {
    let consent = consent();
    let focal_point = |preview: &Preview| preview.roles.iter().find(|it| it.0 == Role::NgoFocalPoint).map(|it| it.1);
    assert_eq!(focal_point(&asked(Sharing { consent: None, ..sharing(&consent) }, HELD, &[C::Identity])), None);
    for classes in [&[][..], &[C::Protection, C::Staff]] {
        let least = ClassSet::of(&[C::Operational, C::IdentityCoarse]);
        assert_eq!(focal_point(&asked(sharing(&consent), HELD, classes)), Some(least), "{classes:?}");
    }
}

#[test]
fn a_sealed_case_is_read_by_no_receiver() {
    let consent = consent();
    let classes = [C::Identity, C::Public];
    let roles = [Role::ProtectionOfficer];
    let question = Question { sharing: sharing(&consent), classes: &classes, held: HELD, roles: &roles };
    for (mode, code, reads) in
        [(AccessMode::Restricted, P::Opened, true), (AccessMode::Sealed, P::NotGrantedToAnyRole, false)]
    {
        let previewed = preview(&question, &Policy::shipped(), &case(mode, ClassSet::NONE));
        let codes: Vec<_> = previewed.verdicts.iter().map(|verdict| verdict.code).collect();
        assert_eq!((codes, !previewed.roles.is_empty()), (vec![code, P::Opened], reads), "{mode:?}");
    }
}

#[test]
fn a_sender_who_does_not_read_consents_gets_the_same_answer_with_any_consent() {
    let doctor = ClassSet::of(&[C::Operational, C::Identity, C::Medical, C::StaffCoarse]);
    let with = |consent: Option<&Consent>, authority| {
        let preview = asked(Sharing { consent, authority, ..sharing(&self::consent()) }, doctor, &[C::Medical]);
        (preview.verdicts, preview.roles)
    };
    let narrow = Consent { classes: ClassSet::NONE, purpose: Purpose::Media, ..consent() };
    let open = with(Some(&consent()), ADULT);
    assert_eq!(open.0[0].code, P::DependsOnConsent);
    for other in [with(None, ADULT), with(Some(&narrow), ADULT), with(Some(&narrow), CHILD)] {
        assert_eq!(other, open);
    }
}

#[test]
fn a_consent_that_could_carry_the_referral_is_valid_names_the_receiver_and_is_for_a_service() {
    let carries = |consent: &Consent, purpose| could_carry(consent, &clinic(), purpose, now());
    let good = consent();
    assert!(carries(&good, None) && carries(&good, Some(good.purpose)));
    assert!(!carries(&good, Some(Purpose::MedicalCare)));
    for other in [
        Consent { valid_until: None, ..consent() },
        Consent { recipients: Vec::new(), ..consent() },
        Consent { purpose: Purpose::Transfer, ..consent() },
    ] {
        assert!(!carries(&other, None), "{other:?}");
    }
}
