//! The newest position of a change of a case. There is one row; who gives positions locks it.

use sea_orm::entity::prelude::*;

/// The row of `case_change_positions`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "case_change_positions")]
pub struct Model {
    /// Always 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i32,
    /// The newest position that was given; 0 if none was.
    pub newest: i64,
}

plain_entity!();
