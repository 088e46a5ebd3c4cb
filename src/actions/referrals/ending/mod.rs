//! Early ends of a referral: by the sender, by a supervisor, with its consent or override, or with its case.

mod cancel_referral;
mod mark_entered_in_error;
mod revoke_all;
mod revoke_referral;

pub(in crate::actions) use self::revoke_all::{rest_until, revoke};
pub use self::{
    cancel_referral::CancelReferral,
    mark_entered_in_error::MarkEnteredInError,
    revoke_all::{end_with_ground, revoke_referrals_of_case},
    revoke_referral::RevokeReferral,
};
