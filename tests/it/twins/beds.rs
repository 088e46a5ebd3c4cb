//! The beds of people, and why they left them.

use entity::{codes::StayExitReason, stay};

use super::{
    people::{Reader, Twins},
    secret::Secret,
};

/// The person left to join the family.
pub fn exit_reason(twins: &Twins) -> Secret {
    let stay = stay::Model { exit_reason: Some(StayExitReason::Reunified), ..twins.stay.clone() };
    let knows = [Reader::AssignedCaseWorker, Reader::ProtectionOfficer];
    Secret::new("the person left the bed for the family", &knows).other_row(stay)
}

/// The person had bed 4b.
pub fn room(twins: &Twins) -> Secret {
    let stay = stay::Model { room_bed: Some("4b".to_owned()), ..twins.stay.clone() };
    let stay = stay::Model { exit_reason: Some(StayExitReason::Reunified), ..stay };
    let knows = [Reader::AssignedCaseWorker, Reader::CentreManager, Reader::ProtectionOfficer, Reader::Doctor];
    Secret::new("the person had bed 4b", &knows).other_row(stay)
}
