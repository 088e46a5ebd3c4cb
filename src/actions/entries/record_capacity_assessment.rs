//! A protection or medical officer records whether an adult can decide about their own data. Only a valid assessment
//! lets somebody else consent for an adult.

use async_graphql::InputObject;
use entity::{
    capacity_assessment, case,
    codes::{CapacityOutcome, DataClass as D},
};
use sea_orm::{
    IntoActiveModel,
    prelude::{Date, DateTimeUtc},
};
use uuid::Uuid;

use crate::{
    access::{action::Action, directive::holds},
    actions::{Shows, Verb, case_row::touch, consents},
    global_id::Id,
    rules::{
        self,
        capacity::may_record,
        refusal::Refusal,
        text::{self, TextKind},
    },
    store::write::{change::Change, change_log::ChangeRecord, save::Write as _, stop::ChangeError},
};

/// An assessment whether an adult can decide.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct RecordCapacityAssessmentInput {
    pub case_id: Id<case::Entity>,
    #[graphql(flatten)]
    pub assessment: CapacityAssessmentInput,
}

/// An assessment whether an adult can decide about their own data.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CapacityAssessmentInput {
    /// Result of the assessment.
    #[graphql(directive = holds::apply(D::ProtectionCoarse))]
    pub outcome: CapacityOutcome,
    /// Day of the assessment.
    #[graphql(directive = holds::apply(D::ProtectionCoarse))]
    pub assessed_on: Date,
    /// Reason for the result.
    #[graphql(directive = holds::apply(D::ProtectionCoarse))]
    pub reason: String,
    /// Last day of validity, at most one year after the assessment.
    #[graphql(directive = holds::apply(D::ProtectionCoarse))]
    pub valid_until: Date,
}

impl Verb for RecordCapacityAssessmentInput {
    const ACTION: Action = Action::RecordCapacityAssessment;
    const SHOWS: Shows = Shows::changed("Case").and("CapacityAssessment");
    type Subject = case::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { case_id, assessment } = self;
        let permit = Self::permit(change, case_id.0).await?;
        let case = permit.row();
        rules::case::open(case.status)?;
        let row = assessment.row(change, case.id, change.now())?;
        change.shows(row.id);
        row.into_active_model().insert_in(change).await?;
        consents::end_unfounded(change, case.id).await?;
        touch(change, case, D::Protection, vec!["capacity_assessments"]).await
    }
}

impl CapacityAssessmentInput {
    /// The row, written by the viewer. It counts as recorded at this moment, and has to be valid then. An assessment that is over now
    /// can be corrected.
    pub(super) fn row(
        &self,
        change: &Change,
        case_id: Uuid,
        at: DateTimeUtc,
    ) -> Result<capacity_assessment::Model, Refusal> {
        may_record(self.assessed_on, self.valid_until, at.date_naive())?;
        Ok(capacity_assessment::Model {
            id: Uuid::now_v7(),
            case_id,
            outcome: self.outcome,
            assessed_on: self.assessed_on,
            valid_until: self.valid_until,
            reason: text::required("reason", TextKind::Paragraph, &self.reason)?,
            worker_id: change.scope.viewer.worker_id,
            created_at: at,
            correction_id: None,
        })
    }
}
