//! States of a case. Staff change the state of an open case freely; closing and reopening are separate actions. A
//! transfer moves the case to another organisation without changing its state.

use entity::codes::{CaseStatus, CaseStatusGroup, ClosureReason, Coarsens as _, DataClass};

use uuid::Uuid;

use super::refusal::{Refusal, RefusalCode, words_for_other};

/// The states that staff can set on an open case.
pub(crate) const WORKING: &[CaseStatus] = &[CaseStatus::Open, CaseStatus::Active, CaseStatus::OnHold];

/// Refuses work on a closed case.
pub(crate) fn open(status: CaseStatus) -> Result<(), Refusal> {
    match status.coarse() {
        CaseStatusGroup::Open => Ok(()),
        CaseStatusGroup::Closed => Err(Refusal::new(RefusalCode::NotActive, "this case is closed; reopen it first")),
    }
}

/// Whether an action on data of this class sets the last activity of a case. Classes that reveal more than that
/// somebody worked on the case do not, because everybody who reads the last activity would learn of it.
pub(crate) const fn is_activity(class: DataClass) -> bool {
    use DataClass as C;
    matches!(class, C::Operational | C::OperationalCoarse | C::Staff | C::StaffCoarse | C::StaffAssigned)
}

/// Staff can set an open case to a working state or leave it as it is. Closing and reopening are separate actions.
pub(crate) fn work(from: CaseStatus, to: CaseStatus) -> Result<(), Refusal> {
    open(from)?;
    let message = "set a case to OPEN, ACTIVE or ON_HOLD here; closing and reopening are separate actions";
    Refusal::of("status", RefusalCode::InvalidTransition, message).unless(from == to || WORKING.contains(&to))
}

/// The state of a case that is closed for this reason. OTHER needs a note because it says nothing by itself.
pub(crate) fn close(from: CaseStatus, reason: ClosureReason, note: Option<&str>) -> Result<CaseStatus, Refusal> {
    Refusal::new(RefusalCode::InvalidTransition, "this case is already closed").when(open(from).is_err())?;
    words_for_other(reason == ClosureReason::Other, note, "note")?;
    Ok(if reason == ClosureReason::Duplicate { CaseStatus::Duplicate } else { CaseStatus::Closed })
}

/// A duplicate names the case that is continued in its place, and no other case does.
pub(crate) fn duplicate_of(case_id: Uuid, reason: ClosureReason, other: Option<Uuid>) -> Result<(), Refusal> {
    let refusal = |code, message| Err(Refusal::of("duplicateOfId", code, message));
    match (reason == ClosureReason::Duplicate, other) {
        (true, None) => refusal(RefusalCode::ValueRequired, "name the case that is continued in place of this one"),
        (true, Some(other)) if other == case_id => {
            refusal(RefusalCode::ValueNotAllowed, "a case is no duplicate of itself")
        }
        (false, Some(_)) => {
            refusal(RefusalCode::ValueNotAllowed, "only a case that is closed as DUPLICATE names another case")
        }
        (true, Some(_)) | (false, None) => Ok(()),
    }
}

/// The state of a reopened case. An archived or transferred case cannot be reopened.
pub(crate) fn reopen(from: CaseStatus) -> Result<CaseStatus, Refusal> {
    let message = match from {
        CaseStatus::Closed | CaseStatus::Duplicate => return Ok(CaseStatus::Reopened),
        CaseStatus::Archived => "an archived case is kept for the record only; open a new one",
        CaseStatus::Transferred => "this case has gone to another organisation",
        CaseStatus::Intake | CaseStatus::Open | CaseStatus::Active | CaseStatus::OnHold | CaseStatus::Reopened => {
            "this case is already open"
        }
    };
    Err(Refusal::new(RefusalCode::InvalidTransition, message))
}
