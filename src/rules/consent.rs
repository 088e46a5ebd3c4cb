//! Consent: when it holds, whom and what it covers, which classes a share of it opens, and what must be true when it is
//! recorded. A consent names recipients; what it does not name it does not cover.

use std::collections::BTreeSet;

use chrono::{DateTime, Duration, NaiveDate, Utc};
use entity::codes::{
    AgeBand, ConsentGiver, ConsentStatus, DataClass, OrganisationType, Purpose, ServiceType, VulnerabilityCategory,
};
use uuid::Uuid;

use super::refusal::{Refusal, RefusalCode};
use crate::access::{ceiling, class::ClassSet};

/// The longest time that one consent may run: after that the person is asked again.
pub const LONGEST_YEARS: i64 = 5;

/// One line of "whom I agree to": each part that is given narrows the line; a line without any part names nobody.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Recipient {
    /// This organisation.
    pub organisation_id: Option<Uuid>,
    /// Organisations of this kind.
    pub organisation_type: Option<OrganisationType>,
    /// Services of this type.
    pub service_type: Option<ServiceType>,
}

/// Who is to receive data.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Receiver {
    /// The organisation.
    pub organisation_id: Uuid,
    /// Its kind.
    pub organisation_type: OrganisationType,
    /// The type of its service, where the person goes to a service.
    pub service_type: Option<ServiceType>,
}

/// What the rules need of a consent on file.
#[derive(Clone, Debug)]
pub struct Consent {
    /// Whether it was taken, and taken back.
    pub status: ConsentStatus,
    /// Who gave it.
    pub given_by: ConsentGiver,
    /// What for.
    pub purpose: Purpose,
    /// Which classes of data.
    pub classes: ClassSet,
    /// For whom.
    pub recipients: Vec<Recipient>,
    /// From when.
    pub valid_from: DateTime<Utc>,
    /// Until when, exclusive.
    pub valid_until: Option<DateTime<Utc>>,
    /// It was read back to the person, who confirmed it.
    pub read_back_confirmed: bool,
    /// No assistance depended on it.
    pub not_tied_to_assistance: bool,
}

impl Recipient {
    /// Whether the line names nobody.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether the line names this receiver.
    #[must_use]
    pub fn names(&self, receiver: &Receiver) -> bool {
        let Self { organisation_id, organisation_type, service_type } = *self;
        !self.is_empty()
            && organisation_id.is_none_or(|id| id == receiver.organisation_id)
            && organisation_type.is_none_or(|kind| kind == receiver.organisation_type)
            && service_type.is_none_or(|kind| receiver.service_type == Some(kind))
    }
}

impl Consent {
    /// Whether the consent holds at this time and was properly taken.
    #[must_use]
    pub fn active(&self, at: DateTime<Utc>) -> bool {
        self.status == ConsentStatus::Active
            && self.read_back_confirmed
            && self.not_tied_to_assistance
            && self.valid_from <= at
            && self.valid_until.is_none_or(|until| at < until)
    }

    /// Whether one of its lines names the receiver.
    #[must_use]
    pub fn names(&self, receiver: &Receiver) -> bool {
        self.recipients.iter().any(|recipient| recipient.names(receiver))
    }

    /// The classes that the person agreed to share with this receiver. Asylum data goes only to an organisation that the
    /// person named itself: "a UN agency" is not "UNHCR", and nobody agrees to that by accident.
    #[must_use]
    pub fn classes_for(&self, receiver: &Receiver) -> ClassSet {
        let of_receiver = || self.recipients.iter().filter(|recipient| recipient.names(receiver));
        if of_receiver().next().is_none() {
            return ClassSet::NONE;
        }
        if of_receiver().any(|recipient| recipient.organisation_id.is_some()) {
            return self.classes;
        }
        self.classes.without(DataClass::Asylum).without(DataClass::AsylumCoarse)
    }

    /// Whether it holds now and covers this receiver, this purpose and all of these classes.
    pub fn covers(
        &self,
        receiver: &Receiver,
        purpose: Purpose,
        classes: ClassSet,
        at: DateTime<Utc>,
    ) -> Result<(), Refusal> {
        let not_covered = |message: String| Err(Refusal::of("consentId", RefusalCode::ConsentDoesNotCover, message));
        if !self.active(at) {
            let message = "this consent does not hold: it was withdrawn, is out of date or was not properly taken";
            return Err(Refusal::of("consentId", RefusalCode::ConsentNotValid, message));
        }
        if self.purpose != purpose {
            return not_covered("the person agreed to another purpose".into());
        }
        if !self.names(receiver) {
            return not_covered("the person did not agree to this organisation".into());
        }
        let open = self.classes_for(receiver) | always_shared() | ClassSet::of(&[DataClass::Public]);
        let missing: Vec<String> = classes
            .iter()
            .filter(|class| !open.holds(*class))
            .map(|class| async_graphql::resolver_utils::enum_value(class).to_string())
            .collect();
        if missing.is_empty() {
            Ok(())
        } else {
            not_covered(format!("the person did not agree to {}", missing.join(", ")))
        }
    }
}

/// What every share opens, asked or not: without it nobody can act on a referral.
#[must_use]
pub fn always_shared() -> ClassSet {
    ClassSet::of(&[DataClass::Operational, DataClass::IdentityCoarse])
}

/// The most that any consent can open to a receiver of this kind for this purpose: never staff work product or audit,
/// nothing above the ceiling of its kind, and asylum only to those who work on it.
#[must_use]
pub fn shareable(kind: OrganisationType, purpose: Purpose) -> ClassSet {
    let all = ceiling::of_organisation(kind)
        .without(DataClass::Staff)
        .without(DataClass::StaffCoarse)
        .without(DataClass::System);
    if asylum_may_reach(kind, purpose) {
        return all;
    }
    // The masked form goes too: for a receiver, "consular contact: yes" would say that there is no claim.
    all.without(DataClass::Asylum).without(DataClass::AsylumCoarse)
}

