//! The case that a row belongs to, as a condition on the row.

use entity::case;
use sea_orm::sea_query::{Cond, Condition, DynIden, ExprTrait, IntoIden};

use crate::store::sql::expression::{alias, column, constant, exists_by_index, selected};

/// The alias of the case in [`of_case`].
pub const CASE: &str = "of_case";

/// "The case of this row, under the alias [`CASE`], fulfils the condition."
pub fn of_case(row: &DynIden, case_id: impl IntoIden, so: Condition) -> Condition {
    let case = alias(CASE);
    let of_row = Cond::all().add(column(&case, case::Column::Id).equals((row.clone(), case_id.into_iden())));
    let parent = selected(case::Entity, &case, [of_row, so]).expr(constant(1)).take();
    Cond::all().add(exists_by_index(parent))
}
