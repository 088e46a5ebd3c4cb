//! An offer of a case reveals the case.

use entity::{case, centre};

use super::{
    people::{Reader, Twins},
    secret::Secret,
};
use crate::support::rows;

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
