//! Verbs on a consent.

mod authority;
mod newest_word;
mod record_consent;
mod resting;
mod time;
mod withdraw_consent;

pub(super) use self::{
    authority::{end_unauthorised, end_undetermined, end_without_guardian},
    resting::{follow, settle},
};
pub use self::{record_consent::RecordConsent, time::end_due, withdraw_consent::WithdrawConsent};
