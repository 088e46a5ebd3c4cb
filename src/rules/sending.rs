//! What must be true before a referral is sent, for the first time or on to another organisation. All refusals at once:
//! a case worker with a poor line should not learn of them one by one.

use chrono::{DateTime, Utc};
use entity::codes::{DataClass, LegalBasis, Purpose, ServiceStatus, ServiceType};
use uuid::Uuid;

use super::{
    consent::{Consent, Receiver, shareable, speaks_for_child},
    refusal::{Refusal, RefusalCode},
};
use crate::access::class::ClassSet;

/// Why data may go out although nobody consented: a basis in law, and a second person who approved it.
#[derive(Clone, Copy, Debug)]
pub struct Override {
    /// The basis.
    pub legal_basis: LegalBasis,
    /// Another worker approved it, and it is in force.
    pub in_force: bool,
}

/// What the rules need to know of a referral that is to be sent.
#[expect(clippy::struct_excessive_bools, reason = "facts of one moment; each is read by one rule and named there")]
#[derive(Clone, Debug)]
pub struct Sending<'a> {
    /// When.
    pub at: DateTime<Utc>,
    /// For which organisation.
    pub from_organisation: Uuid,
    /// The case is open.
    pub case_open: bool,
    /// To whom.
    pub receiver: Receiver,
    /// The receiving organisation is suspended.
    pub receiver_suspended: bool,
    /// How the service stands.
    pub service_status: ServiceStatus,
    /// What for.
    pub purpose: Purpose,
    /// Which classes are to be shared.
    pub classes: ClassSet,
    /// The consent it rests on.
    pub consent: Option<&'a Consent>,
    /// What it rests on where there is no consent; looked at first.
    pub legal_override: Option<Override>,
    /// How the person may safely be contacted.
    pub contact_restrictions: Option<&'a str>,
    /// The person is a child.
    pub child: bool,
    /// A determination in favour of the child for this purpose is in force.
    pub best_interest_note: bool,
    /// Another live referral of the case to the same organisation and service exists.
    pub duplicate: bool,
}

/// Whether the referral may be sent.
pub fn may_send(sending: &Sending) -> Result<(), Vec<Refusal>> {
    let refusals: Vec<Refusal> = [
        parties(sending),
        service(sending.service_status),
        contact_restrictions(sending.contact_restrictions),
        purpose(sending),
        classes(sending),
        ground(sending),
        guardian(sending),
        duplicate(sending.duplicate),
    ]
    .into_iter()
    .filter_map(Result::err)
    .collect();
    if refusals.is_empty() { Ok(()) } else { Err(refusals) }
}

/// A declined referral goes on to another organisation, not to the one that declined it.
pub fn another_receiver(declined_by: Uuid, receiver: Uuid) -> Result<(), Refusal> {
    if declined_by == receiver {
        let message = "this organisation declined the referral; choose another";
        return Err(Refusal::of("service", RefusalCode::SameOrganisation, message));
    }
    Ok(())
}

/// A field that the sender may not read the sender may not share: `held` is what the sender reads of the case.
pub fn may_ask_for(classes: ClassSet, held: ClassSet) -> Result<(), Refusal> {
    if (held | ClassSet::of(&[DataClass::Public])).covers(classes) {
        return Ok(());
    }
    let message = "you may not read some of these classes yourself; ask a colleague who may to share them";
    Err(Refusal::of("classes", RefusalCode::ClassNotHeld, message))
}

/// A purpose opens what it names, so it has to be what the service is for: nobody goes to court for a meal.
pub fn purpose_fits(purpose: Purpose, service: ServiceType) -> Result<(), Refusal> {
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
        // Each of these is agreed to by itself, and none is the help of a service.
        Purpose::Transfer | Purpose::StatisticsAnon | Purpose::Research | Purpose::Media => false,
    };
    if fits {
        return Ok(());
    }
    Err(Refusal::of("purpose", RefusalCode::PurposeDoesNotFit, "this service does not serve this purpose"))
}

