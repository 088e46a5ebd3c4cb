//! Decisions and requests for a decision by a second person, and emergency care.

use entity::{
    codes::{ReferralState, Urgency},
    referral,
};

use super::{
    people::{Reader, Twins},
    secret::{Secret, event},
};
use crate::support::rows;

/// The worker of record and the protection officer may know of it without medical data. Other workers of the
/// organisation may not.
pub fn emergency(twins: &Twins) -> Secret {
    let knows = [Reader::AssignedCaseWorker, Reader::ProtectionOfficer, Reader::Doctor];
    let referral = referral::Model {
        state: ReferralState::InProgress,
        urgency: Urgency::Immediate,
        emergency_care: true,
        ..rows::referral(&twins.case, &twins.distant[2])
    };
    let event = event(&referral);
    let secret = Secret::new("the person is in emergency care", &knows).id("Referral", referral.id);
    secret.new_row(referral).new_row(event)
}

pub fn overriding(twins: &Twins) -> Secret {
    let knows =
        [Reader::AssignedCaseWorker, Reader::ProtectionOfficer, Reader::ConsularWorker, Reader::DataProtectionOfficer];
    let row = rows::legal_override(&twins.revoked.0, &twins.worker);
    Secret::new("somebody asked to share without consent", &knows).shared().id("LegalOverride", row.id).new_row(row)
}

pub fn determination(twins: &Twins) -> Secret {
    let knows = [Reader::AssignedCaseWorker, Reader::ProtectionOfficer];
    let row = rows::determination(&twins.case, &twins.worker);
    let secret = Secret::new("the best interest of the person is determined", &knows);
    secret.id("BestInterestDetermination", row.id).new_row(row)
}
