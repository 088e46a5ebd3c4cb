//! What a service tells: where it is given, and that it is there.

use entity::{centre, service};
use uuid::Uuid;

use super::{
    people::{Reader, Twins},
    secret::Secret,
};

/// Where it is given is as secret as the shelter.
pub fn in_shelter(twins: &Twins, shelter: &centre::Model) -> Secret {
    let service = service::Model { centre_id: Some(shelter.id), ..twins.service.clone() };
    Secret::new("a service is given in the secret shelter", &[Reader::ProtectionOfficer]).other_row(service)
}

/// Nobody who asks belongs to it.
pub fn confidential(twins: &Twins) -> Secret {
    let id = Uuid::now_v7();
    let service =
        service::Model { id, confidential: true, name: "A secret service".to_owned(), ..twins.distant[1].clone() };
    Secret::new("there is a confidential service", &[]).id("Service", service.id).new_row(service)
}