/// Asylum goes to the protection agency, to the asylum authority, and to whoever represents the person in a proceeding.
/// The ceiling of a kind keeps it from the other authorities whatever the purpose.
fn asylum_may_reach(kind: OrganisationType, purpose: Purpose) -> bool {
    matches!(kind, OrganisationType::UnAgency | OrganisationType::GovHostAsylum) || purpose == Purpose::LegalProceeding
}

/// The classes of a share: what the consent opens to this receiver (`classes_for`; `None` where a recorded legal basis
/// stands in for it) and the sender asked to share, as far as this kind of organisation may hold it.
#[must_use]
pub fn share_classes(
    consented: Option<ClassSet>,
    asked: ClassSet,
    kind: OrganisationType,
    purpose: Purpose,
) -> ClassSet {
    let agreed = consented.map_or(asked, |consented| consented & asked);
    (agreed | always_shared()) & shareable(kind, purpose)
}

/// Whether the person counts as a child: under 18, or recorded as one where the date of birth is not known.
#[must_use]
pub fn is_child(birth_date: Option<NaiveDate>, vulnerabilities: &[VulnerabilityCategory], today: NaiveDate) -> bool {
    use VulnerabilityCategory as V;
    match AgeBand::at(birth_date, today) {
        AgeBand::From0To4 | AgeBand::From5To11 | AgeBand::From12To14 | AgeBand::From15To17 => true,
        AgeBand::Unknown => vulnerabilities
            .iter()
            .any(|category| matches!(category, V::UnaccompaniedChild | V::SeparatedChild | V::ChildAtRisk)),
        _ => false,
    }
}

/// Whether this giver can consent for a child. A caregiver looks after the child and does not decide for it.
#[must_use]
pub const fn speaks_for_child(given_by: ConsentGiver) -> bool {
    matches!(given_by, ConsentGiver::Guardian | ConsentGiver::Court | ConsentGiver::BestInterestDecision)
}

/// What must be true when a consent is written down. All refusals at once, so that the person is asked again only once.
pub fn may_record(consent: &Consent, child: bool, now: DateTime<Utc>) -> Result<(), Vec<Refusal>> {
    let Consent {
        status: _,
        given_by,
        purpose: _,
        classes,
        recipients,
        valid_from,
        valid_until,
        read_back_confirmed,
        not_tied_to_assistance,
    } = consent;
    let mut refusals = Vec::new();
    let mut refuse = |field, code, message: &str| refusals.push(Refusal::of(field, code, message));

    if !not_tied_to_assistance {
        let message = "consent that assistance depends on is no consent; tell the person so and ask again";
        refuse("notTiedToAssistance", RefusalCode::ConsentNotValid, message);
    }
    if !read_back_confirmed {
        let message = "the consent has to be read back to the person and confirmed";
        refuse("readBackConfirmed", RefusalCode::ConsentNotValid, message);
    }
    if child && !speaks_for_child(*given_by) {
        let message = "a child needs the consent of a guardian or a court, or a decision on its best interest";
        refuse("givenBy", RefusalCode::GuardianConsentRequired, message);
    }
    if recipients.is_empty() || recipients.iter().any(Recipient::is_empty) {
        refuse("recipients", RefusalCode::ValueRequired, "each recipient needs an organisation, a kind or a service");
    }
    if classes.is_empty() {
        refuse("classes", RefusalCode::ValueRequired, "say which classes of data the person agrees to share");
    }
    if [DataClass::Staff, DataClass::StaffCoarse, DataClass::System].iter().any(|class| classes.holds(*class)) {
        refuse("classes", RefusalCode::ClassNotShareable, "staff notes and audit data are never shared");
    }
    // Consent forms are often entered days or weeks after they were signed in the field, never years.
    if *valid_from < now - Duration::days(366) || *valid_from > now + Duration::days(366) {
        refuse("validFrom", RefusalCode::DateOutOfRange, "consent begins at most a year ago and at most a year ahead");
    }
    if let Some(until) = valid_until {
        if until <= valid_from || *until <= now {
            refuse("validUntil", RefusalCode::DateOutOfRange, "consent has to end after it begins and after today");
        } else if *until > *valid_from + Duration::days(366 * LONGEST_YEARS) {
            refuse("validUntil", RefusalCode::DateOutOfRange, "consent runs for five years at most; then ask again");
        }
    }
    if refusals.is_empty() { Ok(()) } else { Err(refusals) }
}

/// Whether the consent can be withdrawn. No reason is asked for: the person owes none.
pub fn may_withdraw(status: ConsentStatus) -> Result<(), Refusal> {
    match status {
        ConsentStatus::Draft | ConsentStatus::Active => Ok(()),
        ConsentStatus::Withdrawn => {
            Err(Refusal::new(RefusalCode::InvalidTransition, "this consent was withdrawn already"))
        }
        ConsentStatus::Expired | ConsentStatus::Superseded | ConsentStatus::Refused => {
            Err(Refusal::new(RefusalCode::InvalidTransition, "this consent does not hold any more"))
        }
    }
}

/// Whether the consent lapses when the case moves away from an organisation that it names.
#[must_use]
pub fn lapses_on_transfer(recipients: &[Recipient], includes_successor: bool, old_organisation: Uuid) -> bool {
    let named: BTreeSet<Uuid> = recipients.iter().filter_map(|recipient| recipient.organisation_id).collect();
    !includes_successor && named.contains(&old_organisation)
}
