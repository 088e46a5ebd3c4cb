//! What is in the best interest of a child: one worker asks, a protection officer decides. The rules are
//! `rules::best_interest`; consents, overrides and consular gates rest on a decision in favour.

mod decide_best_interest_determination;
mod request_best_interest_determination;

pub use self::{
    decide_best_interest_determination::DecideBestInterestDetermination,
    request_best_interest_determination::RequestBestInterestDetermination,
};

use entity::best_interest_determination;
use uuid::Uuid;

use crate::store::change::Done;

/// What was done to a determination.
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
