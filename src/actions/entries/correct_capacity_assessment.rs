//! A protection officer corrects an assessment of capacity. It can change who speaks for the person.

use async_graphql::InputObject;
use entity::{
    capacity_assessment, case,
    codes::{CorrectionKind, DataClass as D},
};

use super::{
    correcting::{Correcting, Said},
    record_capacity_assessment::CapacityAssessmentInput,
};
use crate::{
    access::{action::Action, directive::holds},
    actions::{Shows, Verb, case_row::touch, consents},
    global_id::Id,
    store::write::{change::Change, change_log::ChangeRecord, stop::ChangeError},
};

/// A correction of an assessment of capacity.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CorrectCapacityAssessmentInput {
    pub case_id: Id<case::Entity>,
    /// The assessment.
    #[graphql(directive = holds::apply(D::Protection))]
    pub capacity_assessment_id: Id<capacity_assessment::Entity>,
    /// CORRECTED or `ENTERED_IN_ERROR`. An assessment ends with the one that follows it.
    #[graphql(directive = holds::apply(D::Protection))]
    pub kind: CorrectionKind,
    /// The reason of the correction.
    #[graphql(directive = holds::apply(D::StaffCoarse))]
    pub reason: String,
    /// What is right, all of it. Only with CORRECTED.
    #[graphql(directive = holds::apply(D::Protection))]
    pub to: Option<CapacityAssessmentInput>,
}

impl Verb for CorrectCapacityAssessmentInput {
    const ACTION: Action = Action::CorrectCapacityAssessment;
    const SHOWS: Shows = Shows::changed("Case").and("CapacityAssessment");
    type Subject = case::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { case_id, capacity_assessment_id, kind, reason, to } = self;
        let permit = Self::permit(change, case_id.0).await?;
        let case = permit.row();
        let (entry, said) = ((case.id, capacity_assessment_id.0), Said { kind, reason, to });
        let of = Correcting::<capacity_assessment::Model, _>::begin(change, entry, said, false).await?;
        let old = &of.old;
        let new = of.right(|to| to.row(change, case.id, old.created_at))?;
        of.close(change, new.as_ref()).await?;
        consents::end_unfounded(change, case.id).await?;
        touch(change, case, D::Protection, vec!["capacity_assessments"]).await
    }
}
