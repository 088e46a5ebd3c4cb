//! The statistics that an organisation has received: the memory of the differencing guard. No statistic is released
//! without a row here, unless the organisation may read every row behind it.

use sea_orm::entity::prelude::*;

use crate::codes::StatisticsSubject;

/// A row of `statistics_told`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "statistics_told")]
pub struct Model {
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The organisation that received it.
    pub organisation_id: Uuid,
    /// The counted subject.
    pub subject: StatisticsSubject,
    /// The people it is about: the values of each dimension, in a canonical form.
    pub about: String,
    /// Lower limit of the number of people.
    pub people: i64,
    /// The number of counted rows.
    pub amount: i64,
    /// The released values by measure; empty for values that follow from other rows.
    pub told: Json,
    /// When it was released.
    pub told_at: DateTimeUtc,
}

plain_entity!();
