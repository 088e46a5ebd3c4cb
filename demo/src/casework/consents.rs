//! The consents of one case: purpose, recipients, and whether they are still active. Every referral gets its consent
//! here before it is generated. Without a consent there is no referral, except in danger to life.

use chrono::{DateTime, Duration, Utc};
use entity::{
    best_interest_determination,
    codes::{ConsentGiver, ConsentMethod, ConsentStatus, DataClass, OrganisationType, Purpose},
    consent, consent_recipient, transfer,
};
use uuid::Uuid;
use waystation::{
    access::class::ClassSet,
    rules::{
        consent::{Receiver, Recipient},
        transfer::LIVE,
    },
};

use super::{
    case_file::CaseFile,
    consular::Address,
    determined::{alone, determined},
    posting::Part,
};

use crate::{draw::Draw, rows::Rows};

/// The consents of one case.
#[derive(Debug)]
pub struct Consents {
    given: Vec<(consent::Model, Vec<consent_recipient::Model>)>,
    /// The best-interest determinations before these consents, for a child without a guardian.
    determined: Vec<best_interest_determination::Model>,
    /// Whether the person refused all sharing.
    pub refused: bool,
    /// When the person withdrew the consents.
    pub withdrawn_at: Option<DateTime<Utc>>,
}

impl Consents {
    /// Draws what the person agrees to at intake.
    pub fn draw(draw: &mut Draw, file: &CaseFile, now: DateTime<Utc>) -> Self {
        let free = !file.posting.stays_open();
        let refused = free && draw.chance(0.03);
        let withdraws = free && !refused && draw.chance(0.04);
        let opened_at = file.posting.opened_at;
        let latest = now.min(opened_at + Duration::days(45));
        let withdrawn_at = (withdraws && latest > opened_at + Duration::days(1))
            .then(|| draw.time(opened_at + Duration::days(1), latest));
        let mut consents = Self { given: Vec::new(), determined: Vec::new(), refused, withdrawn_at };
        if refused {
            let mut consent = new(draw, file, Purpose::ReferralService);
            consent.status = ConsentStatus::Refused;
            consent.classes = 0;
            consents.given.push((consent, Vec::new()));
        }
        consents
    }

    /// The consent to a referral with these classes: an existing one that covers it, or a new one.
    pub fn for_referral(
        &mut self,
        draw: &mut Draw,
        file: &CaseFile,
        receiver: &Receiver,
        purpose: Purpose,
        classes: ClassSet,
    ) -> Option<Uuid> {
        if self.refused {
            return None;
        }
        let recipient = recipient(draw, file, receiver, classes);
        Some(self.give(draw, file, purpose, classes, recipient))
    }

    /// The consent to transfer the case to another organisation.
    pub fn for_transfer(&mut self, draw: &mut Draw, file: &CaseFile, to: Uuid) -> Uuid {
        let recipient = Recipient { organisation_id: Some(to), ..Recipient::default() };
        let id = self.give(draw, file, Purpose::Transfer, whole_file(), recipient);
        for (consent, _) in &mut self.given {
            consent.includes_successor = true;
        }
        id
    }

    /// The consent to a consular request: given by most people who want to return and hold no document. It names the
    /// post, if a post is competent.
    pub fn for_consulate(&mut self, draw: &mut Draw, file: &CaseFile, address: Option<&Address>) -> Option<Uuid> {
        let profile = &file.profile;
        let abroad = profile.country.code != file.case.country;
        let asks = abroad && profile.returns && !profile.documented && !profile.trafficked && !self.refused;
        if !asks || alone(file) && address.is_none() || !file.posting.part.applies() && !draw.chance(0.9) {
            return None;
        }
        let mut recipient =
            Recipient { organisation_type: Some(OrganisationType::GovOriginConsular), ..Recipient::default() };
        let mut classes = ClassSet::of(&[DataClass::Identity, DataClass::Legal]);
        if let Some(address) = address {
            recipient = Recipient { organisation_id: Some(address.post.organisation_id), ..Recipient::default() };
            classes = address.classes;
        }
        let purpose = Purpose::ConsularDocument;
        // A guardian consents, and contact with a consulate is determined to be in the best interest of the child too.
        if let (true, false, Some(receiver)) = (profile.child, profile.alone, recipient.organisation_id) {
            self.determined.push(determined(draw, file, purpose, receiver));
        }
        Some(self.give(draw, file, purpose, classes, recipient))
    }

