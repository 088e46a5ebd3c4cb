//! `CapacityAssessment`: whether an adult can decide about their own data.

use std::sync::LazyLock;

use entity::{
    capacity_assessment::{Column as C, Entity},
    codes::{CapacityOutcome, DataClass as D},
};
use sea_orm::{
    prelude::{Date, DateTimeUtc},
    sea_query::IntoIden,
};

use super::Worker;
use crate::{
    graphql::record::table::{Record, Table, code, one, plain},
    store::facts::Access,
};

/// The record type.
#[derive(Debug)]
pub struct CapacityAssessment;

impl Record for CapacityAssessment {
    fn table() -> &'static Table {
        static TABLE: LazyLock<Table> = LazyLock::new(|| Table {
            name: "CapacityAssessment",
            doc: "Whether an adult can decide about their own data, as somebody qualified assessed it.",
            from: Entity.into_iden(),
            key: C::Id.into_iden(),
            access: Access::Inherited,
            fields: vec![
                code::<CapacityOutcome>("outcome", D::Protection, C::Outcome, "What came of it."),
                plain::<Date>("assessedOn", D::Protection, C::AssessedOn, "The day of the assessment."),
                plain::<Date>("validUntil", D::Protection, C::ValidUntil, "The last day on which it counts."),
                plain::<String>("reason", D::Protection, C::Reason, "Why."),
                one::<Worker>("worker", D::Staff, C::WorkerId, "Who assessed it."),
                plain::<DateTimeUtc>("createdAt", D::Protection, C::CreatedAt, "When it was written down."),
            ],
        });
        &TABLE
    }
}
