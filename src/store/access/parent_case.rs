//! The case that a row belongs to, as a condition on the row.

use entity::case;
use sea_orm::sea_query::{Cond, Condition, DynIden, ExprTrait, IntoIden, Query};

use crate::store::sql::expression::{alias, column, constant, exists_by_index};

/// The alias of the case in [`of_case`].
pub const CASE: &str = "of_case";

/// "The case of this row, under the alias [`CASE`], fulfils the condition."
pub fn of_case(row: &DynIden, case_id: impl IntoIden, so: Condition) -> Condition {
    let case = alias(CASE);
    let parent = Query::select()
        .expr(constant(1))
        .from_as(case::Entity, case.clone())
        .and_where(column(&case, case::Column::Id).equals((row.clone(), case_id.into_iden())))
        .cond_where(so)
        .take();
    Cond::all().add(exists_by_index(parent))
}
