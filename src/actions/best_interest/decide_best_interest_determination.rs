//! A protection officer decides what is in the best interest of a child.

use async_graphql::InputObject;
use entity::{
    best_interest_determination,
    codes::{BestInterestOutcome, DataClass as D},
};

use crate::{
    access::{action::Action, directive::holds},
    actions::{Verb, consents, overriding},
    global_id::Id,
    rules::{
        best_interest::may_decide,
        refusal::same_version,
        text::{self, TextKind},
    },
    store::write::{change::Change, change_log::ChangeRecord, recorded::write_next, stop::ChangeError},
};

/// A decision about the best interest of a child.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct DecideBestInterestDeterminationInput {
    /// The determination that is waiting for a decision.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub determination_id: Id<best_interest_determination::Entity>,
    pub version: i32,
    /// The decision.
    pub outcome: BestInterestOutcome,
    /// Reason for the decision.
    pub reason: String,
}

impl Verb for DecideBestInterestDeterminationInput {
    const ACTION: Action = Action::DecideBestInterestDetermination;
    type Subject = best_interest_determination::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { determination_id, version, outcome, reason } = self;
        let permit = Self::permit(change, determination_id.0).await?;
        let before = permit.row();
        same_version(version, before.version)?;
        let by = change.scope.viewer.worker_id;
        may_decide(before, &change.me().await?)?;
        let after = best_interest_determination::Model {
            outcome: Some(outcome),
            reason: Some(text::required("reason", TextKind::Paragraph, &reason)?),
            decided_by: Some(by),
            decided_at: Some(change.now()),
            ..before.clone()
        };
        let done = write_next(change, permit.held().case.organisation_id, before, after.clone()).await?;
        if outcome != BestInterestOutcome::InFavour {
            end_what_depended(change, &after).await?;
        }
        Ok(done)
    }
}

/// Ends what an earlier decision in favour allowed, in all cases of the child. In another case the change log names no
/// worker, because its organisation must not learn who acted here.
async fn end_what_depended(change: &Change, decided: &best_interest_determination::Model) -> Result<(), ChangeError> {
    for case in change.cases_of_the_person(decided.case_id).await? {
        change.name_the_worker(case.id == decided.case_id);
        consents::end_unauthorised(change, &case).await?;
        consents::end_undetermined(change, &case, decided).await?;
        overriding::end_undetermined(change, &case, decided).await?;
    }
    change.name_the_worker(true);
    Ok(())
}
