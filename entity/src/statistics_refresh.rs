//! How far the counts of statistics follow the changes: one row.

use sea_orm::entity::prelude::*;

/// A row of `statistics_refreshes`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "statistics_refreshes")]
pub struct Model {
    /// Always 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i32,
    /// The moment up to which changes are counted.
    pub counted_until: DateTimeUtc,
    /// The nationalities that occur, as a list.
    pub nationalities: Json,
    /// The version of the counts: a new one whenever some were counted anew; none of counts from before there were versions.
    pub version: Option<Uuid>,
    /// The months that could not be counted, each with its source; they are tried again.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub uncounted: Option<Json>,
}

/// None: the store writes its own joins.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
