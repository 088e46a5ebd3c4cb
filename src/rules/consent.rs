//! Consent: when it is valid, which receivers and classes it covers, and which classes a share under it opens. A
//! consent covers only what it names. Conditions for recording one are in `recording`.

use chrono::{DateTime, Utc};
use entity::{
    codes::{ConsentGiver, ConsentStatus, DataClass, OrganisationType, Purpose, Relation, ServiceType},
    consent, consent_recipient,
};
use uuid::Uuid;

use super::refusal::{Refusal, RefusalCode};
use crate::access::{ceiling, class::ClassSet};

/// One line of the recipients of a consent. All parts that are given must match; a line without parts names nobody.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Recipient {
    /// Only this organisation.
    pub organisation_id: Option<Uuid>,
    /// Only organisations of this kind.
    pub organisation_type: Option<OrganisationType>,
    /// Only services of this type.
    pub service_type: Option<ServiceType>,
}

/// Recipients that a consent no longer covers, because a newer statement of the person decides about them.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Exclusion {
    /// The recipients that the newer statement names.
    pub line: Recipient,
    /// Start of the newer statement.
    pub from: DateTime<Utc>,
}

/// An organisation, with its service, that should receive data.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Receiver {
    /// Id of the organisation.
    pub organisation_id: Uuid,
    /// Kind of the organisation.
    pub organisation_type: OrganisationType,
    /// Type of the service, if the person goes to a service.
    pub service_type: Option<ServiceType>,
}

/// The facts of a consent that the rules need.
#[derive(Clone, Debug)]
pub struct Consent {
    /// Whether it was given, refused or withdrawn.
    pub status: ConsentStatus,
    /// The person who gave it.
    pub given_by: ConsentGiver,
    /// Purpose for which it was given.
    pub purpose: Purpose,
    /// Classes of data that it covers.
    pub classes: ClassSet,
    /// Recipients that it names.
    pub recipients: Vec<Recipient>,
    /// Recipients that are named but about whom a newer statement of the person decides.
    pub excluded: Vec<Exclusion>,
    /// Start of validity.
    pub valid_from: DateTime<Utc>,
    /// End of validity, exclusive. A consent without an end is not valid.
    pub valid_until: Option<DateTime<Utc>>,
    /// Whether it was read back to the person and confirmed.
    pub read_back_confirmed: bool,
    /// Whether the person was informed that assistance does not depend on it.
    pub not_tied_to_assistance: bool,
}

impl Recipient {
    /// From its row.
    pub fn of(row: &consent_recipient::Model) -> Self {
        Self {
            organisation_id: row.organisation_id,
            organisation_type: row.organisation_type,
            service_type: row.service_type,
        }
    }

    /// Whether the line names nobody.
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether the line names this receiver.
    pub(crate) fn names(&self, receiver: &Receiver) -> bool {
        let Self { organisation_id, organisation_type, service_type } = *self;
        !self.is_empty()
            && organisation_id.is_none_or(|id| id == receiver.organisation_id)
            && organisation_type.is_none_or(|kind| kind == receiver.organisation_type)
            && service_type.is_none_or(|kind| receiver.service_type == Some(kind))
    }
}

impl Consent {
    /// From the rows of a consent and its recipients.
    pub fn of(row: &consent::Model, recipients: &[consent_recipient::Model]) -> Self {
        // Only the lines of this consent, because a caller may have fetched those of several consents at once.
        let own = || recipients.iter().filter(|line| line.consent_id == row.id);
        let exclusion = |line| Some(Exclusion { line: Recipient::of(line), from: line.excluded_from? });
        Self {
            status: row.status,
            given_by: row.given_by,
            purpose: row.purpose,
            classes: ClassSet::from_bits(row.classes),
            recipients: own().filter(|line| line.excluded_from.is_none()).map(Recipient::of).collect(),
            excluded: own().filter_map(exclusion).collect(),
            valid_from: row.valid_from,
            valid_until: row.valid_until,
            read_back_confirmed: row.read_back_confirmed,
            not_tied_to_assistance: row.not_tied_to_assistance,
        }
    }

    /// Whether the consent was properly taken and is valid at this time.
    pub fn active(&self, at: DateTime<Utc>) -> bool {
        self.status == ConsentStatus::Active
            && self.read_back_confirmed
            && self.not_tied_to_assistance
            && self.valid_from <= at
            && self.valid_until.is_some_and(|until| at < until)
    }

    /// Whether one of its lines names the receiver and no newer statement of the person excludes it.
    pub(crate) fn names(&self, receiver: &Receiver, at: DateTime<Utc>) -> bool {
        self.recipients.iter().any(|line| line.names(receiver)) && !self.excludes(receiver, at)
    }

    /// Whether a newer statement of the person decides about the receiver.
    pub(crate) fn excludes(&self, receiver: &Receiver, at: DateTime<Utc>) -> bool {
        self.excluded.iter().any(|gone| gone.from <= at && gone.line.names(receiver))
    }

    /// Whether it names the organisation of the receiver itself, and not only its kind.
    pub fn names_itself(&self, receiver: &Receiver, at: DateTime<Utc>) -> bool {
        let mut by_name = self.recipients.iter().filter(|line| line.organisation_id.is_some());
        self.names(receiver, at) && by_name.any(|line| line.names(receiver))
    }

