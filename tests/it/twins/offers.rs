//! An offer of a case reveals the case.

use entity::{
    case, centre,
    codes::{DataClass, TransferState},
    transfer,
};

use super::{
    people::{Reader, Twins},
    secret::Secret,
};
use crate::support::rows;

/// The worker who proposed it knows of it, and those who approve and offer transfers: the manager and the officer.
pub fn to_an_agency(twins: &Twins) -> Secret {
    let knows = [Reader::AssignedCaseWorker, Reader::CentreManager, Reader::ProtectionOfficer];
    let proposed = transfer::Model {
        state: TransferState::Proposed,
        inference_class: DataClass::Asylum,
        to_organisation_id: twins.distant[0].organisation_id,
        offered_at: None,
        offered_by: None,
        ..rows::transfer(&twins.case, &twins.niamey, &twins.worker)
    };
    let secret = Secret::new("somebody proposed that UNHCR takes the case", &knows);
    secret.id("Transfer", proposed.id).new_row(proposed)
}

/// Sender and receiver are one organisation: only workers with access to the receiving centre may know of the offer.
pub fn within_the_house(twins: &Twins, shelter: &centre::Model) -> Secret {
    let person = rows::person(&twins.house);
    let name = rows::name(&person, "Mariama", "Offered");
    let case = case::Model { assigned_worker_id: None, ..rows::case(&person, shelter) };
    let offered = rows::transfer(&case, &twins.niamey, &twins.worker);
    let knows = [
        Reader::CaseWorkerElsewhere,
        Reader::ProtectionOfficer,
        Reader::HouseAuditor,
        Reader::CountryAuditor,
        Reader::DataProtectionOfficer,
    ];
    let secret = Secret::new("somebody in the shelter is offered to another centre of the house", &knows);
    let secret = secret.id("Case", case.id).id("Transfer", offered.id);
    secret.new_row(person).new_row(name).new_row(case).new_row(offered)
}
