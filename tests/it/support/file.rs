//! A whole case file: a row in every table, and a value in every nullable column, so that null can only mean withheld.
//! Every text, date and moment is unique, so that a response can be searched for values that it must not contain.

use entity::{
    case, centre,
    codes::{
        ClosureReason, ContactType, DataClass, DocumentSeen, FitnessToTravel, IdentifierType, ImmigrationStatus,
        LanguageLevel, NationalityBasis, Purpose, ReferralEndReason, ReferralState, ServiceType, TransferState,
    },
    consent, consent_recipient, contact, household, identifier, nationality, organisation, person, person_language,
    person_name, referral, referral_event, service, service_language, share, transfer, worker, worker_centre,
};
use uuid::Uuid;
use waystation::access::class::ClassSet;

use super::{World, entries, family, former, once::Once, rows};

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
        let mut once = Once(9_000);
        let mut add = async |row: organisation::Model| world.add(once.fill(row, &["suspended_at", "country"])).await;
        let (house, partner) = (add(house).await, add(partner).await);
        let centre = world.add(once.fill(rows::centre(&house), &[])).await;
        let partner_centre = world.add(once.fill(rows::centre(&partner), &[])).await;
        let service = rows::service(&partner, ServiceType::Shelter);
        let service = service::Model { centre_id: Some(partner_centre.id), ..service };
        let service = world.add(once.fill(service, &[])).await;
        world.add(service_language::Model { service_id: service.id, language: "fr".to_owned() }).await;
        let named = |of: &organisation::Model, name| worker::Model { display_name: name, ..rows::worker(of) };
        let worker = world.add(named(&house, once.text("worker"))).await;
        let doctor = world.add(named(&house, once.text("doctor"))).await;
        for worker in [&worker, &doctor] {
            world.add(worker_centre::Model { worker_id: worker.id, centre_id: centre.id }).await;
        }
        Self { house, centre, worker, doctor, partner, partner_centre, service }
    }

    /// Writes the whole file of a person.
    pub async fn file(&self, world: &World, disclosure: Disclosure) -> File {
        let mut once = Once::default();
        let person = self.person(world, &mut once).await;
        let case = self.case(world, &person, &mut once).await;
        former::add(world, (&person, &case), &self.worker, &mut once).await;
        entries::add_corrected(world, self, &case, &mut once).await;
        entries::add(world, self, &case, &mut once).await;
        let consent = self.consent(world, &case, disclosure, &mut once).await;
        let referral = self.referral(world, &consent, disclosure, &mut once).await;
        self.share(world, &referral, disclosure).await;
        let transfer = transfer::Model {
            state: disclosure.transfer,
            reason: once.text("transfer-reason").expect("a text"),
            approved_by: Some(self.worker.id),
            decided_by: Some(self.worker.id),
            created_at: once.past().expect("a moment"),
            ..rows::transfer(&case, &self.partner_centre, &self.worker)
        };
        let transfer = world.add(once.fill(transfer, &["grounded_until"])).await;
        File { case, consent, referral, transfer }
    }

    async fn person(&self, world: &World, once: &mut Once) -> person::Model {
        let person = person::Model {
            birth_date: once.day(),
            initials: Some("I. N. I. T.".to_owned()),
            ..rows::person(&self.house)
        };
        let person = world.add(once.fill(person, &[])).await;
        let (given, family) = (once.text("given").expect("a text"), once.text("family").expect("a text"));
        let name = person_name::Model { language: Some("fr".to_owned()), ..rows::name(&person, &given, &family) };
        world.add(once.fill(name, &[])).await;
        let (id, person_id, basis) = (Uuid::now_v7(), person.id, NationalityBasis::Claimed);
        let country = "GIN".to_owned();
        world.add(nationality::Model { id, person_id, country, basis, correction_id: None }).await;
        let language = rows::language(person_id, "man", LanguageLevel::Native);
        world.add(person_language::Model { interpreter_needed: true, ..language }).await;
        let document = identifier::Model {
            id: Uuid::now_v7(),
            person_id,
            identifier_type: IdentifierType::Passport,
            number: once.text("document-number").expect("a text"),
            issuer: None,
            issued_on: None,
            expires_on: None,
            seen: DocumentSeen::Original,
            search_key: None,
            correction_id: None,
        };
        world.add(once.fill(document, &[])).await;
        let contact = contact::Model {
            id: Uuid::now_v7(),
            person_id,
            contact_type: ContactType::NextOfKin,
            value: "+227 90 12 34 56".to_owned(),
            name: None,
            relation: None,
            may_contact: true,
            search_key: None,
            correction_id: None,
        };
        world.add(once.fill(contact, &[])).await;
        person
    }

    async fn case(&self, world: &World, person: &person::Model, once: &mut Once) -> case::Model {
        let household = household::Model { created_at: once.past().expect("a moment"), ..family::household() };
        let household = world.add(household).await;
        let case = case::Model {
            opened_at: once.past().expect("a moment"),
            household_id: Some(household.id),
            assigned_worker_id: Some(self.worker.id),
            medical_worker_id: Some(self.doctor.id),
            closure_reason: Some(ClosureReason::ReferredAsylum),
            immigration_status: Some(ImmigrationStatus::AsylumSeeker),
            fitness_to_travel: Some(FitnessToTravel::Deferred),
            fitness_valid_until: rows::now().date_naive().checked_add_days(chrono::Days::new(9)),
            last_activity_at: once.past().expect("a moment"),
            ..rows::case(person, &self.centre)
        };
        world.add(once.fill(case, &[])).await
    }

    async fn consent(
        &self,
        world: &World,
        case: &case::Model,
        disclosure: Disclosure,
        once: &mut Once,
    ) -> consent::Model {
        let consent = consent::Model {
            valid_from: once.past().expect("a moment"),
            valid_until: once.future(),
            worker_id: Some(self.worker.id),
            withdrawn_by: Some(self.worker.id),
            ..rows::consent(case, disclosure.purpose)
        };
        let consent = world.add(once.fill(consent, &[])).await;
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
            from_worker_id: Some(self.worker.id),
            classes: ClassSet::of(&[DataClass::Operational, DataClass::Medical]).to_bits(),
            medical_version: 1,
            state: disclosure.referral,
            pauses: 1,
            grounded_until: once.future(),
            end_reason: Some(ReferralEndReason::ProtectionHold),
            created_at: once.past().expect("a moment"),
            ..rows::referral(&case, &self.service)
        };
        let referral = world.add(once.fill(referral, &[])).await;
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
                text: once.text("event-text"),
            })
            .await;
        world
            .add(referral_event::Model {
                id: Uuid::now_v7(),
                referral_id: referral.id,
                at: once.past().expect("a moment"),
                worker_id: Some(self.worker.id),
                organisation_id: Some(self.house.id),
                from_state: Some(ReferralState::UnderReview),
                to_state: ReferralState::InfoRequested,
                reason: None,
                text: once.text("event-question"),
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
