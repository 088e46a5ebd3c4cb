//! Which rows are in force: those that no correction closed. This is the only place that says so. A statement of the store
//! that reads a table with corrections takes its condition from here, and a list takes it from its edge.

use sea_orm::{
    EntityTrait, QueryFilter, Select,
    sea_query::{DynIden, Expr, ExprTrait, IntoIden},
};

use super::expression::column;

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

/// Limits a selection to the rows in force.
pub(crate) trait InForce {
    /// Only rows in force.
    fn in_force(self) -> Self;
}

impl<E: EntityTrait> InForce for Select<E> {
    fn in_force(self) -> Self {
        self.filter(in_force(&E::default().into_iden()))
    }
}
