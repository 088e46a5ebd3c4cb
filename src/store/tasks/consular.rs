//! Tasks about consular requests: of the protection officer and of the consular desk.

use entity::{
    case,
    codes::{ConsularState, InterviewSide, NationalityBasis},
    consular_request::{Column as C, Entity},
    nationality,
};
use sea_orm::{
    JoinType,
    sea_query::{Cond, Condition, DynIden, ExprTrait, IntoIden, Query},
};

use super::rows::{Due, Rows};
use crate::{
    access::action::Action,
    store::{
        access::{
            parent_case::{CASE, of_case},
            scope::Scope,
        },
        consular::desk::visible,
        sql::{
            corrections::in_force,
            expression::{alias, code, column, constant, exists_by_index},
        },
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

/// Requests to which the consulate said that the nationality is its own, while the file does not say so.
pub(super) fn nationalities(scope: &Scope, t: &DynIden, action: Action) -> Rows {
    use ConsularState as S;
    use nationality::Column as N;
    let open = column(&alias(CASE), case::Column::PriorityRank).is_not_null();
    let (recorded, of) = (alias("recorded"), alias("of_request"));
    let known = Query::select()
        .expr(constant(1))
        .from_as(case::Entity, of.clone())
        .join_as(
            JoinType::InnerJoin,
            nationality::Entity,
            recorded.clone(),
            column(&recorded, N::PersonId).equals((of.clone(), case::Column::PersonId)),
        )
        .and_where(column(&of, case::Column::Id).equals((t.clone(), C::CaseId.into_iden())))
        .and_where(column(&recorded, N::Country).equals((t.clone(), C::Country.into_iden())))
        .and_where(column(&recorded, N::Basis).eq(code(&NationalityBasis::Confirmed)))
        .and_where(in_force(&recorded))
        .take();
    let confirmed = [S::NationalityConfirmed, S::DocumentInProduction, S::Issued, S::Delivered, S::Used];
    let waits = requests(scope, t, action, &confirmed)
        .add(of_case(t, C::CaseId, Cond::all().add(open)))
        .add(exists_by_index(known).not());
    rows(waits, Due::Never)
}