    /// Whether it is a refusal for this receiver. A refusal without recipients applies to everybody.
    pub(crate) fn refuses(&self, receiver: &Receiver) -> bool {
        let named = || self.recipients.iter().any(|line| line.names(receiver));
        self.status == ConsentStatus::Refused && (self.recipients.is_empty() || named())
    }

    /// The end of its validity for this receiver: its own end, or the start of a newer statement about the receiver.
    pub(crate) fn until(&self, receiver: &Receiver) -> Option<DateTime<Utc>> {
        let excluded = self.excluded.iter().filter(|gone| gone.line.names(receiver)).map(|gone| gone.from);
        excluded.chain(self.valid_until).min()
    }

    /// The classes that the person agreed to share with this receiver. Asylum data is included only if the organisation
    /// itself is named, because a person who agrees to "a UN agency" may not think of UNHCR.
    pub fn classes_for(&self, receiver: &Receiver, at: DateTime<Utc>) -> ClassSet {
        let of_receiver = || self.recipients.iter().filter(|recipient| recipient.names(receiver));
        if !self.names(receiver, at) {
            return ClassSet::NONE;
        }
        if of_receiver().any(|recipient| recipient.organisation_id.is_some()) {
            return self.classes;
        }
        self.classes.without(DataClass::Asylum).without(DataClass::AsylumCoarse)
    }

    /// Whether the consent is valid now and covers this receiver, this purpose and all of these classes.
    pub(crate) fn covers(
        &self,
        receiver: &Receiver,
        purpose: Purpose,
        classes: ClassSet,
        at: DateTime<Utc>,
    ) -> Result<(), Refusal> {
        let not_covered = |message: String| Err(Refusal::of("consentId", RefusalCode::ConsentDoesNotCover, message));
        let message = "this consent is not valid: it was withdrawn, is out of date or was not properly taken";
        Refusal::of("consentId", RefusalCode::ConsentNotValid, message).unless(self.active(at))?;
        if self.purpose != purpose {
            return not_covered("the person agreed to another purpose".into());
        }
        if !self.names(receiver, at) {
            return not_covered("the person did not agree to this organisation".into());
        }
        let open = self.classes_for(receiver, at) | always_shared() | ClassSet::of(&[DataClass::Public]);
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

/// The classes that every share opens, requested or not, because nobody can act on a referral without them.
pub fn always_shared() -> ClassSet {
    ClassSet::of(&[DataClass::Operational, DataClass::IdentityCoarse])
}

/// The classes that no consent can open: the work of the staff, audit data, the check of a person at the counter, and the
/// readers of the file.
pub(crate) fn never_shared() -> ClassSet {
    ClassSet::of(&[DataClass::Staff, DataClass::System, DataClass::IdentityMatch, DataClass::Readers])
}

/// The most that any consent can open to a receiver of this kind for this purpose: no staff work product, no audit
/// data, nothing above the ceiling of its kind, and asylum data only for receivers that work on asylum.
pub fn shareable(kind: OrganisationType, purpose: Purpose) -> ClassSet {
    let all = ceiling::of_organisation(kind, Relation::ReferralActive)
        // Nobody can consent to what only a legal order opens.
        .except(ceiling::guarded(kind))
        .except(never_shared());
    if asylum_may_reach(kind, purpose) {
        return all;
    }
    // The masked form is removed too: for a receiver, "consular contact: yes" would reveal that there is no claim.
    all.without(DataClass::Asylum).without(DataClass::AsylumCoarse)
}

/// Asylum data can go to the protection agency, to the asylum authority, and to an organisation that represents the
/// person in a legal proceeding. The ceiling keeps it from all other authorities, whatever the purpose.
fn asylum_may_reach(kind: OrganisationType, purpose: Purpose) -> bool {
    matches!(kind, OrganisationType::UnAgency | OrganisationType::GovHostAsylum) || purpose == Purpose::LegalProceeding
}

/// The classes of a share: what the sender asked to share and the consent covers for this receiver (`classes_for`;
/// `None` if a legal basis replaces the consent), limited to what this kind of organisation may hold.
pub fn share_classes(
    consented: Option<ClassSet>,
    asked: ClassSet,
    kind: OrganisationType,
    purpose: Purpose,
) -> ClassSet {
    let agreed = consented.map_or(asked, |consented| consented & asked);
    (agreed | always_shared()) & shareable(kind, purpose)
}

/// Whether this giver can consent for a child. A caregiver looks after the child but cannot decide for it.
pub(crate) const fn speaks_for_child(given_by: ConsentGiver) -> bool {
    matches!(given_by, ConsentGiver::Guardian | ConsentGiver::Court | ConsentGiver::BestInterestDecision)
}

/// Whether the consent lapses when the case leaves an organisation that the consent names.
pub(crate) fn lapses_on_transfer(recipients: &[Recipient], includes_successor: bool, old_organisation: Uuid) -> bool {
    !includes_successor && recipients.iter().any(|recipient| recipient.organisation_id == Some(old_organisation))
}
