//! The share of a referral: it opens at acceptance and closes with the end of the referral.

use chrono::{DateTime, Duration, Utc};
use entity::{
    codes::{ReferralEndReason, ShareEndReason},
    referral, share,
};
use waystation::{
    access::class::ClassSet,
    rules::{clocks::DAYS_AFTER_COMPLETION, referral::Step},
};

use crate::draw::Draw;

/// The share that an acceptance opens.
pub fn opened(draw: &mut Draw, row: &referral::Model, opens: ClassSet, at: DateTime<Utc>) -> share::Model {
    share::Model::builder()
        .id(draw.id(at))
        .case_id(row.case_id)
        .organisation_id(row.to_organisation_id)
        .classes(opens.to_bits())
        .purpose(row.purpose)
        .starts_at(at)
        .referral_id(row.id)
        .maybe_consent_id(row.consent_id)
        .build()
}

/// Updates the share after a step: after the help the receiver may read for some days, after any other end not at all.
pub fn after(share: &mut share::Model, step: Step, reason: Option<ReferralEndReason>, at: DateTime<Utc>) {
    match step {
        Step::Complete | Step::MarkNotCompleted => {
            let over = at + Duration::days(DAYS_AFTER_COMPLETION);
            share.ends_at = Some(share.ends_at.map_or(over, |ends_at| ends_at.min(over)));
        }
        Step::Revoke => {
            share.ended_at = Some(at);
            share.end_reason = Some(match reason {
                Some(ReferralEndReason::ConsentWithdrawn) => ShareEndReason::ConsentWithdrawn,
                Some(ReferralEndReason::CaseClosed) => ShareEndReason::CaseClosed,
                Some(ReferralEndReason::LegalBasisEnded) => ShareEndReason::LegalBasisEnded,
                _ => ShareEndReason::ProtectionHold,
            });
        }
        _ => {}
    }
}