    /// Moves the consents to the new owner of the case.
    pub fn move_to(&mut self, organisation_id: Uuid) {
        for (consent, _) in &mut self.given {
            consent.organisation_id = organisation_id;
        }
    }

    /// Adds the rows in their current state.
    pub fn add(self, rows: &mut Rows, draw: &mut Draw, file: &CaseFile, now: DateTime<Utc>) {
        let closed_at = file.case.closed_at;
        rows.best_interest_determinations.extend(self.determined);
        for (mut consent, recipients) in self.given {
            if consent.status == ConsentStatus::Active {
                // Longer than anything that depends on it: at least 30 days after the last help.
                let later = || now + Duration::days(draw.number(40, 600));
                consent.valid_until = Some(closed_at.map_or_else(later, |closed_at| closed_at + Duration::days(60)));
                // The clock settled expired consents long ago.
                if consent.valid_until.is_some_and(|until| until <= now) {
                    consent.status = ConsentStatus::Expired;
                    consent.updated_at = consent.valid_until.unwrap_or(now);
                }
                if let Some(withdrawn_at) = self.withdrawn_at {
                    consent.status = ConsentStatus::Withdrawn;
                    consent.withdrawn_at = Some(withdrawn_at);
                    consent.withdrawn_by = Some(file.posting.assigned.id);
                    consent.withdrawal_reason = draw.chance(0.4).then(|| "Changed their mind.".to_owned());
                    consent.updated_at = withdrawn_at;
                }
                if consent.status != ConsentStatus::Active {
                    consent.version = 2;
                }
            }
            let waits = |row: &&mut transfer::Model| row.consent_id == Some(consent.id) && LIVE.contains(&row.state);
            for row in rows.transfers.iter_mut().rev().take(1).filter(waits) {
                row.grounded_until = consent.valid_until;
            }
            rows.consents.push(consent);
            rows.consent_recipients.extend(recipients);
        }
        // Some people also have a consent that a later one replaced, or a draft that was not read back yet.
        for (status, probability) in [(ConsentStatus::Superseded, 0.02), (ConsentStatus::Draft, 0.01)] {
            if draw.chance(probability) {
                let mut consent = new(draw, file, Purpose::ReferralService);
                if consent.given_by == ConsentGiver::BestInterestDecision {
                    consent.given_by = ConsentGiver::Court;
                }
                consent.status = status;
                consent.classes = ClassSet::of(&[DataClass::Operational]).to_bits();
                consent.read_back_confirmed = status == ConsentStatus::Superseded;
                let kind = Recipient { organisation_type: Some(OrganisationType::IntlNgo), ..Recipient::default() };
                let mut lines = vec![kind];
                if status == ConsentStatus::Superseded {
                    // Its successor names the same recipients.
                    let given = rows.consents.iter().rev().take_while(|row| row.case_id == file.case.id);
                    let Some(successor) = given.into_iter().find(|row| row.purpose == Purpose::ReferralService) else {
                        continue;
                    };
                    consent.superseded_by_id = Some(successor.id);
                    let named = rows.consent_recipients.iter().rev().filter(|row| row.consent_id == successor.id);
                    lines = named.map(Recipient::of).collect();
                } else {
                    consent.valid_until = Some(now + Duration::days(90));
                }
                for line in lines {
                    rows.consent_recipients.push(row_of(draw, &consent, line));
                }
                rows.consents.push(consent);
            }
        }
    }

