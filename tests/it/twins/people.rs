//! The twin world before the secret: an owning organisation, its partners, and all readers.

use entity::{
    case, centre,
    codes::{
        CaseStatus, ClosureReason, DataClass, FitnessToTravel, ImmigrationStatus, NationalityBasis, OrganisationType,
        Oversight, Purpose, ReferralEndReason, ReferralState, RiskLevel, Role, ServiceType, ShareEndReason,
        StayExitReason, TransferState,
    },
    consent, consular_request, nationality, organisation, person, person_name, referral, referral_event, service,
    share, stay, transfer, worker,
};
use uuid::Uuid;
use waystation::access::{
    class::ClassSet,
    viewer::{OwnCentres, Viewer},
};

pub use super::reader::Reader;
use super::{gates, secret::event};
use crate::support::{World, rows};

/// The rows that the secrets are about.
pub struct Twins {
    pub house: organisation::Model,
    pub agadez: centre::Model,
    pub shelter: centre::Model,
    pub niamey: centre::Model,
    pub worker: worker::Model,
    /// The person that the secrets are about.
    pub person: person::Model,
    pub name: person_name::Model,
    pub nationality: nationality::Model,
    pub case: case::Model,
    /// Closed. The reason of the closure is a secret.
    pub closed: case::Model,
    /// A referral that was revoked, and its last event.
    pub revoked: (referral::Model, referral_event::Model),
    /// The share of that referral, which ended with it.
    pub revoked_share: share::Model,
    /// A bed that the person has left.
    pub stay: stay::Model,
    /// A consent of the person. Its recipients reveal nothing.
    pub consent: consent::Model,
    /// A service of the owning organisation that may move to a secret place.
    pub service: service::Model,
    /// Another service of the organisation whose referral was revoked.
    pub other_service: service::Model,
    /// A case whose case worker asks nothing, and its referral to an organisation without readers.
    pub waiting: case::Model,
    pub sent: referral::Model,
    /// Workers of the owning organisation who ask nothing.
    pub clerks: Vec<worker::Model>,
    /// A request to a consulate whose gates are not decided yet.
    pub request: consular_request::Model,
    pub ngo_other: organisation::Model,
    pub police: organisation::Model,
    /// The other cases of the house, which fill the lists.
    pub company: Vec<Uuid>,
    /// Services of an organisation without readers: for refugees, for survivors, for mental health.
    pub distant: Vec<service::Model>,
    pub viewers: Vec<(Reader, Viewer)>,
    /// Global ids of the rows that exist.
    pub ids: Vec<(&'static str, Uuid)>,
}

impl Twins {
    pub async fn new(world: &World) -> Self {
        let house = world.add(rows::organisation(OrganisationType::Iom)).await;
        let agadez = world.add(rows::centre(&house)).await;
        let niamey = world.add(centre::Model { name: "Niamey".to_owned(), ..rows::centre(&house) }).await;
        let worker = world.add(rows::worker(&house)).await;
        let doctor = world.add(rows::worker(&house)).await;
        let service = world.add(rows::service(&house, ServiceType::LegalAid)).await;
        let person = world.add(rows::person(&house)).await;
        let name = world.add(rows::name(&person, "Mariama", "Diallo")).await;
        let of = |person: &person::Model, country: &str| nationality::Model {
            id: Uuid::now_v7(),
            person_id: person.id,
            country: country.to_owned(),
            basis: NationalityBasis::Claimed,
            correction_id: None,
        };
        let nationality = world.add(of(&person, "GIN")).await;
        let case = case::Model {
            assigned_worker_id: Some(worker.id),
            medical_worker_id: Some(doctor.id),
            immigration_status: Some(ImmigrationStatus::Irregular),
            risk_level: Some(RiskLevel::Medium),
            fitness_to_travel: Some(FitnessToTravel::Fit),
            ..rows::case(&person, &agadez)
        };
        let case = world.add(case).await;
        let request = gates::screened(world, &case, worker.id).await;
        let mut twins = Self {
            closed: case.clone(),
            stay: rows::stay(&case, &agadez),
            consent: rows::consent(&case, Purpose::ReferralService),
            revoked: (rows::referral(&case, &service), event(&rows::referral(&case, &service))),
            revoked_share: rows::share(&case, &house),
            other_service: service.clone(),
            waiting: case.clone(),
            sent: rows::referral(&case, &service),
            clerks: Vec::new(),
            ngo_other: house.clone(),
            police: house.clone(),
            distant: Vec::new(),
            ids: vec![
                ("Case", case.id),
                ("Person", person.id),
                ("Organisation", house.id),
                ("Centre", agadez.id),
                ("Service", service.id),
                ("ConsularRequest", request.id),
            ],
            company: Vec::new(),
            viewers: Vec::new(),
            house,
            shelter: rows::shelter(&agadez),
            agadez,
            niamey,
            worker,
            person,
            name,
            nationality,
            case,
            service,
            request,
        };
        twins.company(world).await;
        twins.at_home(world, &doctor).await;
        twins.partners(world).await;
        twins.strangers(world).await;
        twins
    }

