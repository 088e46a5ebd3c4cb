//! Tasks about transfers: of the side that gives the case, and of the side that takes it. Between two centres of one
//! organisation the viewer's own centres decide for which side the viewer acts.

use entity::{
    codes::{DataClass, Relation, TransferState},
    transfer::{Column as C, Entity},
};
use sea_orm::sea_query::{Cond, Condition, DynIden, Expr, ExprTrait, IntoIden};

use super::rows::{Due, Rows};
use crate::{
    access::action::Action,
    store::{
        access::scope::Scope,
        sql::expression::{code, column},
    },
};

fn rows(waits: Condition, since: C) -> Rows {
    Rows { table: Entity.into_iden(), waits, due: Due::Never, since: since.into_iden() }
}

/// "The transfer is in this state, and the viewer works at this side of it."
fn at_side(scope: &Scope, t: &DynIden, (side, centre): (C, C), state: TransferState) -> Condition {
    let within = column(t, C::FromOrganisationId).equals((t.clone(), C::ToOrganisationId.into_iden()));
    Cond::all()
        .add(column(t, side).eq(scope.viewer.organisation_id))
        .add(column(t, C::State).eq(code(&state)))
        .add(within.not().or(scope.own_centre(&column(t, centre))))
        .add(scope.transfers(t, DataClass::OperationalCoarse))
}

const GIVES: (C, C) = (C::FromOrganisationId, C::FromCentreId);
const TAKES: (C, C) = (C::ToOrganisationId, C::ToCentreId);

/// "Another person than the viewer took this step, or nobody did."
fn not_me(scope: &Scope, t: &DynIden, step: C) -> Expr {
    column(t, step).is_null().or(column(t, step).ne(scope.viewer.worker_id))
}

pub(super) fn to_approve(scope: &Scope, t: &DynIden, action: Action) -> Rows {
    let waits = at_side(scope, t, GIVES, TransferState::Proposed)
        .add(not_me(scope, t, C::ProposedBy))
        .add(scope.acted_on(t, C::CaseId, action));
    rows(waits, C::CreatedAt)
}

pub(super) fn to_offer(scope: &Scope, t: &DynIden, action: Action) -> Rows {
    let waits = at_side(scope, t, GIVES, TransferState::ManagerApproved).add(scope.acted_on(t, C::CaseId, action));
    rows(waits, C::CreatedAt)
}

pub(super) fn to_answer(scope: &Scope, t: &DynIden, action: Action) -> Rows {
    let offered = scope.acted_on_as_receiver(t, C::CaseId, (&[Relation::ReferralPending], action));
    let waits = [C::ProposedBy, C::ApprovedBy, C::OfferedBy]
        .into_iter()
        .fold(at_side(scope, t, TAKES, TransferState::Offered), |all, step| all.add(not_me(scope, t, step)))
        .add(Cond::any().add(offered).add(scope.acted_on(t, C::CaseId, action)));
    rows(waits, C::OfferedAt)
}

pub(super) fn to_hand_over(scope: &Scope, t: &DynIden, action: Action) -> Rows {
    let known = || scope.transfers(t, DataClass::Operational);
    let home = || scope.acted_on(t, C::CaseId, action);
    // The giving organisation acts through its closing share, from the centre that gave the case.
    let gave = Cond::all().add(scope.own_centre(&column(t, C::FromCentreId))).add(scope.acted_on_as_receiver(
        t,
        C::CaseId,
        (&[Relation::ReferralActive], action),
    ));
    let side = |ends, confirmed: C, by: C, other: C, may: Condition| {
        // A side that may not read the confirmations knows its own step only.
        let told = Cond::all().add(column(t, confirmed).is_not_null()).add(known()).not();
        at_side(scope, t, ends, TransferState::Accepted)
            .add(told)
            .add(not_me(scope, t, by))
            .add(not_me(scope, t, other))
            .add(may)
    };
    let (sender, receiver) = (C::SenderConfirmedBy, C::ReceiverConfirmedBy);
    let gives = side(GIVES, C::SenderConfirmedAt, sender, receiver, Cond::any().add(gave).add(home()));
    let takes = side(TAKES, C::ReceiverConfirmedAt, receiver, sender, Cond::all().add(home()));
    rows(Cond::any().add(gives).add(takes), C::DecidedAt)
}
