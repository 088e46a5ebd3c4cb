//! A protection or medical officer writes down whether an adult can decide about their own data. Only then does somebody else
//! consent for an adult.

use async_graphql::InputObject;
use entity::{
    capacity_assessment, case,
    codes::{CapacityOutcome, DataClass as D},
};
use sea_orm::{ActiveModelTrait, IntoActiveModel, prelude::Date};
use uuid::Uuid;

use crate::{
    access::{action::Action, directive::holds},
    actions::Verb,
    global_id::Id,
    rules::{
        self,
        capacity::may_record,
        text::{self, TextKind},
    },
    store::change::{Act, Change, Done, Stop},
};

/// Record an assessment of capacity.
#[derive(Debug)]
pub struct RecordCapacityAssessment;

/// Whether an adult can decide, and why.
#[derive(Clone, Debug, InputObject)]
pub struct RecordCapacityAssessmentInput {
    /// The case.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub case: Id<case::Entity>,
    /// What came of it.
    #[graphql(directive = holds::apply(D::ProtectionCoarse))]
    pub outcome: CapacityOutcome,
    /// The day of the assessment.
    #[graphql(directive = holds::apply(D::ProtectionCoarse))]
    pub assessed_on: Date,
    /// Why.
    #[graphql(directive = holds::apply(D::ProtectionCoarse))]
    pub reason: String,
    /// The last day on which it counts, a year after the assessment at most.
    #[graphql(directive = holds::apply(D::ProtectionCoarse))]
    pub valid_until: Date,
}

impl Act for RecordCapacityAssessment {
    const ACTION: Action = Action::RecordCapacityAssessment;
    type Subject = case::Model;
}

impl Verb for RecordCapacityAssessment {
    const DOC: &'static str =
        "Record whether an adult can decide about their own data; only then may a guardian consent for one.";
    type Input = RecordCapacityAssessmentInput;

    async fn run(change: &Change, input: RecordCapacityAssessmentInput) -> Result<Done, Stop> {
        let RecordCapacityAssessmentInput { case, outcome, assessed_on, reason, valid_until } = input;
        let permit = change.permit::<Self>(case.0).await?;
        let case = permit.row();
        rules::case::open(case.status)?;
        may_record(assessed_on, valid_until, change.now().date_naive())?;
        let row = capacity_assessment::Model {
            id: Uuid::now_v7(),
            case_id: case.id,
            outcome,
            assessed_on,
            valid_until,
            reason: text::required("reason", TextKind::Paragraph, &reason)?,
            worker_id: change.scope.viewer.worker_id,
            created_at: change.now(),
        };
        row.into_active_model().insert(change.transaction()).await?;
        super::touch(change, case, D::Protection, vec!["capacity_assessments"]).await
    }
}
