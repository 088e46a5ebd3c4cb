//! Which readings of a case a viewer may know of: those of colleagues with the worker, those of other organisations without, and
//! both only by a way of which the viewer may know today. It is the rule of `known_to`, for the past.

use entity::{
    case,
    case_reading::Column as C,
    codes::{DataClass, ReadingWay, TransferState},
    read_log_fold, referral, share, transfer, worker,
};
use sea_orm::sea_query::{Cond, Condition, DynIden, Expr, ExprTrait, IntoIden, IntoTableRef, Query, SelectStatement};

use super::scope::Scope;
use crate::store::sql::expression::{alias, code, column, constant, exists_by_index};

/// The name by which a reading asks for the name of its worker, which is no column of it.
pub(crate) const READER_NAME: &str = "reader_name";

/// The name by which a case asks up to when its readers are complete, which is no column of it.
pub(crate) const READERS_COMPLETE_UNTIL: &str = "readers_complete_until";

/// The class of a share, referral or transfer of which the viewer has to know. In masked form it names no organisation.
const KNOWN: DataClass = DataClass::Operational;

/// The readings of a case that the viewer may know of.
pub(crate) fn visible(scope: &Scope, reading: &DynIden) -> Condition {
    let of = |name: C| column(reading, name);
    let mine = scope.viewer.organisation_id;
    let colleague = of(C::OrganisationId).eq(mine).and(of(C::WorkerId).is_not_null());
    let other = of(C::OrganisationId).ne(mine).and(of(C::WorkerId).is_null());
    let source = alias("source");
    let by = |way: ReadingWay| of(C::Way).eq(code(&way));
    let by_source = |way, table, so| Cond::all().add(by(way)).add(source_of(reading, table, so));
    let share = by_source(ReadingWay::Share, share::Entity.into_table_ref(), scope.shares(&source, KNOWN));
    let referrals = scope.referrals_at_home(&source, KNOWN);
    let referral = by_source(ReadingWay::Referral, referral::Entity.into_table_ref(), referrals);
    let transfer = by_source(ReadingWay::Transfer, transfer::Entity.into_table_ref(), scope.transfers(&source, KNOWN));
    let owner = Cond::all()
        .add(by(ReadingWay::Owner))
        .add(Cond::any().add(owns_now(reading)).add(exists_by_index(left_by(scope, reading))));
    Cond::all().add(colleague.or(other)).add(Cond::any().add(owner).add(share).add(referral).add(transfer))
}

/// "The source of the reading in this table fulfils the condition."
fn source_of(reading: &DynIden, table: impl IntoTableRef, so: Condition) -> Expr {
    let source = alias("source");
    let statement = Query::select()
        .expr(constant(1))
        .from_as(table, source.clone())
        .and_where(column(&source, "id").equals((reading.clone(), C::SourceId.into_iden())))
        .cond_where(so)
        .take();
    exists_by_index(statement)
}

/// "The organisation of the reading owns the case."
fn owns_now(reading: &DynIden) -> Expr {
    let owned = alias("owned");
    let statement = Query::select()
        .expr(constant(1))
        .from_as(case::Entity, owned.clone())
        .and_where(column(&owned, case::Column::Id).equals((reading.clone(), C::CaseId.into_iden())))
        .and_where(
            column(&owned, case::Column::OrganisationId).equals((reading.clone(), C::OrganisationId.into_iden())),
        )
        .take();
    exists_by_index(statement)
}

/// The transfers of which the viewer may know and by which the organisation of the reading gave the case away.
fn left_by(scope: &Scope, reading: &DynIden) -> SelectStatement {
    use transfer::Column as T;
    let source = alias("source");
    let same = |of: T, there: C| column(&source, of).equals((reading.clone(), there.into_iden()));
    Query::select()
        .expr(constant(1))
        .from_as(transfer::Entity, source.clone())
        .and_where(same(T::CaseId, C::CaseId))
        .and_where(same(T::FromOrganisationId, C::OrganisationId))
        .and_where(
            column(&source, T::State).is_in([TransferState::Accepted, TransferState::HandedOver].iter().map(code)),
        )
        .cond_where(scope.transfers(&source, KNOWN))
        .take()
}

impl Scope {
    /// The column of a reading under this alias. The list shows a worker only to colleagues.
    pub(in crate::store) fn column_of_reading(reading: &DynIden, name: &DynIden) -> Expr {
        if name.inner() != READER_NAME {
            return column(reading, name.clone());
        }
        let reader = alias("reader");
        let statement = Query::select()
            .column((reader.clone(), worker::Column::DisplayName))
            .from_as(worker::Entity, reader.clone())
            .and_where(column(&reader, worker::Column::Id).equals((reading.clone(), C::WorkerId.into_iden())))
            .take();
        Expr::SubQuery(None, Box::new(statement.into()))
    }
}

/// The moment up to which the readers of all cases are complete.
pub(super) fn complete_until() -> Expr {
    let fold = alias("fold");
    let statement = Query::select()
        .column((fold.clone(), read_log_fold::Column::CompleteUntil))
        .from_as(read_log_fold::Entity, fold.clone())
        .and_where(column(&fold, read_log_fold::Column::Id).eq(constant(1)))
        .take();
    Expr::SubQuery(None, Box::new(statement.into()))
}
