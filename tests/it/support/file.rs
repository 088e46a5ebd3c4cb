//! A whole case file: a row in every table, and a value in every nullable column, so that null can only mean withheld.
//! Every text, date and moment is unique, so that a response can be searched for values that it must not contain.

use entity::{
    case, case_note, centre,
    codes::{
        ClosureReason, ContactType, DataClass, DeclineReason, DeterminantLevel, DocumentSeen, FitnessToTravel,
        IdentifierType, ImmigrationStatus, LanguageLevel, LegalBasis, MaritalStatus, NationalityBasis,
        NotCompletedReason, OrganisationType, Purpose, ReferralEndReason, ReferralOutcome, ReferralState, RiskLevel,
        ServiceType, Severity, TransferState, VulnerabilityCategory, VulnerabilitySource,
    },
    consent, consent_recipient, contact, identifier, immigration_status, medical_note, nationality, organisation,
    person, person_language, person_name, referral, referral_event, service, service_language, share, transfer,
    vulnerability, worker,
};
use uuid::Uuid;
use waystation::access::class::ClassSet;

use super::{World, once::Once, rows};

/// The prefix of texts that no field shows.
pub const NEVER: &str = "never-shown";

/// The organisations and people of a file.
pub struct Cast {
    /// Owns the case.
    pub house: organisation::Model,
    /// Where the person stays.
    pub centre: centre::Model,
    /// The case worker of record.
    pub worker: worker::Model,
    /// Has the open medical encounter.
    pub doctor: worker::Model,
    /// Receives the referral and the transfer.
    pub partner: organisation::Model,
    /// The centre that the transfer would lead to.
    pub partner_centre: centre::Model,
    /// The service that the referral asks for.
    pub service: service::Model,
}

/// How far the disclosure to the partner went.
#[derive(Clone, Copy)]
pub struct Disclosure {
    /// The state of the referral.
    pub referral: ReferralState,
    /// The state of the transfer.
    pub transfer: TransferState,
    /// The classes of the live share. If there are no classes, the share has ended.
    pub shared: ClassSet,
    /// The purpose that the person consented to.
    pub purpose: Purpose,
}

/// The rows through which a file is asked for.
pub struct File {
    pub case: case::Model,
    pub consent: consent::Model,
    pub referral: referral::Model,
    pub transfer: transfer::Model,
}

impl Cast {
    /// An owning organisation and a partner, each with a centre and its people.
    pub async fn new(world: &World, house: organisation::Model, partner: organisation::Model) -> Self {
        let house = world.add(house).await;
        let partner = world.add(partner).await;
        let filled = |of: &organisation::Model| centre::Model {
            admin2: Some("Tchirozerine".to_owned()),
            opening_hours: Some("day and night".to_owned()),
            ..rows::centre(of)
        };
        let centre = world.add(filled(&house)).await;
        let partner_centre = world.add(filled(&partner)).await;
        let service = rows::service(&partner, ServiceType::Shelter);
        let service = world
            .add(service::Model {
                centre_id: Some(partner_centre.id),
                eligibility: Some("everybody".to_owned()),
                admin1: Some("Agadez".to_owned()),
                acceptance_hours: Some("mornings".to_owned()),
                capacity_unit: Some("beds".to_owned()),
                ..service
            })
            .await;
        world.add(service_language::Model { service_id: service.id, language: "fr".to_owned() }).await;
        let mut once = Once(9_000);
        let named = |of: &organisation::Model, name| worker::Model { display_name: name, ..rows::worker(of) };
        let worker = world.add(named(&house, once.text("worker"))).await;
        let doctor = world.add(named(&house, once.text("doctor"))).await;
        Self { house, centre, worker, doctor, partner, partner_centre, service }
    }

    /// Writes the whole file of a person.
    pub async fn file(&self, world: &World, disclosure: Disclosure) -> File {
        let mut once = Once::default();
        let person = self.person(world, &mut once).await;
        let case = self.case(world, &person, &mut once).await;
        self.parts(world, &case, &mut once).await;
        let consent = self.consent(world, &case, disclosure, &mut once).await;
        let referral = self.referral(world, &consent, disclosure, &mut once).await;
        self.share(world, &referral, disclosure).await;
        let transfer = transfer::Model {
            state: disclosure.transfer,
            reason: once.text("transfer-reason").expect("a text"),
            approved_by: Some(self.worker.id),
            offered_at: once.past(),
            decided_by: Some(self.worker.id),
            decided_at: once.past(),
            decline_reason: Some(DeclineReason::OutOfArea),
            conference_on: once.day(),
            sender_confirmed_at: once.past(),
            receiver_confirmed_at: once.past(),
            created_at: once.past().expect("a moment"),
            ..rows::transfer(&case, &self.partner_centre, &self.worker)
        };
        let transfer = world.add(transfer).await;
        File { case, consent, referral, transfer }
    }

