//! People who travel together. A person has one household at a time.

use entity::codes::HouseholdRole;
use uuid::Uuid;

use super::refusal::{Refusal, RefusalCode};

/// A case and its place in a household.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Member {
    /// The case.
    pub case_id: Uuid,
    /// The person.
    pub person_id: Uuid,
    /// The household of the case, if it has one.
    pub household_id: Option<Uuid>,
    /// What the person is to the head of the household.
    pub role: Option<HouseholdRole>,
}

/// A case joins the household of another case. Only the other case is looked at, and none of the further members: a refusal would
/// tell of a member whom the worker may not know.
pub(crate) fn join(case: Member, other: Member, role: HouseholdRole) -> Result<(), Refusal> {
    let refusal = |field, message| Refusal::of(field, RefusalCode::ValueNotAllowed, message);
    refusal("otherCaseId", "nobody joins their own household; name another case")
        .when(case.case_id == other.case_id)?;
    refusal("otherCaseId", "the two cases are of one person").when(case.person_id == other.person_id)?;
    let head = other.household_id.is_none() || other.role == Some(HouseholdRole::Head);
    refusal("role", "the other case is the head of the household").when(head && role == HouseholdRole::Head)?;
    let message = "this case has a household already; it has to leave that first";
    Refusal::new(RefusalCode::InvalidTransition, message).when(case.household_id.is_some())
}

/// A case leaves its household.
pub(crate) fn leave(case: Member) -> Result<(), Refusal> {
    Refusal::new(RefusalCode::InvalidTransition, "this case has no household").when(case.household_id.is_none())
}
