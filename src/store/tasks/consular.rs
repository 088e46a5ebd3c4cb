//! Tasks about consular requests: of the protection officer and of the consular desk.

use entity::{
    codes::{ConsularState, InterviewSide},
    consular_request::{Column as C, Entity},
};
use sea_orm::sea_query::{Cond, Condition, DynIden, ExprTrait, IntoIden};

use super::rows::{Due, Rows};
use crate::{
    access::action::Action,
    store::{
        access::scope::Scope,
        consular::desk::visible,
        sql::expression::{code, column},
    },
};

/// Requests of the viewer's organisation in these states, on which the viewer may take the action. A request on hold is in
/// none of them.
fn requests(scope: &Scope, t: &DynIden, action: Action, states: &[ConsularState]) -> Condition {
    Cond::all()
        .add(column(t, C::OrganisationId).eq(scope.viewer.organisation_id))
        .add(column(t, C::State).is_in(states.iter().map(code)))
        .add(visible(scope, t))
        .add(scope.acted_on(t, C::CaseId, action))
}

fn rows(waits: Condition, due: Due) -> Rows {
    Rows { table: Entity.into_iden(), waits, due, since: C::CreatedAt.into_iden() }
}

pub(super) fn to_screen(scope: &Scope, t: &DynIden, action: Action) -> Rows {
    let states = [ConsularState::Draft, ConsularState::ProtectionScreening];
    let waits = requests(scope, t, action, &states)
        .add(column(t, C::Cleared).not())
        .add(column(t, C::DraftedBy).ne(scope.viewer.worker_id));
    rows(waits, Due::Never)
}

pub(super) fn questions(scope: &Scope, t: &DynIden, action: Action) -> Rows {
    rows(requests(scope, t, action, &[ConsularState::MoreInfoRequired]), Due::Never)
}

pub(super) fn interviews(scope: &Scope, t: &DynIden, action: Action) -> Rows {
    // As `rules::consular::questions::may_agree`: an interview without a side was proposed by the consulate.
    let by = || column(t, C::InterviewBy);
    let theirs = by().is_null().or(by().ne(code(&InterviewSide::Requester)));
    let waits = requests(scope, t, action, &[ConsularState::InterviewProposed]).add(theirs);
    rows(waits, Due::At(C::InterviewAt.into_iden()))
}
