//! A service reveals its place and its existence.

use entity::{centre, service};
use uuid::Uuid;
use waystation::global_id;

use super::{
    people::{Reader, Twins},
    secret::Secret,
};

/// The place of the service is as secret as the shelter.
pub fn in_shelter(twins: &Twins, shelter: &centre::Model) -> Secret {
    let service = service::Model { centre_id: Some(shelter.id), ..twins.service.clone() };
    Secret::new("a service is given in the secret shelter", &[Reader::ProtectionOfficer]).other_row(service)
}

/// No reader belongs to the organisation of this service.
pub fn confidential(twins: &Twins) -> Secret {
    let id = Uuid::now_v7();
    let service =
        service::Model { id, confidential: true, name: "A secret service".to_owned(), ..twins.distant[1].clone() };
    Secret::new("there is a confidential service", &[]).id("Service", service.id).new_row(service)
}

/// Filters for services that could take each referral instead.
pub fn alternatives(ids: &[(&'static str, Uuid)]) -> impl Iterator<Item = String> {
    let referrals = ids.iter().filter(|(record, _)| *record == "Referral");
    referrals.map(|(_, id)| format!("alternativeToReferralId: \"{}\"", global_id::encode("Referral", *id)))
}
