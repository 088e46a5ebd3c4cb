//! The people who make secrets through mutations.

use entity::{
    codes::{OrganisationType, Purpose, Role, ServiceType},
    consent, organisation, service,
};
use waystation::access::viewer::Viewer;

use super::people::Twins;
use crate::support::{World, rows};

/// The acting viewers, and the services and the consent that they use. No question is asked as one of them.
pub struct Cast {
    pub shelter: service::Model,
    pub sessions: service::Model,
    pub focal_point: Viewer,
    pub consent: consent::Model,
    pub asylum: service::Model,
    pub agency: Viewer,
}

impl Cast {
    pub async fn new(world: &World, twins: &mut Twins) -> Self {
        let survivors = world.add(rows::organisation(OrganisationType::NationalNgo)).await;
        let shelter = world.add(rows::service(&survivors, ServiceType::VotSupport)).await;
        let sessions = world.add(rows::service(&survivors, ServiceType::Mhpss)).await;
        let focal = world.add(rows::worker(&survivors)).await;
        let focal_point = world.viewer(Role::NgoFocalPoint, &focal, &survivors);
        let asylum = twins.distant[0].clone();
        let agency =
            organisation::Model { id: asylum.organisation_id, ..rows::organisation(OrganisationType::UnAgency) };
        let officer = world.add(rows::worker(&agency)).await;
        let agency = world.viewer(Role::NgoFocalPoint, &officer, &agency);
        let consent = world.add(rows::consent(&twins.case, Purpose::ReferralService)).await;
        for organisation_id in [survivors.id, asylum.organisation_id] {
            let named = organisation::Model { id: organisation_id, ..survivors.clone() };
            world.add(rows::recipient(&consent, &named)).await;
        }
        let of_survivors = [("Service", shelter.id), ("Service", sessions.id), ("Organisation", survivors.id)];
        twins.ids.extend(of_survivors);
        twins.ids.push(("Consent", consent.id));
        Self { shelter, sessions, focal_point, consent, asylum, agency }
    }
}
