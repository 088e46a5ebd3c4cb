//! Best-interest determinations of children. The protection officer decides them before any consent.

use chrono::Duration;
use entity::{
    best_interest_determination,
    codes::{BestInterestOutcome, DataClass, Purpose},
};
use uuid::Uuid;

use super::case_file::CaseFile;
use crate::draw::Draw;

/// Whether nobody can consent for this child, so that a best-interest determination does.
pub const fn alone(file: &CaseFile) -> bool {
    file.profile.child && file.profile.alone
}

/// The determination of the protection officer, made before any consent.
pub fn determined(
    draw: &mut Draw,
    file: &CaseFile,
    purpose: Purpose,
    receiver_id: Uuid,
) -> best_interest_determination::Model {
    let at = file.posting.opened_at + Duration::minutes(5);
    best_interest_determination::Model {
        id: draw.id(at),
        case_id: file.case.id,
        purpose,
        receiver_id: Some(receiver_id),
        grounds: "Alone and without a guardian. The child was heard and agrees.".to_owned(),
        inference_class: DataClass::Protection,
        emergency_care: false,
        requested_by: file.posting.assigned.id,
        outcome: Some(BestInterestOutcome::InFavour),
        reason: Some("It helps the child, and nothing speaks against it.".to_owned()),
        decided_by: Some(file.posting.protection.id),
        decided_at: Some(at + Duration::minutes(10)),
        created_at: at,
        version: 2,
    }
}
