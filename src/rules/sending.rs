//! Conditions for sending a referral, also to another organisation after a decline. All refusals are returned at once,
//! because a case worker with a slow connection should not learn of them one by one.

use chrono::{DateTime, Utc};
use entity::codes::{DataClass, LegalBasis, Purpose, ServiceStatus, ServiceType};
use uuid::Uuid;

use super::{
    authority::{Authority, still_given},
    consent::{Consent, Receiver, shareable},
    legal_override,
    refusal::{Refusal, RefusalCode, all},
};
use crate::access::class::ClassSet;

/// The basis for sharing without consent, with the approval of a second person.
#[derive(Clone, Copy, Debug)]
pub struct Override {
    /// Legal basis.
    pub legal_basis: LegalBasis,
    /// Whether another worker approved it and it is in force.
    pub in_force: bool,
}

/// What would be shared with whom and on which basis: the facts that decide what the receiver reads.
#[derive(Clone, Debug)]
pub struct Sharing<'a> {
    /// Time of sending.
    pub at: DateTime<Utc>,
    /// Organisation that refers.
    pub from_organisation: Uuid,
    /// Whether the case is open.
    pub case_open: bool,
    /// Organisation and service that receive the referral.
    pub receiver: Receiver,
    /// Whether the receiving organisation is suspended.
    pub receiver_suspended: bool,
    /// Purpose of sharing.
    pub purpose: Purpose,
    /// Classes to share.
    pub classes: ClassSet,
    /// The consent of the referral.
    pub consent: Option<&'a Consent>,
    /// The override, if there is no consent. It is checked first.
    pub legal_override: Option<Override>,
    /// The facts about the person that the consent or the legal basis depends on.
    pub authority: Authority,
}

/// The facts of a referral that the rules need.
#[derive(Clone, Debug)]
pub struct Sending<'a> {
    /// What it shares.
    pub sharing: Sharing<'a>,
    /// Status of the service.
    pub service_status: ServiceStatus,
    /// Whether it is for emergency care: see [`super::inference::is_emergency_care`].
    pub emergency_care: bool,
    /// Contact restrictions of the person.
    pub contact_restrictions: Option<&'a str>,
    /// Whether another live referral of the case goes to the same organisation and service.
    pub duplicate: bool,
}

/// Whether the referral can be sent.
pub fn may_send(sending: &Sending) -> Result<(), Vec<Refusal>> {
    let Sending { sharing, service_status, emergency_care, contact_restrictions, duplicate } = sending;
    all([
        may_receive(sharing),
        service(*service_status, *emergency_care),
        self::contact_restrictions(*contact_restrictions),
        purpose(sharing),
        may_be_shared(sharing),
        ground(sharing),
        still_grounded(basis(sharing), sharing.consent, sharing.authority),
        self::duplicate(*duplicate),
    ])
}

/// Whether the consent or the legal basis covers what is shared, and still has what it depends on.
pub(crate) fn grounded(sharing: &Sharing) -> Result<(), Refusal> {
    ground(sharing)?;
    still_grounded(basis(sharing), sharing.consent, sharing.authority)
}

/// A declined referral is redirected to another organisation, not to the one that declined it.
pub(crate) fn another_receiver(declined_by: Uuid, receiver: Uuid) -> Result<(), Refusal> {
    let message = "this organisation declined the referral; choose another";
    Refusal::of("serviceId", RefusalCode::SameOrganisation, message).when(declined_by == receiver)
}

/// A sender cannot share a class that they may not read: `held` are the sender's classes of the case.
pub(crate) fn may_ask_for(classes: ClassSet, held: ClassSet) -> Result<(), Refusal> {
    let message = "you may not read some of these classes; ask a colleague who may read them to share them";
    Refusal::of("classes", RefusalCode::ClassNotHeld, message)
        .unless((held | ClassSet::of(&[DataClass::Public])).covers(classes))
}

/// The purpose has to fit the service, because a purpose opens classes: a meal needs no access for a legal proceeding.
pub(crate) fn purpose_fits(purpose: Purpose, service: ServiceType) -> Result<(), Refusal> {
    use ServiceType as S;
    let fits = match purpose {
        Purpose::LegalProceeding => matches!(service, S::LegalAid | S::AsylumReferral),
        Purpose::MedicalCare => matches!(
            service,
            S::HealthPrimary | S::HealthEmergency | S::HealthSrh | S::Nutrition | S::Mhpss | S::DisabilityRehab
        ),
        Purpose::CaseManagement
        | Purpose::ReferralService
        | Purpose::ConsularDocument
        | Purpose::ReturnTravel
        | Purpose::Reintegration
        | Purpose::FamilyTracing => true,
        // Each of these needs its own consent, and none is the purpose of a service.
        Purpose::Transfer | Purpose::StatisticsAnon | Purpose::Research | Purpose::Media => false,
    };
    Refusal::of("purpose", RefusalCode::PurposeDoesNotFit, "this service does not fit this purpose").unless(fits)
}

