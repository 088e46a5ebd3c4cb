//! The household and the relative of a file.

use entity::{
    case,
    codes::{FamilyLinkStatus, FamilyRelation},
    family_link, household, worker,
};
use uuid::Uuid;

use super::rows;

/// A household.
pub fn household() -> household::Model {
    household::Model { id: Uuid::now_v7(), reference: Uuid::now_v7().to_string(), created_at: rows::now() }
}

/// The id of the relative in the file of this case.
pub fn relative_id(case: &case::Model) -> Uuid {
    Uuid::from_u128(case.id.as_u128() ^ 7)
}

/// A relative without a case.
pub fn relative(case: &case::Model, worker: &worker::Model) -> family_link::Model {
    family_link::Model {
        id: relative_id(case),
        case_id: case.id,
        relation: FamilyRelation::Parent,
        relative_case_id: None,
        relative_name: Some("Saran".to_owned()),
        status: FamilyLinkStatus::Claimed,
        grounds: None,
        worker_id: worker.id,
        decided_by: None,
        decided_on: None,
        created_at: rows::now(),
        version: 1,
    }
}