    async fn person(&self, world: &World, once: &mut Once) -> person::Model {
        let person = person::Model {
            birth_date: once.day(),
            birth_place: once.text("birth-place"),
            marital_status: Some(MaritalStatus::Widowed),
            gender_identity: once.text("gender-identity"),
            initials: Some("I. N. I. T.".to_owned()),
            ..rows::person(&self.house)
        };
        let person = world.add(person).await;
        let (given, family) = (once.text("given").expect("a text"), once.text("family").expect("a text"));
        let name = person_name::Model {
            other: once.text("other-name"),
            language: Some("fr".to_owned()),
            ..rows::name(&person, &given, &family)
        };
        world.add(name).await;
        let (id, person_id, basis) = (Uuid::now_v7(), person.id, NationalityBasis::Claimed);
        world.add(nationality::Model { id, person_id, country: "GIN".to_owned(), basis }).await;
        let (language, level) = ("man".to_owned(), LanguageLevel::Native);
        world.add(person_language::Model { person_id, language, level, interpreter_needed: true }).await;
        world
            .add(identifier::Model {
                id: Uuid::now_v7(),
                person_id,
                identifier_type: IdentifierType::Passport,
                number: once.text("document-number").expect("a text"),
                issuer: once.text("document-issuer"),
                issued_on: once.day(),
                expires_on: once.day(),
                seen: DocumentSeen::Original,
            })
            .await;
        world
            .add(contact::Model {
                id: Uuid::now_v7(),
                person_id,
                contact_type: ContactType::NextOfKin,
                value: "+227 90 12 34 56".to_owned(),
                name: once.text("contact-name"),
                relation: once.text("contact-relation"),
                may_contact: true,
            })
            .await;
        person
    }

    async fn case(&self, world: &World, person: &person::Model, once: &mut Once) -> case::Model {
        let case = case::Model {
            opened_at: once.past().expect("a moment"),
            risk_level: Some(RiskLevel::High),
            assigned_worker_id: Some(self.worker.id),
            medical_worker_id: Some(self.doctor.id),
            next_review_on: once.day(),
            closed_at: once.past(),
            closure_reason: Some(ClosureReason::ReferredAsylum),
            legal_restrictions: once.text("legal-restrictions"),
            handling_instruction: once.text("handling-instruction"),
            immigration_status: Some(ImmigrationStatus::AsylumSeeker),
            fitness_to_travel: Some(FitnessToTravel::Deferred),
            fitness_valid_until: rows::now().date_naive().checked_add_days(chrono::Days::new(9)),
            allergies: once.text("case-allergies"),
            last_activity_at: once.past().expect("a moment"),
            ..rows::case(person, &self.centre)
        };
        world.add(case).await
    }

    async fn parts(&self, world: &World, case: &case::Model, once: &mut Once) {
        let (case_id, worker_id, organisation_id) = (case.id, Some(self.worker.id), self.house.id);
        let found = vulnerability::Model {
            id: Uuid::now_v7(),
            case_id,
            category: VulnerabilityCategory::VotPresumed,
            severity: Severity::Severe,
            determinant_level: Some(DeterminantLevel::Household),
            identified_on: once.day().expect("a day"),
            source: VulnerabilitySource::Screening,
            confirmed: true,
            notes: once.text("vulnerability-notes"),
            worker_id,
            created_at: once.past().expect("a moment"),
        };
        world.add(found).await;
        let note = medical_note::Draft {
            id: Uuid::now_v7(),
            case_id,
            organisation_id,
            encounter_on: once.day().expect("a day"),
            summary: once.text("medical-summary").expect("a text"),
            created_at: once.past().expect("a moment"),
        };
        let note = medical_note::Model {
            worker_id,
            icd_code: Some("1C62.Z".to_owned()),
            fitness_to_travel: Some(FitnessToTravel::Deferred),
            valid_until: once.day(),
            allergies: once.text("note-allergies"),
            emergency: true,
            ..medical_note::Model::drafted(note)
        };
        world.add(note).await;
        let status = immigration_status::Model {
            id: Uuid::now_v7(),
            case_id,
            status: ImmigrationStatus::AsylumSeeker,
            claim_reference: once.text("asylum-claim"),
            recorded_on: once.day().expect("a day"),
            worker_id,
            created_at: once.past().expect("a moment"),
        };
        world.add(status).await;
        let note = |organisation_id, text| case_note::Model {
            id: Uuid::now_v7(),
            case_id,
            organisation_id,
            worker_id,
            text,
            created_at: rows::now() - chrono::Duration::days(90),
        };
        world.add(note(organisation_id, once.text("case-note").expect("a text"))).await;
        // A note of an organisation that had the case before stays with that organisation.
        let before = world.add(rows::organisation(OrganisationType::Iom)).await;
        world.add(note(before.id, format!("{NEVER}-case-note"))).await;
    }

