//! Shares: when one is live, and for which reasons it can be ended by hand.

use chrono::{DateTime, Utc};
use entity::{
    codes::{ReferralEndReason, Role, ShareEndReason},
    share,
};

use super::{
    answering,
    refusal::{Refusal, RefusalCode},
};

/// The period of a share.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[expect(clippy::struct_field_names, reason = "they have the names of the columns")]
pub(crate) struct Period {
    /// Start.
    pub starts_at: DateTime<Utc>,
    /// Planned end.
    pub ends_at: Option<DateTime<Utc>>,
    /// Time of an earlier end.
    pub ended_at: Option<DateTime<Utc>>,
}

impl Period {
    /// From its row.
    pub(crate) const fn of(row: &share::Model) -> Self {
        Self { starts_at: row.starts_at, ends_at: row.ends_at, ended_at: row.ended_at }
    }

    /// Whether the share is live at this moment.
    pub(crate) fn live(&self, at: DateTime<Utc>) -> bool {
        self.starts_at <= at && !self.over(at)
    }

    /// Whether the share is over at this moment.
    pub(crate) fn over(&self, at: DateTime<Utc>) -> bool {
        self.ended_at.is_some() || self.ends_at.is_some_and(|end| end <= at)
    }
}

/// Whether the share can be ended by hand for this reason. The other reasons are set by the server, when a consent, a
/// transfer or the case ends. The reason has to fit the roles of the actor as it does for a referral, because a live
/// referral ends with its share and for the same reason. `so` lists the reasons that the records confirm.
pub(crate) fn may_end(
    period: Period,
    reason: ShareEndReason,
    roles: &[Role],
    so: &[ReferralEndReason],
    at: DateTime<Utc>,
) -> Result<(), Refusal> {
    let Some(of_referral) = of_referral(reason) else {
        let message = "choose SENDER_REQUEST, PROTECTION_HOLD or DATA_PROTECTION; the other reasons are automatic";
        return Err(Refusal::of("reason", RefusalCode::ValueNotAllowed, message));
    };
    answering::may_end(of_referral, None, roles, so)?;
    Refusal::new(RefusalCode::InvalidTransition, "this share is already over").when(period.over(at))
}

/// The end reason of a referral that ends with its share; `None` if nobody can give the reason by hand.
pub(crate) const fn of_referral(reason: ShareEndReason) -> Option<ReferralEndReason> {
    match reason {
        ShareEndReason::SenderRequest => Some(ReferralEndReason::SenderRequest),
        ShareEndReason::ProtectionHold => Some(ReferralEndReason::ProtectionHold),
        ShareEndReason::DataProtection => Some(ReferralEndReason::DataProtection),
        _ => None,
    }
}