fn parties(sending: &Sending) -> Result<(), Refusal> {
    if !sending.case_open {
        return Err(Refusal::new(RefusalCode::NotActive, "the case is closed; reopen it before you refer"));
    }
    if sending.from_organisation == sending.receiver.organisation_id {
        let message = "a referral goes to another organisation than your own";
        return Err(Refusal::of("service", RefusalCode::SameOrganisation, message));
    }
    if sending.receiver_suspended {
        return Err(Refusal::of("service", RefusalCode::NotActive, "this organisation is suspended"));
    }
    // Whoever may not even hold the workflow facts (a State of origin, a donor) cannot work a referral.
    if !shareable(sending.receiver.organisation_type, sending.purpose).holds(DataClass::Operational) {
        let message = "an organisation of this kind receives no referrals";
        return Err(Refusal::of("service", RefusalCode::ReceiverNotAllowed, message));
    }
    Ok(())
}

fn service(status: ServiceStatus) -> Result<(), Refusal> {
    let message = match status {
        ServiceStatus::Active => return Ok(()),
        ServiceStatus::Paused => "this service is paused",
        ServiceStatus::Full => "this service is full",
        ServiceStatus::Closed => "this service is closed",
    };
    Err(Refusal::of("service", RefusalCode::ServiceNotActive, message))
}

fn contact_restrictions(text: Option<&str>) -> Result<(), Refusal> {
    if text.is_some_and(|text| !text.trim().is_empty()) {
        return Ok(());
    }
    // "None" is an answer; an empty field is not, since a wrong call can put somebody in danger.
    let message = "say how the person may safely be contacted; where there is no restriction, say so";
    Err(Refusal::of("contactRestrictions", RefusalCode::ContactRestrictionsRequired, message))
}

fn purpose(sending: &Sending) -> Result<(), Refusal> {
    sending.receiver.service_type.map_or(Ok(()), |service| purpose_fits(sending.purpose, service))
}

fn classes(sending: &Sending) -> Result<(), Refusal> {
    let open = shareable(sending.receiver.organisation_type, sending.purpose);
    if !open.covers(sending.classes) {
        let message = "some of these classes may never go to an organisation of this kind for this purpose";
        return Err(Refusal::of("classes", RefusalCode::ClassNotShareable, message));
    }
    Ok(())
}

fn ground(sending: &Sending) -> Result<(), Refusal> {
    if let Some(Override { legal_basis, in_force }) = sending.legal_override {
        if legal_basis == LegalBasis::BestInterestChild && !sending.child {
            let message = "the best interest of the child is a basis for children only";
            return Err(Refusal::of("legalBasis", RefusalCode::LegalBasisDoesNotApply, message));
        }
        if !in_force {
            let message = "another person has to approve sharing without consent first";
            return Err(Refusal::of("legalOverride", RefusalCode::OverrideNotApproved, message));
        }
        return Ok(());
    }
    let Some(consent) = sending.consent else {
        let message = "record the person's consent to this referral first, or the legal basis to go without";
        return Err(Refusal::of("consent", RefusalCode::ConsentMissing, message));
    };
    consent.covers(&sending.receiver, sending.purpose, sending.classes, sending.at)
}

fn guardian(sending: &Sending) -> Result<(), Refusal> {
    if !sending.child || sending.best_interest_note {
        return Ok(());
    }
    let spoken_for = match sending.legal_override {
        // The first rests on a determination of its own, and a life in danger does not wait for one.
        Some(Override { legal_basis, .. }) => {
            matches!(legal_basis, LegalBasis::BestInterestChild | LegalBasis::VitalInterest)
        }
        // Without any consent the refusal above has said what is missing.
        None => sending.consent.is_none_or(|consent| speaks_for_child(consent.given_by)),
    };
    if spoken_for {
        return Ok(());
    }
    let message = "for a child, a guardian or a court has to consent, or a note on its best interest be on file";
    Err(Refusal::of("consent", RefusalCode::GuardianConsentRequired, message))
}

fn duplicate(duplicate: bool) -> Result<(), Refusal> {
    if duplicate {
        let message = "a live referral of this case to the same service exists already";
        return Err(Refusal::of("service", RefusalCode::DuplicateReferral, message));
    }
    Ok(())
}
