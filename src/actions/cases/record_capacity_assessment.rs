//! A protection or medical officer records whether an adult can decide about their own data. Only a valid assessment
//! lets somebody else consent for an adult.

use async_graphql::InputObject;
use entity::{
    capacity_assessment, case,
    codes::{CapacityOutcome, DataClass as D},
};
use sea_orm::{IntoActiveModel, prelude::Date};
use uuid::Uuid;

use crate::{
    access::{action::Action, directive::holds},
    actions::{Shows, Verb, consents},
    global_id::Id,
    rules::{
        self,
        capacity::may_record,
        text::{self, TextKind},
    },
    store::write::{change::Change, change_log::ChangeRecord, save::Write as _, stop::ChangeError},
};

/// An assessment whether an adult can decide.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct RecordCapacityAssessmentInput {
    pub case_id: Id<case::Entity>,
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
        let Self { case_id, outcome, assessed_on, reason, valid_until } = self;
        let permit = Self::permit(change, case_id.0).await?;
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
        change.shows(row.id);
        row.into_active_model().insert_in(change).await?;
        for other in change.cases_of_the_person(case.id).await? {
            // In another case the log names no worker, because its organisation must not learn who acted here.
            change.name_the_worker(other.id == case.id);
            consents::end_unauthorised(change, &other).await?;
        }
        change.name_the_worker(true);
        super::touch(change, case, D::Protection, vec!["capacity_assessments"]).await
    }
}
