//! The codes that a receiver chooses when a referral ends, drawn with invented frequencies.

use entity::codes::{DeclineReason, NotCompletedReason, ReferralOutcome, ReferralState};

use crate::draw::Draw;

/// A reason to decline that fits any kind of help.
pub fn decline(draw: &mut Draw) -> DeclineReason {
    draw.weighted(&[
        (DeclineReason::NoCapacity, 0.45),
        (DeclineReason::NotEligibleCriteria, 0.15),
        (DeclineReason::OutOfArea, 0.12),
        (DeclineReason::InsufficientInformation, 0.12),
        (DeclineReason::AlreadyReceivingService, 0.08),
        (DeclineReason::ClientUnreachable, 0.08),
    ])
}

/// The outcome of the help.
pub fn outcome(draw: &mut Draw) -> ReferralOutcome {
    draw.weighted(&[
        (ReferralOutcome::ServiceProvided, 0.75),
        (ReferralOutcome::PartiallyProvided, 0.12),
        (ReferralOutcome::NoLongerNeeded, 0.08),
        (ReferralOutcome::ReferredOnward, 0.05),
    ])
}

/// The reason for which the help could not be given. "Did not come" is used only if a no-show was recorded.
pub fn not_completed(draw: &mut Draw, before: ReferralState) -> NotCompletedReason {
    let why = draw.weighted(&[
        (NotCompletedReason::ClientNoShow, 0.3),
        (NotCompletedReason::ClientLeftArea, 0.3),
        (NotCompletedReason::ClientUnreachable, 0.2),
        (NotCompletedReason::ClientWithdrew, 0.15),
        (NotCompletedReason::ServiceUnavailable, 0.05),
    ]);
    let came = why == NotCompletedReason::ClientNoShow && before != ReferralState::NoShow;
    if came { NotCompletedReason::ClientWithdrew } else { why }
}
