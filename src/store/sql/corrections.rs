//! Which rows are in force: those that no correction closed. This is the only place that says so. A statement of the store
//! that reads a table with corrections takes its condition from here, and a list takes it from its edge.

use entity::{codes::CorrectionKind, correction};
use sea_orm::{
    EntityTrait, QueryFilter, Select,
    sea_query::{DynIden, Expr, ExprTrait, IntoIden, Query},
};

use super::expression::{alias, code, column, constant};

/// The column of a row that names the correction that closed it.
pub(crate) const CORRECTION_ID: &str = "correction_id";

/// "The row under this alias is in force."
pub(crate) fn in_force(row: &DynIden) -> Expr {
    column(row, CORRECTION_ID).is_null()
}

/// "A correction closed the row under this alias."
pub(crate) fn closed(row: &DynIden) -> Expr {
    column(row, CORRECTION_ID).is_not_null()
}

/// "The row under this alias is in force, or was true until it ended." What it says about the past still counts.
pub(crate) fn once_true(row: &DynIden) -> Expr {
    use correction::Column as C;
    let closed_by = alias("closed_by");
    let ended = Query::select()
        .expr(constant(1))
        .from_as(correction::Entity, closed_by.clone())
        .and_where(column(&closed_by, C::Id).equals((row.clone(), CORRECTION_ID)))
        .and_where(column(&closed_by, C::Kind).eq(code(&CorrectionKind::Ended)))
        .take();
    in_force(row).or(Expr::exists(ended))
}

/// Limits a selection to the rows in force.
pub(crate) trait InForce {
    /// Only rows in force.
    fn in_force(self) -> Self;

    /// Only rows that are or were true: see [`once_true`].
    fn once_true(self) -> Self;
}

impl<E: EntityTrait> InForce for Select<E> {
    fn in_force(self) -> Self {
        self.filter(in_force(&E::default().into_iden()))
    }

    fn once_true(self) -> Self {
        self.filter(once_true(&E::default().into_iden()))
    }
}