/// Whether the case can be referred to this organisation at all.
pub(crate) fn may_receive(sharing: &Sharing) -> Result<(), Refusal> {
    Refusal::new(RefusalCode::NotActive, "the case is closed; reopen it before you refer").unless(sharing.case_open)?;
    let message = "a referral has to go to another organisation than your own";
    Refusal::of("serviceId", RefusalCode::SameOrganisation, message)
        .when(sharing.from_organisation == sharing.receiver.organisation_id)?;
    Refusal::of("serviceId", RefusalCode::NotActive, "this organisation is suspended")
        .when(sharing.receiver_suspended)?;
    // An organisation that may not even hold operational facts (a State of origin, a donor) cannot work on a referral.
    let message = "an organisation of this kind cannot receive referrals";
    Refusal::of("serviceId", RefusalCode::ReceiverNotAllowed, message)
        .unless(shareable(sharing.receiver.organisation_type, sharing.purpose).holds(DataClass::Operational))
}

/// Emergency care can be asked for at a full service too: its staff decide whether to accept over capacity.
fn service(status: ServiceStatus, emergency_care: bool) -> Result<(), Refusal> {
    let message = match status {
        ServiceStatus::Active => return Ok(()),
        ServiceStatus::Full if emergency_care => return Ok(()),
        ServiceStatus::Paused => "this service is paused",
        ServiceStatus::Full => "this service is full",
        ServiceStatus::Closed => "this service is closed",
    };
    Err(Refusal::of("serviceId", RefusalCode::ServiceNotActive, message))
}

fn contact_restrictions(text: Option<&str>) -> Result<(), Refusal> {
    if text.is_some_and(|text| !text.trim().is_empty()) {
        return Ok(());
    }
    // "None" is a valid text; an empty field is not, because a wrong call can endanger the person.
    let message = "give the contact restrictions of the person; if there are none, say so";
    Err(Refusal::of("contactRestrictions", RefusalCode::ContactRestrictionsRequired, message))
}

fn purpose(sharing: &Sharing) -> Result<(), Refusal> {
    sharing.receiver.service_type.map_or(Ok(()), |service| purpose_fits(sharing.purpose, service))
}

/// Whether any consent can open these classes to an organisation of this kind for this purpose.
pub(crate) fn may_be_shared(sharing: &Sharing) -> Result<(), Refusal> {
    let open = shareable(sharing.receiver.organisation_type, sharing.purpose);
    let message = "some of these classes may never go to an organisation of this kind for this purpose";
    Refusal::of("classes", RefusalCode::ClassNotShareable, message).unless(open.covers(sharing.classes))
}

fn ground(sharing: &Sharing) -> Result<(), Refusal> {
    if let Some(Override { legal_basis: _, in_force }) = sharing.legal_override {
        let message = "another person has to approve sharing without consent first";
        Refusal::of("legalOverride", RefusalCode::OverrideNotApproved, message).unless(in_force)?;
        return Ok(());
    }
    let Some(consent) = sharing.consent else {
        let message = "record the person's consent to this referral first, or request to share without consent";
        return Err(Refusal::of("consentId", RefusalCode::ConsentMissing, message));
    };
    consent.covers(&sharing.receiver, sharing.purpose, sharing.classes, sharing.at)
}

/// Whether the consent or the legal basis still has what it depends on. It is checked when a referral is sent, and again
/// when it is accepted. For a child, a best-interest determination in favour is enough.
pub(crate) fn still_grounded(
    basis: Option<LegalBasis>,
    consent: Option<&Consent>,
    authority: Authority,
) -> Result<(), Refusal> {
    let child = authority.child();
    if child && authority.determined {
        return Ok(());
    }
    match basis {
        Some(LegalBasis::BestInterestChild) if !child => {
            let message = "the best interest of the child is a legal basis only for children";
            Err(Refusal::of("legalBasis", RefusalCode::LegalBasisDoesNotApply, message))
        }
        Some(LegalBasis::BestInterestChild) => {
            let message = "this legal basis needs a best-interest determination in favour that is valid now";
            Err(Refusal::of("legalOverride", RefusalCode::DeterminationMissing, message))
        }
        Some(basis) if child && !legal_override::speaks_for_child(basis) => {
            let message =
                "a child needs the consent of a guardian or a court, or a best-interest determination in favour";
            Err(Refusal::of("consentId", RefusalCode::GuardianConsentRequired, message))
        }
        Some(_) => Ok(()),
        // Without any consent, `ground` already returns a refusal.
        None => consent.map_or(Ok(()), |consent| still_given(consent.given_by, authority)),
    }
}

fn basis(sharing: &Sharing) -> Option<LegalBasis> {
    sharing.legal_override.map(|law| law.legal_basis)
}

fn duplicate(duplicate: bool) -> Result<(), Refusal> {
    let message = "a live referral of this case to the same service already exists";
    Refusal::of("serviceId", RefusalCode::DuplicateReferral, message).when(duplicate)
}