    async fn consent(
        &self,
        world: &World,
        case: &case::Model,
        disclosure: Disclosure,
        once: &mut Once,
    ) -> consent::Model {
        let consent = consent::Model {
            contact_restrictions: once.text("consent-restrictions"),
            valid_from: once.past().expect("a moment"),
            valid_until: once.future(),
            evidence_hash: once.text("evidence-hash"),
            worker_id: Some(self.worker.id),
            withdrawn_at: once.past(),
            withdrawn_by: Some(self.worker.id),
            withdrawal_reason: once.text("withdrawal-reason"),
            ..rows::consent(case, disclosure.purpose)
        };
        let consent = world.add(consent).await;
        let recipient = consent_recipient::Model {
            organisation_type: Some(self.partner.organisation_type),
            service_type: Some(ServiceType::Shelter),
            ..rows::recipient(&consent, &self.partner)
        };
        world.add(recipient).await;
        consent
    }

    async fn referral(
        &self,
        world: &World,
        consent: &consent::Model,
        disclosure: Disclosure,
        once: &mut Once,
    ) -> referral::Model {
        let case = case::Model { id: consent.case_id, ..rows::case(&rows::person(&self.house), &self.centre) };
        let referral = referral::Model {
            consent_id: Some(consent.id),
            legal_basis: Some(LegalBasis::VitalInterest),
            from_worker_id: Some(self.worker.id),
            classes: ClassSet::of(&[DataClass::Operational, DataClass::Medical]).to_bits(),
            reason_text: once.text("reason-text"),
            medical_text: once.text("medical-text"),
            medical_version: 1,
            contact_restrictions: once.text("contact-restrictions"),
            state: disclosure.referral,
            sent_at: once.past(),
            acknowledged_at: once.past(),
            decided_at: once.past(),
            scheduled_for: once.past(),
            completed_at: once.past(),
            closed_at: once.past(),
            acknowledge_due_at: once.past(),
            decide_due_at: once.past(),
            service_due_at: once.past(),
            next_due_at: once.past(),
            paused_at: once.past(),
            pauses: 1,
            question: once.text("question"),
            answer: once.text("answer"),
            decline_reason: Some(DeclineReason::OutOfArea),
            decline_text: once.text("decline-text"),
            outcome: Some(ReferralOutcome::PartiallyProvided),
            outcome_text: once.text("outcome-text"),
            not_completed_reason: Some(NotCompletedReason::ClientLeftArea),
            end_reason: Some(ReferralEndReason::ProtectionHold),
            created_at: once.past().expect("a moment"),
            ..rows::referral(&case, &self.service)
        };
        let referral = world.add(referral).await;
        world
            .add(referral_event::Model {
                id: Uuid::now_v7(),
                referral_id: referral.id,
                at: once.past().expect("a moment"),
                worker_id: Some(self.worker.id),
                organisation_id: Some(self.house.id),
                from_state: Some(ReferralState::Draft),
                to_state: ReferralState::Sent,
                reason: once.text("EVENT_REASON"),
                text: Some(format!("{NEVER}-event-text")),
            })
            .await;
        referral
    }

    async fn share(&self, world: &World, referral: &referral::Model, disclosure: Disclosure) {
        let case = case::Model { id: referral.case_id, ..rows::case(&rows::person(&self.house), &self.centre) };
        let share = share::Model {
            referral_id: Some(referral.id),
            consent_id: referral.consent_id,
            classes: disclosure.shared.to_bits(),
            ended_at: disclosure.shared.is_empty().then(rows::now),
            ..rows::share(&case, &self.partner)
        };
        world.add(share).await;
    }
}