    /// Cases of other people, so that lists have several pages and filters have an effect.
    async fn company(&mut self, world: &World) {
        for (number, centre) in [&self.agadez, &self.agadez, &self.niamey].into_iter().enumerate() {
            let person = world.add(rows::person(&self.house)).await;
            world.add(rows::name(&person, "Fatou", "Camara")).await;
            let opened_at = rows::now() - chrono::Duration::days(10 + i64::try_from(number).expect("few"));
            let case = case::Model { opened_at, ..rows::case(&person, centre) };
            let case = world.add(case::Model { assigned_worker_id: Some(self.worker.id), ..case }).await;
            self.ids.push(("Case", case.id));
            self.company.push(case.id);
        }
        let person = world.add(rows::person(&self.house)).await;
        let closed = case::Model {
            status: CaseStatus::Closed,
            closed_at: Some(rows::now() - chrono::Duration::hours(3)),
            closure_reason: Some(ClosureReason::Completed),
            assigned_worker_id: Some(self.worker.id),
            ..rows::case(&person, &self.agadez)
        };
        self.closed = world.add(closed).await;
        let ended = stay::Model {
            until_at: Some(rows::now() - chrono::Duration::days(1)),
            exit_reason: Some(StayExitReason::Settled),
            ..self.stay.clone()
        };
        self.stay = world.add(ended).await;
        let bed = world.add(rows::stay(&self.case, &self.agadez)).await;
        self.ids.extend([("Stay", self.stay.id), ("Stay", bed.id)]);
        let consular = world.add(rows::consent(&self.case, Purpose::ConsularDocument)).await;
        world.add(self.consent.clone()).await;
        self.ids.extend([("Case", self.closed.id), ("Consent", consular.id)]);
        self.company.push(self.closed.id);
    }

    async fn at_home(&mut self, world: &World, doctor: &worker::Model) {
        let colleague = world.add(rows::worker(&self.house)).await;
        let at = |centres, role| Viewer { centres, ..world.viewer(role, &colleague, &self.house) };
        let here = |role| at(OwnCentres::Named(vec![self.agadez.id]), role);
        let officer = at(OwnCentres::AllOrdinary { and: vec![self.shelter.id] }, Role::ProtectionOfficer);
        let everywhere = |role| world.viewer(role, &colleague, &self.house);
        let mine = |role, worker: &worker::Model| Viewer { worker_id: worker.id, ..here(role) };
        self.viewers.extend([
            (Reader::AssignedCaseWorker, mine(Role::CaseWorker, &self.worker)),
            (Reader::ColleagueAtTheCentre, here(Role::CaseWorker)),
            (Reader::CaseWorkerElsewhere, at(OwnCentres::Named(vec![self.niamey.id]), Role::CaseWorker)),
            (Reader::CentreManager, here(Role::CentreManager)),
            (Reader::ProtectionOfficer, officer),
            (Reader::MedicalOfficer, here(Role::MedicalOfficer)),
            (Reader::Doctor, mine(Role::MedicalOfficer, doctor)),
            (Reader::ConsularWorker, everywhere(Role::ConsularWorker)),
            (Reader::HouseAuditor, everywhere(Role::Auditor)),
            (Reader::DataProtectionOfficer, everywhere(Role::DataProtectionOfficer)),
            (Reader::Administrator, everywhere(Role::Administrator)),
            (Reader::Analyst, everywhere(Role::Analyst)),
        ]);
    }

