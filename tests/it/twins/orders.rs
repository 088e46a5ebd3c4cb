//! A legal order is known only to workers of the owning organisation who read LEGAL and protection data. The police
//! notice only the classes that an approved order opens.

use entity::{legal_order, share};
use waystation::access::class::ClassSet;

use super::{
    people::{Reader, Twins},
    secret::Secret,
};
use crate::support::rows;

const HOUSE: [Reader; 3] = [Reader::AssignedCaseWorker, Reader::ProtectionOfficer, Reader::DataProtectionOfficer];

/// An order was recorded and not approved.
pub fn recorded(order: &legal_order::Model) -> Secret {
    Secret::new("a legal order was recorded", &HOUSE).id("LegalOrder", order.id).new_row(order.clone())
}

/// The order was approved: every class that it names is open to the police.
pub fn approved(twins: &Twins, order: &legal_order::Model) -> Secret {
    let share = share::Model { classes: ClassSet::ALL.to_bits(), ..rows::share(&twins.case, &twins.police) };
    let order = rows::approved(order, &twins.worker, &share);
    let knows = HOUSE.into_iter().chain([Reader::HostEnforcement]).collect::<Vec<_>>();
    Secret::new("the legal order was approved", &knows).shared().new_row(share).other_row(order)
}
