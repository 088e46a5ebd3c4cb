//! Verbs on a consent.

mod authority;
mod newest_word;
mod record_consent;
mod resting;
mod time;
mod withdraw_consent;

pub use self::time::end_due;
pub(super) use self::{
    authority::{end_unauthorised, end_undetermined, end_unfounded},
    resting::{follow, settle},
};
use crate::actions::Each;

/// Makes something of every verb of this folder.
pub(crate) fn verbs<E: Each>() -> Vec<E::Made> {
    vec![E::of::<record_consent::RecordConsentInput>(), E::of::<withdraw_consent::WithdrawConsentInput>()]
}
