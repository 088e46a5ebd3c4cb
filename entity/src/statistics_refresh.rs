//! How far the statistics counts follow the changes. The table has one row.

use sea_orm::entity::prelude::*;

/// A row of `statistics_refreshes`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "statistics_refreshes")]
pub struct Model {
    /// Always 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i32,
    /// Changes up to this moment are counted.
    pub counted_until: DateTimeUtc,
    /// The nationalities that occur, as a list.
    pub nationalities: Json,
    /// The version of the counts, a new id after each recount; null for counts that are older than this column.
    pub version: Option<Uuid>,
    /// The months that could not be counted, each with its source. The next refresh tries them again.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub uncounted: Option<Json>,
    /// The time zones of the counts: those of all ordinary centres, by their ids. Null for counts that are older than this column.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub zones: Option<Json>,
}

plain_entity!();
