//! Consents, referrals, shares, legal orders and transfers: the rows that let another organisation read a case.

use entity::{
    best_interest_determination, case, centre,
    codes::{
        ConsentGiver, ConsentMethod, ConsentStatus, DataClass, LegalBasis, Purpose, ReferralReason, ReferralState,
        TransferState, Urgency,
    },
    consent, consent_recipient, legal_order, legal_override, organisation, referral, service, share, transfer, worker,
};
use uuid::Uuid;
use waystation::access::class::ClassSet;

use super::{reference, yesterday};

/// An active written consent of the person for OPERATIONAL and IDENTITY. It names no recipient yet.
pub fn consent(case: &case::Model, purpose: Purpose) -> consent::Model {
    consent::Model::builder()
        .id(Uuid::now_v7())
        .case_id(case.id)
        .person_id(case.person_id)
        .organisation_id(case.organisation_id)
        .given_by(ConsentGiver::Person)
        .method(ConsentMethod::Written)
        .language("fr".to_owned())
        .interpreter_used(false)
        .purpose(purpose)
        .classes(packet())
        .valid_from(yesterday())
        .valid_until(yesterday() + chrono::Duration::days(365))
        .status(ConsentStatus::Active)
        .read_back_confirmed(true)
        .not_tied_to_assistance(true)
        .includes_successor(false)
        .includes_later_facts(false)
        .created_at(yesterday())
        .updated_at(yesterday())
        .build()
}

/// The consent names this organisation.
pub fn recipient(consent: &consent::Model, organisation: &organisation::Model) -> consent_recipient::Model {
    consent_recipient::Model {
        id: Uuid::now_v7(),
        consent_id: consent.id,
        organisation_id: Some(organisation.id),
        organisation_type: None,
        service_type: None,
        excluded_from: None,
        decided_by_id: None,
    }
}

/// A referral that was sent yesterday and waits for its first answer.
pub fn referral(case: &case::Model, service: &service::Model) -> referral::Model {
    let id = Uuid::now_v7();
    referral::Model::builder()
        .id(id)
        .reference(reference("R", id))
        .case_id(case.id)
        .from_organisation_id(case.organisation_id)
        .to_organisation_id(service.organisation_id)
        .service_id(service.id)
        .service_type(service.service_type)
        .urgency(Urgency::Routine)
        .purpose(Purpose::ReferralService)
        .classes(packet())
        .inference_class(service.service_type.reveals())
        .emergency_care(false)
        .reason_code(ReferralReason::ServiceNeeded)
        .created_at(yesterday())
        .contact_restrictions("none".to_owned())
        .state(ReferralState::Sent)
        .sent_at(yesterday())
        .build()
}

/// A live share of the case with an organisation, without a referral.
pub fn share(case: &case::Model, reader: &organisation::Model) -> share::Model {
    share::Model::builder()
        .id(Uuid::now_v7())
        .case_id(case.id)
        .organisation_id(reader.id)
        .classes(packet())
        .purpose(Purpose::ReferralService)
        .starts_at(yesterday())
        .later_facts(true)
        .build()
}

/// A transfer of the case to a centre of another organisation, offered yesterday.
pub fn transfer(case: &case::Model, to: &centre::Model, by: &worker::Model) -> transfer::Model {
    let id = Uuid::now_v7();
    transfer::Model::builder()
        .id(id)
        .reference(reference("T", id))
        .case_id(case.id)
        .from_organisation_id(case.organisation_id)
        .to_organisation_id(to.organisation_id)
        .from_centre_id(case.centre_id)
        .to_centre_id(to.id)
        .inference_class(DataClass::Operational)
        .reason("nearer to family".to_owned())
        .proposed_by(by.id)
        .created_at(yesterday())
        .state(TransferState::Offered)
        .offered_at(yesterday())
        .build()
}

/// A legal order for every class that was recorded and waits for approval.
pub fn legal_order(case: &case::Model, agency: &organisation::Model, by: &worker::Model) -> legal_order::Model {
    let id = Uuid::now_v7();
    legal_order::Model::builder()
        .id(id)
        .case_id(case.id)
        .organisation_id(agency.id)
        .reference(reference("O", id))
        .reason("ordered by the court of Agadez".to_owned())
        .classes(ClassSet::ALL.to_bits())
        .requested_by(by.id)
        .created_at(yesterday())
        .build()
}

/// The order after it was approved and has opened this share.
pub fn approved(order: &legal_order::Model, by: &worker::Model, share: &share::Model) -> legal_order::Model {
    legal_order::Model {
        approved_by: Some(by.id),
        approved_at: Some(yesterday()),
        share_id: Some(share.id),
        ..order.clone()
    }
}

/// A request for an override of this referral that waits for a decision.
pub fn legal_override(referral: &referral::Model, by: &worker::Model) -> legal_override::Model {
    legal_override::Model::builder()
        .id(Uuid::now_v7())
        .case_id(referral.case_id)
        .organisation_id(referral.from_organisation_id)
        .country("NER".to_owned())
        .referral_id(referral.id)
        .legal_basis(LegalBasis::VitalInterest)
        .reason("unconscious".to_owned())
        .classes(referral.classes)
        .inference_class(DataClass::Legal)
        .emergency_care(false)
        .requested_by(by.id)
        .valid_until(super::now() + chrono::Duration::days(20))
        .created_at(yesterday())
        .build()
}

/// A determination on the best interest of a child that waits for a decision.
pub fn determination(case: &case::Model, by: &worker::Model) -> best_interest_determination::Model {
    best_interest_determination::Model::builder()
        .id(Uuid::now_v7())
        .case_id(case.id)
        .purpose(Purpose::ReferralService)
        .grounds("the child was heard".to_owned())
        .inference_class(DataClass::Protection)
        .emergency_care(false)
        .requested_by(by.id)
        .created_at(yesterday())
        .version(1)
        .build()
}

fn packet() -> i64 {
    ClassSet::of(&[DataClass::Operational, DataClass::Identity]).to_bits()
}
