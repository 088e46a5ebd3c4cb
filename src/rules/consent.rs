//! Consent: when it holds, whom and what it covers, and which classes a share of it opens. A consent names recipients;
//! what it does not name it does not cover. How one is taken stands in `recording`.

use chrono::{DateTime, Utc};
use entity::{
    codes::{ConsentGiver, ConsentStatus, DataClass, OrganisationType, Purpose, Relation, ServiceType},
    consent, consent_recipient,
};
use uuid::Uuid;

use super::refusal::{Refusal, RefusalCode};
use crate::access::{ceiling, class::ClassSet};

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

/// A recipient that a consent does not cover any more, because a newer word of the person decides about it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Exclusion {
    /// Whom the newer word names.
    pub line: Recipient,
    /// From when it decides.
    pub from: DateTime<Utc>,
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
    /// For whom a newer word of the person decides, although a line names them.
    pub excluded: Vec<Exclusion>,
    /// From when.
    pub valid_from: DateTime<Utc>,
    /// Until when, exclusive; without an end it holds nothing.
    pub valid_until: Option<DateTime<Utc>>,
    /// It was read back to the person, who confirmed it.
    pub read_back_confirmed: bool,
    /// No assistance depended on it.
    pub not_tied_to_assistance: bool,
}

impl Recipient {
    /// From its row.
    #[must_use]
    pub fn of(row: &consent_recipient::Model) -> Self {
        Self {
            organisation_id: row.organisation_id,
            organisation_type: row.organisation_type,
            service_type: row.service_type,
        }
    }

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
    /// From the rows of a consent and its recipients.
    #[must_use]
    pub fn of(row: &consent::Model, recipients: &[consent_recipient::Model]) -> Self {
        // Only its own lines, even where the caller fetched those of several consents in one statement.
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

    /// Whether the consent holds at this time and was properly taken.
    #[must_use]
    pub fn active(&self, at: DateTime<Utc>) -> bool {
        self.status == ConsentStatus::Active
            && self.read_back_confirmed
            && self.not_tied_to_assistance
            && self.valid_from <= at
            && self.valid_until.is_some_and(|until| at < until)
    }

    /// Whether one of its lines names the receiver, and no newer word of the person decides about it.
    #[must_use]
    pub fn names(&self, receiver: &Receiver, at: DateTime<Utc>) -> bool {
        self.recipients.iter().any(|line| line.names(receiver)) && !self.excludes(receiver, at)
    }

    /// Whether a newer word of the person decides about the receiver.
    #[must_use]
    pub fn excludes(&self, receiver: &Receiver, at: DateTime<Utc>) -> bool {
        self.excluded.iter().any(|gone| gone.from <= at && gone.line.names(receiver))
    }

    /// Whether it names the receiver by its own name, not only as one of a kind.
    #[must_use]
    pub fn names_itself(&self, receiver: &Receiver, at: DateTime<Utc>) -> bool {
        let mut by_name = self.recipients.iter().filter(|line| line.organisation_id.is_some());
        self.names(receiver, at) && by_name.any(|line| line.names(receiver))
    }

    /// Whether it is a no to the receiver: one that names it, or that names nobody and so everybody.
    #[must_use]
    pub fn refuses(&self, receiver: &Receiver) -> bool {
        let named = || self.recipients.iter().any(|line| line.names(receiver));
        self.status == ConsentStatus::Refused && (self.recipients.is_empty() || named())
    }

    /// Until when it covers the receiver: to its end, or until a newer word that begins later decides.
    #[must_use]
    pub fn until(&self, receiver: &Receiver) -> Option<DateTime<Utc>> {
        let excluded = self.excluded.iter().filter(|gone| gone.line.names(receiver)).map(|gone| gone.from);
        excluded.chain(self.valid_until).min()
    }

    /// The classes that the person agreed to share with this receiver. Asylum data goes only to an organisation that the
    /// person named itself: "a UN agency" is not "UNHCR", and nobody agrees to that by accident.
    #[must_use]
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

    /// Whether it holds now and covers this receiver, this purpose and all of these classes.
    pub fn covers(
        &self,
        receiver: &Receiver,
        purpose: Purpose,
        classes: ClassSet,
        at: DateTime<Utc>,
    ) -> Result<(), Refusal> {
        let not_covered = |message: String| Err(Refusal::of("consent", RefusalCode::ConsentDoesNotCover, message));
        if !self.active(at) {
            let message = "this consent does not hold: it was withdrawn, is out of date or was not properly taken";
            return Err(Refusal::of("consent", RefusalCode::ConsentNotValid, message));
        }
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

/// What every share opens, asked or not: without it nobody can act on a referral.
#[must_use]
pub fn always_shared() -> ClassSet {
    ClassSet::of(&[DataClass::Operational, DataClass::IdentityCoarse])
}

/// The most that any consent can open to a receiver of this kind for this purpose: never staff work product or audit,
/// nothing above the ceiling of its kind, and asylum only to those who work on it.
#[must_use]
pub fn shareable(kind: OrganisationType, purpose: Purpose) -> ClassSet {
    let all = ceiling::of_organisation(kind, Relation::ReferralActive)
        // What only a legal order opens, nobody can agree to.
        .except(ceiling::guarded(kind))
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

/// Whether this giver can consent for a child. A caregiver looks after the child and does not decide for it.
#[must_use]
pub const fn speaks_for_child(given_by: ConsentGiver) -> bool {
    matches!(given_by, ConsentGiver::Guardian | ConsentGiver::Court | ConsentGiver::BestInterestDecision)
}

/// Whether the consent lapses when the case moves away from an organisation that it names.
#[must_use]
pub fn lapses_on_transfer(recipients: &[Recipient], includes_successor: bool, old_organisation: Uuid) -> bool {
    !includes_successor && recipients.iter().any(|recipient| recipient.organisation_id == Some(old_organisation))
}
