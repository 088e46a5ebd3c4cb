//! `CapacityAssessment`: an assessment of whether an adult can decide about their own data.

use entity::{
    capacity_assessment::{Column as C, Entity},
    codes::{CapacityOutcome, DataClass as D},
};
use sea_orm::{
    prelude::{Date, DateTimeUtc},
    sea_query::IntoIden,
};

use super::{CapacityAssessment, Worker, correction::closed_by};
use crate::{
    graphql::record::{
        fields::{code, one, part_id, plain},
        table::{Table, record},
    },
    store::access::row_access::Access,
};

record!(CapacityAssessment, table);

fn table() -> Table {
    Table {
        name: "CapacityAssessment",
        doc: "An assessment of whether an adult can decide about their own data, made by a qualified person.",
        from: Entity.into_iden(),
        key: C::Id.into_iden(),
        access: Access::Inherited,
        fields: vec![
            part_id::<CapacityAssessment>(D::Protection, C::Id),
            code::<CapacityOutcome>(D::Protection, C::Outcome, "The result of the assessment."),
            plain::<Date>(D::Protection, C::AssessedOn, "The day of the assessment."),
            plain::<Date>(D::Protection, C::ValidUntil, "The last day on which the assessment is valid."),
            plain::<String>(D::Protection, C::Reason, "The reason for the result."),
            one::<Worker>(D::Staff, C::WorkerId, "The worker who recorded the assessment."),
            plain::<DateTimeUtc>(D::Protection, C::CreatedAt, "When it was recorded."),
            closed_by(D::Protection),
        ],
    }
}
