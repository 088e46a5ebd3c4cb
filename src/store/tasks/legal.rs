//! Tasks for a second person: sharing without consent, legal orders, and determinations of the best interest of a child.

use entity::{
    best_interest_determination,
    codes::DataClass,
    legal_order,
    legal_override::{Column as C, Entity},
};
use sea_orm::sea_query::{Cond, Condition, DynIden, ExprTrait, IntoIden, Query};

use super::rows::{DAYS_BEFORE_AN_END, Due, Rows};
use crate::{
    access::action::Action,
    store::{
        access::scope::{Scope, of_case_ordered},
        sql::expression::{alias, column, constant, exists_by_index},
    },
};

/// Overrides of the viewer's organisation that are not over, and on which the viewer may take the action. An override that the
/// viewer knows in masked form only is not among them.
fn overrides(scope: &Scope, t: &DynIden, action: Action) -> Condition {
    Cond::all()
        .add(column(t, C::OrganisationId).eq(scope.viewer.organisation_id))
        .add(column(t, C::ValidUntil).gt(scope.now))
        .add(column(t, C::RefusedAt).is_null())
        .add(column(t, C::EndedAt).is_null())
        .add(scope.referrals_at_home(t, DataClass::OperationalCoarse))
        .add(scope.acted_on(t, C::CaseId, action))
}

fn rows(waits: Condition) -> Rows {
    let (due, since) = (Due::At(C::ValidUntil.into_iden()), C::CreatedAt.into_iden());
    Rows { table: Entity.into_iden(), waits, due, since }
}

pub(super) fn to_decide(scope: &Scope, t: &DynIden, action: Action) -> Rows {
    let waits = overrides(scope, t, action)
        .add(column(t, C::ApprovedAt).is_null())
        .add(column(t, C::RequestedBy).ne(scope.viewer.worker_id));
    rows(waits)
}

pub(super) fn to_renew(scope: &Scope, t: &DynIden, action: Action) -> Rows {
    let renewal = alias("renewal");
    // The case has an index.
    let same_case = column(&renewal, C::CaseId).equals((t.clone(), C::CaseId.into_iden()));
    let renewed = Query::select()
        .expr(constant(1))
        .from_as(Entity, renewal.clone())
        .and_where(same_case)
        .and_where(column(&renewal, C::RenewsId).equals((t.clone(), C::Id.into_iden())))
        .and_where(column(&renewal, C::RefusedAt).is_null())
        .and_where(column(&renewal, C::EndedAt).is_null())
        .cond_where(scope.referrals_at_home(&renewal, DataClass::OperationalCoarse))
        .take();
    let waits = overrides(scope, t, action)
        .add(column(t, C::ApprovedAt).is_not_null())
        .add(column(t, C::ValidUntil).lt(scope.now + chrono::Duration::days(DAYS_BEFORE_AN_END)))
        .add(exists_by_index(renewed).not());
    rows(waits)
}

pub(super) fn orders(scope: &Scope, t: &DynIden, action: Action) -> Rows {
    use legal_order::Column as C;
    let until = || column(t, C::ValidUntil);
    let waits = Cond::all()
        .add(column(t, C::ApprovedAt).is_null())
        .add(column(t, C::EndedAt).is_null())
        .add(until().is_null().or(until().gt(scope.now)))
        .add(column(t, C::RequestedBy).ne(scope.viewer.worker_id))
        .add(of_case_ordered(scope, t, C::CaseId.into_iden()))
        .add(scope.acted_on(t, C::CaseId, action));
    Rows { table: legal_order::Entity.into_iden(), waits, due: Due::Never, since: C::CreatedAt.into_iden() }
}

pub(super) fn determinations(scope: &Scope, t: &DynIden, action: Action) -> Rows {
    use best_interest_determination::{Column as C, Entity};
    let waits = Cond::all()
        .add(column(t, C::Outcome).is_null())
        .add(column(t, C::RequestedBy).ne(scope.viewer.worker_id))
        .add(scope.referrals_at_home(t, DataClass::Protection))
        .add(scope.acted_on(t, C::CaseId, action));
    Rows { table: Entity.into_iden(), waits, due: Due::Never, since: C::CreatedAt.into_iden() }
}
