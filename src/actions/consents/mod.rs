//! Verbs on a consent.

mod authority;
mod newest_word;
mod record_consent;
mod resting;
mod time;
mod withdraw_consent;

pub(super) use self::{
    authority::{end_unauthorised, end_undetermined, end_without_guardian},
    resting::settle,
};
pub use self::{record_consent::RecordConsent, time::end_due, withdraw_consent::WithdrawConsent};

use entity::consent;

use crate::store::write::change_log::Done;

/// The change record of a consent.
pub(super) fn done(consent: &consent::Model, owner: uuid::Uuid, changed: Vec<&'static str>) -> Done {
    Done {
        id: consent.id,
        subject_type: "consents",
        case_id: consent.case_id,
        organisation_id: owner,
        version: Some(consent.version),
        changed,
    }
}
