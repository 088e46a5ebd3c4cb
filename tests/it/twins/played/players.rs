//! The people who make secrets through mutations, and the rows that they act on. All of it is on file before the first
//! question.

use chrono::NaiveDate;
use entity::{
    case,
    codes::{DataClass as D, HouseholdRole, OrganisationType, Purpose, ReferralState, Role, ServiceType},
    consent, consular_post, consular_request, organisation, person, referral, service, share,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use waystation::access::{
    class::ClassSet,
    viewer::{OwnCentres, Viewer},
};

use super::super::{
    people::{Reader, Twins},
    secret::event,
};
use crate::support::{World, entries, family, rows};

/// The acting viewers, and the rows that they use. No question is asked as one of them.
pub(super) struct Cast {
    /// Services for survivors, of two organisations. The first one also has a psychologist.
    pub shelter: service::Model,
    pub refuge: service::Model,
    pub sessions: service::Model,
    pub focal_point: Viewer,
    /// The person agreed to referrals to both organisations for survivors.
    pub consent: consent::Model,
    /// The person agreed to referrals to the protection agency.
    pub refuge_consent: consent::Model,
    pub asylum: service::Model,
    pub agency: Viewer,
    /// A centre of the protection agency, and the consent to a transfer to it.
    pub distant: entity::centre::Model,
    pub moving: consent::Model,
    /// Protection officers of the organisation. Neither is a reader, because those who take part in a transfer know of it.
    pub officer: Viewer,
    pub second_officer: Viewer,
    /// A manager of all its centres, another one than the reader.
    pub manager: Viewer,
    /// A data protection officer, and a case worker of the centre that takes over.
    pub data_officer: Viewer,
    pub receiver: Viewer,
    /// The case of a child.
    pub child: case::Model,
    /// The case of somebody in the shelter.
    pub sheltered: case::Model,
    /// What the survivors' organisation reads of the person.
    pub share: share::Model,
    /// A post to which nothing was asked yet.
    pub post: consular_post::Model,
    /// Requests that the reader at the consulate has as packets.
    pub submitted: [consular_request::Model; 2],
    /// Consents to share asylum data, to be withdrawn.
    pub withdrawn: consent::Model,
}

impl Cast {
    pub async fn new(world: &World, twins: &mut Twins) -> Self {
        let survivors = world.add(rows::organisation(OrganisationType::NationalNgo)).await;
        let shelter = world.add(rows::service(&survivors, ServiceType::VotSupport)).await;
        let others = world.add(rows::organisation(OrganisationType::NationalNgo)).await;
        let refuge = world.add(rows::service(&others, ServiceType::VotSupport)).await;
        let sessions = world.add(rows::service(&survivors, ServiceType::Mhpss)).await;
        let focal = world.add(rows::worker(&survivors)).await;
        let asylum = twins.distant[0].clone();
        let distant =
            organisation::Model { id: asylum.organisation_id, ..rows::organisation(OrganisationType::UnAgency) };
        let registrar = world.add(rows::worker(&distant)).await;
        let agreed = async |purpose, classes: &[D], with| {
            let consent =
                consent::Model { classes: ClassSet::of(classes).to_bits(), ..rows::consent(&twins.case, purpose) };
            let consent = world.add(consent).await;
            world.add(rows::recipient(&consent, with)).await;
            consent
        };
        let shared = [D::Operational, D::Identity, D::Medical];
        let consent = agreed(Purpose::ReferralService, &shared, &survivors).await;
        world.add(rows::recipient(&consent, &others)).await;
        let refuge_consent = agreed(Purpose::ReferralService, &shared[..2], &distant).await;
        let moving = agreed(Purpose::Transfer, &shared[..2], &distant).await;
        let withdrawn = agreed(Purpose::FamilyTracing, &[D::Asylum], &distant).await;
        let colleague = async |role| {
            let worker = world.add(rows::worker(&twins.house)).await;
            let centres = OwnCentres::AllOrdinary { and: vec![twins.shelter.id] };
            Viewer { centres, ..world.viewer(role, &worker, &twins.house) }
        };
        let officer = colleague(Role::ProtectionOfficer).await;
        let second_officer = colleague(Role::ProtectionOfficer).await;
        let manager = colleague(Role::CentreManager).await;
        let data_officer = colleague(Role::DataProtectionOfficer).await;
        let at_niamey = OwnCentres::Named(vec![twins.niamey.id]);
        let receiver = Viewer { centres: at_niamey, ..colleague(Role::CaseWorker).await };
        world.add(twins.shelter.clone()).await;
        let household = world.add(family::household()).await;
        let (household_id, household_role) = (Set(Some(household.id)), Set(Some(HouseholdRole::Head)));
        let head = case::ActiveModel { id: Set(twins.case.id), household_id, household_role, ..Default::default() };
        head.update(&world.database.writer).await.expect("the case is written");
        let child = child(world, twins).await;
        world.add(family::relative(&twins.case, &twins.worker)).await;
        world.add(entries::vulnerability(&twins.case)).await;
        world.add(entries::medical_note(&twins.case)).await;
        world.add(entries::status(&twins.case)).await;
        world.add(entries::assessment(&twins.case, &twins.worker)).await;
        world.add(entries::case_note(&twins.case)).await;
        let (post, submitted) = at_consulates(world, twins, &child).await;
        let of_survivors = [&shelter, &refuge, &sessions].map(|service| ("Service", service.id));
        let cast = Self {
            focal_point: world.viewer(Role::NgoFocalPoint, &focal, &survivors),
            agency: world.viewer(Role::NgoFocalPoint, &registrar, &distant),
            distant: world.add(rows::centre(&distant)).await,
            officer,
            second_officer,
            manager,
            data_officer,
            receiver,
            child,
            sheltered: sheltered(world, twins).await,
            share: helped(world, twins, &survivors, &consent).await,
            shelter,
            refuge,
            sessions,
            consent,
            refuge_consent,
            asylum,
            moving,
            post,
            submitted,
            withdrawn,
        };
        twins.ids.extend(of_survivors);
        twins.ids.extend([
            ("Organisation", survivors.id),
            ("Organisation", others.id),
            ("Consent", cast.consent.id),
            ("Consent", cast.moving.id),
            ("Consent", cast.withdrawn.id),
            ("Centre", cast.distant.id),
            ("Centre", twins.shelter.id),
            ("Case", cast.child.id),
            ("Case", cast.sheltered.id),
            ("Share", cast.share.id),
            ("Consent", cast.refuge_consent.id),
            ("ConsularRequest", cast.submitted[0].id),
            ("ConsularRequest", cast.submitted[1].id),
        ]);
        cast
    }
}

/// A child without a guardian here.
async fn child(world: &World, twins: &Twins) -> case::Model {
    let person = person::Model { birth_date: NaiveDate::from_ymd_opt(2012, 1, 1), ..rows::person(&twins.house) };
    let person = world.add(person).await;
    world.add(rows::name(&person, "Awa", "Camara")).await;
    let case = rows::case(&person, &twins.agadez);
    world.add(case::Model { assigned_worker_id: Some(twins.worker.id), ..case }).await
}

/// Somebody who lives in the secret shelter.
async fn sheltered(world: &World, twins: &Twins) -> case::Model {
    let person = world.add(rows::person(&twins.house)).await;
    world.add(rows::name(&person, "Fanta", "Barry")).await;
    world.add(rows::case(&person, &twins.shelter)).await
}

/// A referral that a service for survivors works on, and its share.
async fn helped(
    world: &World,
    twins: &mut Twins,
    survivors: &organisation::Model,
    consent: &consent::Model,
) -> share::Model {
    let helping = world.add(rows::service(survivors, ServiceType::VotSupport)).await;
    let consent_id = Some(consent.id);
    let referral = rows::referral(&twins.case, &helping);
    let referral = world.add(referral::Model { state: ReferralState::InProgress, consent_id, ..referral }).await;
    world.add(event(&referral)).await;
    twins.ids.extend([("Service", helping.id), ("Referral", referral.id)]);
    let share = rows::share(&twins.case, survivors);
    world.add(share::Model { referral_id: Some(referral.id), consent_id, ..share }).await
}

/// A post of another consulate, and requests for these cases to the consulate with a reader.
async fn at_consulates(
    world: &World,
    twins: &Twins,
    child: &case::Model,
) -> (consular_post::Model, [consular_request::Model; 2]) {
    let origin = OrganisationType::GovOriginConsular;
    let another = world.add(rows::organisation(origin)).await;
    let another = world.add(rows::post(&another, "GIN")).await;
    let (_, liaison) = twins.viewers.iter().find(|(reader, _)| *reader == Reader::Liaison).expect("a liaison");
    let consulate = organisation::Model { id: liaison.organisation_id, ..rows::organisation(origin) };
    let post = world.add(rows::post(&consulate, "GIN")).await;
    let submitted = async |case: &case::Model| {
        let consent = world.add(rows::consent(case, Purpose::ConsularDocument)).await;
        world.add(rows::recipient(&consent, &consulate)).await;
        let request = world.add(rows::consular_request(case, &post, &consent, twins.worker.id)).await;
        let packet = world.add(rows::packet(&request, &post)).await;
        world.add(rows::packet_version(&packet, 1)).await;
        request
    };
    (another, [submitted(&twins.case).await, submitted(child).await])
}
