//! What an organisation has been told: the memory of the differencing guard. No statistic is told without a line here, unless
//! the organisation may read every row behind it.

use sea_orm::entity::prelude::*;

use crate::codes::StatisticsSubject;

/// A row of `statistics_told`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "statistics_told")]
pub struct Model {
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Who was told.
    pub organisation_id: Uuid,
    /// What was counted.
    pub subject: StatisticsSubject,
    /// The people meant: for each dimension the values, in one spelling.
    pub about: String,
    /// How many people they were at least.
    pub people: i64,
    /// How many were counted.
    pub amount: i64,
    /// The values told, by measure; empty for what follows from others.
    pub told: Json,
    /// When.
    pub told_at: DateTimeUtc,
}

/// None: the store writes its own joins.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
