//! Decisions and requests for a decision by a second person, and emergency care.

use entity::{
    codes::{ReferralEndReason, ReferralState, ShareEndReason, Urgency},
    referral, referral_event, share,
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
        urgency_rank: Urgency::Immediate.rank(),
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

/// A referral was revoked, which its partner knows. The exact reason is a secret.
pub fn end_reason(twins: &Twins) -> Secret {
    let (referral, event) = twins.revoked.clone();
    let referral = referral::Model { end_reason: Some(ReferralEndReason::ProtectionHold), ..referral };
    let event = referral_event::Model { reason: Some("PROTECTION_HOLD".to_owned()), ..event };
    let end_reason = Some(ShareEndReason::ProtectionHold);
    let share = share::Model { end_reason, ..twins.revoked_share.clone() };
    let knows = [Reader::AssignedCaseWorker, Reader::ProtectionOfficer];
    let secret = Secret::new("a referral was revoked to protect the person", &knows);
    secret.other_row(referral).other_row(event).other_row(share)
}
