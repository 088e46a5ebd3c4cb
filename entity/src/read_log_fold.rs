//! How far the read log is folded into the readers of cases. The table has one row.

use sea_orm::entity::prelude::*;

/// A row of `read_log_folds`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "read_log_folds")]
pub struct Model {
    /// Always 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i32,
    /// The newest entry of the read log that is folded; null before the first one.
    pub read_to: Option<Uuid>,
    /// All entries from before this moment are folded; null until the end of the log was reached once.
    pub complete_until: Option<DateTimeUtc>,
}

plain_entity!();
