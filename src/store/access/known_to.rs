//! Which standings to a case a viewer may know of: those whose referral, transfer or share it may know of. A share in
//! masked form has no standing, because the standing names its organisation.

use entity::{codes::DataClass, referral, share, standing::Column as C, transfer};
use sea_orm::sea_query::{Cond, Condition, DynIden, ExprTrait, IntoIden, IntoTableRef, Query};

use super::scope::{Scope, of_case_at_home};
use crate::store::sql::expression::{alias, column, constant, exists_by_index};

/// The standings in force of a case that the viewer may know of, for edges.
pub(crate) fn visible(scope: &Scope, standing: &DynIden) -> Condition {
    let until = || column(standing, C::UntilAt);
    let source = alias("source");
    let class = DataClass::Operational;
    let share = source_of(standing, C::ShareId, share::Entity, scope.shares(&source, class));
    let referral = source_of(standing, C::SourceId, referral::Entity, scope.referrals_at_home(&source, class));
    let transfer = source_of(standing, C::SourceId, transfer::Entity, scope.transfers(&source, class));
    Cond::all()
        .add(until().is_null().or(until().gt(scope.now)))
        .add(of_case_at_home(scope, standing, C::CaseId.into_iden()))
        .add(Cond::any().add(share).add(referral).add(transfer))
}

/// "The row of this table that gives the standing fulfils the condition."
fn source_of(standing: &DynIden, key: C, table: impl IntoTableRef, so: Condition) -> sea_orm::sea_query::Expr {
    let source = alias("source");
    let statement = Query::select()
        .expr(constant(1))
        .from_as(table, source.clone())
        .and_where(column(&source, "id").equals((standing.clone(), key.into_iden())))
        .cond_where(so)
        .take();
    exists_by_index(statement)
}
