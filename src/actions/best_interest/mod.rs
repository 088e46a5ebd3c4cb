//! Best-interest determinations of children: one worker requests, a protection officer decides. The rules are in
//! `rules::best_interest`. Consents, legal overrides and consular gates for a child need a decision in favour.

mod decide_best_interest_determination;
mod request_best_interest_determination;

pub use self::{
    decide_best_interest_determination::DecideBestInterestDetermination,
    request_best_interest_determination::RequestBestInterestDetermination,
};

use entity::best_interest_determination;
use uuid::Uuid;

use crate::store::write::change_log::Done;

/// The change record of a determination.
fn done(row: &best_interest_determination::Model, owner: Uuid, changed: Vec<&'static str>) -> Done {
    Done {
        id: row.id,
        subject_type: "best_interest_determinations",
        case_id: row.case_id,
        organisation_id: owner,
        version: Some(row.version),
        changed,
    }
}