    fn give(
        &mut self,
        draw: &mut Draw,
        file: &CaseFile,
        purpose: Purpose,
        classes: ClassSet,
        recipient: Recipient,
    ) -> Uuid {
        // A determination gives consent only to its own receiver.
        let receiver = recipient.organisation_id.filter(|_| alone(file));
        let known = self.given.iter().position(|(consent, lines)| {
            let other = receiver.is_some() && lines.iter().all(|line| line.organisation_id != receiver);
            consent.purpose == purpose && !other
        });
        let place = known.unwrap_or_else(|| {
            let mut consent = new(draw, file, purpose);
            if let Some(receiver) = receiver {
                let determination = determined(draw, file, purpose, receiver);
                consent.determination_id = Some(determination.id);
                self.determined.push(determination);
            }
            self.given.push((consent, Vec::new()));
            self.given.len() - 1
        });
        let (consent, recipients) = &mut self.given[place];
        consent.classes |= classes.to_bits();
        if !recipients.iter().any(|row| Recipient::of(row) == recipient) {
            recipients.push(row_of(draw, consent, recipient));
        }
        consent.id
    }
}

/// The classes that move with a case: everything except staff notes and audit data.
fn whole_file() -> ClassSet {
    ClassSet::ALL.except(ClassSet::of(&[
        DataClass::Staff,
        DataClass::System,
        DataClass::IdentityMatch,
        DataClass::Readers,
    ]))
}

/// Most people name the organisation; some name a type of organisation, which never opens asylum data.
fn recipient(draw: &mut Draw, file: &CaseFile, receiver: &Receiver, classes: ClassSet) -> Recipient {
    let named = Recipient { organisation_id: Some(receiver.organisation_id), ..Recipient::default() };
    if classes.holds(DataClass::AsylumCoarse) || file.posting.part == Part::Referable {
        return named;
    }
    let kind = Recipient { organisation_type: Some(receiver.organisation_type), ..Recipient::default() };
    let service = Recipient { service_type: receiver.service_type, ..Recipient::default() };
    let drawn = draw.weighted(&[(named, 0.8), (kind, 0.1), (service, 0.1)]);
    if alone(file) { named } else { drawn }
}

fn row_of(draw: &mut Draw, consent: &consent::Model, recipient: Recipient) -> consent_recipient::Model {
    let Recipient { organisation_id, organisation_type, service_type } = recipient;
    let (id, consent_id) = (draw.id(consent.created_at), consent.id);
    consent_recipient::Model {
        id,
        consent_id,
        organisation_id,
        organisation_type,
        service_type,
        excluded_from: None,
        decided_by_id: None,
    }
}

fn new(draw: &mut Draw, file: &CaseFile, purpose: Purpose) -> consent::Model {
    let at = file.posting.opened_at + Duration::minutes(draw.number(20, 90));
    let given_by = match (alone(file), file.profile.child) {
        (true, _) => ConsentGiver::BestInterestDecision,
        (false, true) => ConsentGiver::Guardian,
        (false, false) => ConsentGiver::Person,
    };
    consent::Model::builder()
        .id(draw.id(at))
        .case_id(file.case.id)
        .person_id(file.case.person_id)
        .organisation_id(file.posting.organisation_id())
        .given_by(given_by)
        .method(draw.weighted(&[
            (ConsentMethod::Written, 0.5),
            (ConsentMethod::Thumbprint, 0.3),
            (ConsentMethod::Audio, 0.1),
            (ConsentMethod::Video, 0.02),
            (ConsentMethod::VerbalCertified, 0.08),
        ]))
        .language(file.profile.country.languages[0].to_owned())
        // A consular request needs a consent that the person understood.
        .interpreter_used(draw.chance(0.5) || purpose == Purpose::ConsularDocument)
        .purpose(purpose)
        .classes(0)
        .valid_from(at)
        .valid_until(at + Duration::days(365))
        .status(ConsentStatus::Active)
        .read_back_confirmed(true)
        .not_tied_to_assistance(true)
        .includes_successor(draw.chance(0.3))
        .includes_later_facts(false)
        .evidence_hash(draw.digits(64, 16))
        .worker_id(file.posting.assigned.id)
        .created_at(at)
        .build()
}
