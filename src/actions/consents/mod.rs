//! What people do with a consent.

mod record_consent;
mod withdraw_consent;

pub use self::{record_consent::RecordConsent, withdraw_consent::WithdrawConsent};

use entity::consent;

use crate::store::change::Done;

/// What was done to a consent.
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
