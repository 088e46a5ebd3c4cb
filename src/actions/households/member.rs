//! A case as the rules of households see it.

use entity::case;

use crate::rules::household::Member;

/// The case as the rules of households see it.
pub(super) fn member(case: &case::Model) -> Member {
    Member { case_id: case.id, person_id: case.person_id, household_id: case.household_id, role: case.household_role }
}
