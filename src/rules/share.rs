//! Shares: when one can be read by, and who ends it for which reason.

use chrono::{DateTime, Utc};
use entity::{codes::ShareEndReason, share};

use super::refusal::{Refusal, RefusalCode};

/// The times of a share.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Period {
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends by itself.
    pub ends_at: Option<DateTime<Utc>>,
    /// When it was ended before that.
    pub ended_at: Option<DateTime<Utc>>,
}

impl Period {
    /// Of a row.
    #[must_use]
    pub const fn of(row: &share::Model) -> Self {
        Self { starts_at: row.starts_at, ends_at: row.ends_at, ended_at: row.ended_at }
    }

    /// Whether it opens anything at this moment.
    #[must_use]
    pub fn live(&self, at: DateTime<Utc>) -> bool {
        self.starts_at <= at && !self.over(at)
    }

    /// Whether it opens nothing any more.
    #[must_use]
    pub fn over(&self, at: DateTime<Utc>) -> bool {
        self.ended_at.is_some() || self.ends_at.is_some_and(|end| end <= at)
    }
}

/// Whether the share can be ended by hand for this reason. The other reasons are for what ends a share by itself: a consent, a
/// transfer, the case.
pub fn may_end(period: Period, reason: ShareEndReason, at: DateTime<Utc>) -> Result<(), Refusal> {
    use ShareEndReason as R;
    if !matches!(reason, R::SenderRequest | R::ProtectionHold | R::DataProtection) {
        let message = "choose SENDER_REQUEST, PROTECTION_HOLD or DATA_PROTECTION; the others end a share by themselves";
        return Err(Refusal::of("reason", RefusalCode::ValueNotAllowed, message));
    }
    if period.over(at) {
        return Err(Refusal::new(RefusalCode::InvalidTransition, "this share is over already"));
    }
    Ok(())
}
