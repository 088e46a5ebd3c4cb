//! Where a case may stand: while it is open the staff moves it freely, closing and reopening are steps of their own. Going
//! to another organisation is a transfer, which keeps the case as it stands.

use entity::codes::{CaseStatus, CaseStatusGroup, ClosureReason, Coarsens as _, DataClass};

use super::refusal::{Refusal, RefusalCode, words_for_other};

/// The states that staff can set on an open case.
pub const WORKING: &[CaseStatus] = &[CaseStatus::Open, CaseStatus::Active, CaseStatus::OnHold];

/// Only an open case is worked on.
pub fn open(status: CaseStatus) -> Result<(), Refusal> {
    match status.coarse() {
        CaseStatusGroup::Open => Ok(()),
        CaseStatusGroup::Closed => Err(Refusal::new(RefusalCode::NotActive, "this case is closed; reopen it first")),
    }
}

/// Whether what was done counts as work of the staff on the case. What tells more than that somebody worked on it does not:
/// those who read when the staff last did need not know of it.
#[must_use]
pub const fn is_activity(class: DataClass) -> bool {
    use DataClass as C;
    matches!(class, C::Operational | C::OperationalCoarse | C::Staff | C::StaffCoarse)
}

/// An open case becomes open, active or on hold; it stays as it is, or it is closed and reopened by a step of its own.
pub fn work(from: CaseStatus, to: CaseStatus) -> Result<(), Refusal> {
    open(from)?;
    if from == to || WORKING.contains(&to) {
        return Ok(());
    }
    let message = "set a case to OPEN, ACTIVE or ON_HOLD here; closing and reopening are steps of their own";
    Err(Refusal::of("status", RefusalCode::InvalidTransition, message))
}

/// The state of a case that is closed for this reason. OTHER says nothing by itself, so it needs a note.
pub fn close(from: CaseStatus, reason: ClosureReason, note: Option<&str>) -> Result<CaseStatus, Refusal> {
    if open(from).is_err() {
        return Err(Refusal::new(RefusalCode::InvalidTransition, "this case is closed already"));
    }
    words_for_other(reason == ClosureReason::Other, note, "note")?;
    Ok(if reason == ClosureReason::Duplicate { CaseStatus::Duplicate } else { CaseStatus::Closed })
}

/// The state of a case that is opened again. What was archived, or has gone to another organisation, stays so.
pub fn reopen(from: CaseStatus) -> Result<CaseStatus, Refusal> {
    let message = match from {
        CaseStatus::Closed | CaseStatus::Duplicate => return Ok(CaseStatus::Reopened),
        CaseStatus::Archived => "an archived case is kept for the record only; open a new one",
        CaseStatus::Transferred => "this case has gone to another organisation",
        CaseStatus::Intake | CaseStatus::Open | CaseStatus::Active | CaseStatus::OnHold | CaseStatus::Reopened => {
            "this case is open already"
        }
    };
    Err(Refusal::new(RefusalCode::InvalidTransition, message))
}