    async fn partners(&mut self, world: &World) {
        use ReferralState::{Completed, InProgress, Revoked, Sent};
        let narrow = ClassSet::of(&[DataClass::Operational, DataClass::Identity]);
        let ngo = OrganisationType::NationalNgo;
        let pending = self.partner(world, ngo, Sent, ClassSet::NONE).await;
        self.put(world, Reader::NgoPending, Role::NgoFocalPoint, &pending.0).await;
        self.put(world, Reader::NgoPendingProgram, Role::ServiceAccount, &pending.0).await;
        let active = self.partner(world, ngo, InProgress, narrow).await;
        self.put(world, Reader::NgoNarrow, Role::NgoFocalPoint, &active.0).await;
        let closed = self.partner(world, ngo, Completed, ClassSet::NONE).await;
        self.put(world, Reader::NgoClosed, Role::NgoFocalPoint, &closed.0).await;
        let host = self.partner(world, OrganisationType::GovHostAntitrafficking, InProgress, narrow).await;
        self.put(world, Reader::HostAntitrafficking, Role::GovernmentHostOfficer, &host.0).await;
        // Its share has every class, but guarded classes stay shut without an order.
        let police = self.partner(world, OrganisationType::GovHostEnforcement, InProgress, ClassSet::ALL).await;
        self.put(world, Reader::HostEnforcement, Role::GovernmentHostOfficer, &police.0).await;
        self.police = police.0;
        self.other_service = world.add(rows::service(&closed.0, ServiceType::Shelter)).await;
        // The partner whose referral is closed also had a referral that was revoked.
        let revoked = referral::Model {
            state: Revoked,
            end_reason: Some(ReferralEndReason::SenderRequest),
            closed_at: Some(rows::now() - chrono::Duration::hours(2)),
            ..rows::referral(&self.case, &closed.1)
        };
        let revoked = world.add(revoked).await;
        let event = world.add(event(&revoked)).await;
        let ended = share::Model {
            referral_id: Some(revoked.id),
            ended_at: revoked.closed_at,
            end_reason: Some(ShareEndReason::SenderRequest),
            ..rows::share(&self.case, &closed.0)
        };
        self.revoked_share = world.add(ended).await;
        self.ids.extend([("Referral", revoked.id), ("Share", self.revoked_share.id)]);
        self.revoked = (revoked, event);
    }

    /// An organisation with a service and a referral of the case in this state.
    async fn partner(
        &mut self,
        world: &World,
        kind: OrganisationType,
        state: ReferralState,
        shared: ClassSet,
    ) -> (organisation::Model, service::Model) {
        let organisation = world.add(rows::organisation(kind)).await;
        let centre = world.add(rows::centre(&organisation)).await;
        let service = world.add(rows::service(&organisation, ServiceType::Shelter)).await;
        let consent = world.add(rows::consent(&self.case, Purpose::ReferralService)).await;
        world.add(rows::recipient(&consent, &organisation)).await;
        let referral = rows::referral(&self.case, &service);
        let referral = world.add(referral::Model { state, consent_id: Some(consent.id), ..referral }).await;
        world.add(event(&referral)).await;
        if !shared.is_empty() {
            let share = rows::share(&self.case, &organisation);
            let (referral_id, classes) = (Some(referral.id), shared.to_bits());
            world.add(share::Model { referral_id, consent_id: Some(consent.id), classes, ..share }).await;
        }
        let declined =
            transfer::Model { state: TransferState::Declined, ..rows::transfer(&self.case, &centre, &self.worker) };
        let declined = world.add(declined).await;
        self.ids.extend([
            ("Organisation", organisation.id),
            ("Centre", centre.id),
            ("Service", service.id),
            ("Consent", consent.id),
            ("Referral", referral.id),
            ("Transfer", declined.id),
        ]);
        (organisation, service)
    }

    async fn strangers(&mut self, world: &World) {
        let other = world.add(rows::organisation(OrganisationType::NationalNgo)).await;
        self.put(world, Reader::NgoOther, Role::NgoFocalPoint, &other).await;
        self.ngo_other = other;
        let distant = world.add(rows::organisation(OrganisationType::UnAgency)).await;
        for kind in [ServiceType::AsylumReferral, ServiceType::VotSupport, ServiceType::Mhpss] {
            let service = world.add(rows::service(&distant, kind)).await;
            self.ids.push(("Service", service.id));
            self.distant.push(service);
        }
        self.work(world, &distant).await;
        let consulate = organisation::Model {
            country: Some("GIN".to_owned()),
            ..rows::organisation(OrganisationType::GovOriginConsular)
        };
        let consulate = world.add(consulate).await;
        self.put(world, Reader::Liaison, Role::GovernmentLiaison, &consulate).await;
        let office =
            organisation::Model { oversight: Oversight::Country, ..rows::organisation(OrganisationType::UnAgency) };
        let office = world.add(office).await;
        self.put(world, Reader::CountryAuditor, Role::Auditor, &office).await;
        self.put(world, Reader::CountryProtectionOfficer, Role::ProtectionOfficer, &office).await;
    }

    async fn put(&mut self, world: &World, reader: Reader, role: Role, of: &organisation::Model) {
        let worker = world.add(rows::worker(of)).await;
        self.viewers.push((reader, world.viewer(role, &worker, of)));
    }
}
