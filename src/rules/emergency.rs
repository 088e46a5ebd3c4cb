//! Medical content of a referral: when medical staff may add it, and which consent covers it.

use chrono::{DateTime, Utc};
use entity::codes::{DataClass, Purpose, ReferralState};

use uuid::Uuid;

use super::{
    authority::{Authority, still_given},
    consent::{Consent, Receiver},
    referral::{Phase, phase},
    refusal::{Refusal, RefusalCode},
};
use crate::access::class::ClassSet;

/// Medical content can be added while the receiver reads it or may still accept.
pub(crate) fn may_add_medical_content(state: ReferralState) -> Result<(), Refusal> {
    Refusal::new(RefusalCode::InvalidTransition, "this referral is over; nobody could read it")
        .when(phase(state) == Phase::Closed)
}

/// Whether the consent covers medical data for this receiver: for the purpose of the referral, or for medical care.
pub(crate) fn medical_consent_covers(
    consent: &Consent,
    receiver: &Receiver,
    purpose: Purpose,
    authority: Authority,
    at: DateTime<Utc>,
) -> Result<(), Refusal> {
    let purpose = if consent.purpose == Purpose::MedicalCare { Purpose::MedicalCare } else { purpose };
    consent.covers(receiver, purpose, ClassSet::of(&[DataClass::Medical]), at)?;
    still_given(consent.given_by, authority)
}

/// The classes that the consent or override of the referral itself has to cover. Medical content with its own consent
/// is not included.
pub(crate) fn without_medical_content(
    classes: ClassSet,
    consent: Option<Uuid>,
    medical_consent: Option<Uuid>,
) -> ClassSet {
    if medical_consent.is_none() || medical_consent == consent {
        return classes;
    }
    classes.except(ClassSet::of(&[DataClass::Medical]))
}

/// A worker who may not read consents can record only consents for medical care.
pub(crate) fn may_record_for(purpose: Purpose, held: ClassSet) -> Result<(), Refusal> {
    let message = "medical staff record consents to medical care; the case worker records the others";
    Refusal::of("purpose", RefusalCode::ValueNotAllowed, message)
        .unless(purpose == Purpose::MedicalCare || held.holds(DataClass::Staff))
}
