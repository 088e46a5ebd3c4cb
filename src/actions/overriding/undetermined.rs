//! Ends sharing without consent that depended on a best-interest determination, when a newer decision about the same
//! receiver is not in favour of the child.

use entity::{best_interest_determination, case, legal_override};

use super::Resting;
use crate::{
    rules::{
        best_interest::{counts, speaks},
        legal_override::{in_force, needs_determination},
    },
    store::write::{change::Change, recorded::write_next, stop::ChangeError},
};

/// Ends the overrides of this case. Their referrals are revoked, and their transfers are cancelled.
pub(in crate::actions) async fn end_undetermined(
    change: &Change,
    case: &case::Model,
    decided: &best_interest_determination::Model,
) -> Result<(), ChangeError> {
    let child = change.of_child(case).await?;
    let determinations = change.determinations_of(case.id).await?;
    for found in change.overrides_in_force(case.id).await? {
        // Read again, because the end of an earlier one may have ended this one too.
        let before = change.row::<legal_override::Entity>(found.id).await?;
        if !in_force(&before, change.now()) || !needs_determination(before.legal_basis, child) {
            continue;
        }
        let resting = Resting::on(change, &before).await?;
        let about = resting.about();
        if !counts(decided, about) || speaks(&determinations, about, change.now()).is_some() {
            continue;
        }
        let after = legal_override::Model {
            ended_by: change.by().map(|viewer| viewer.worker_id),
            ended_at: Some(change.now()),
            ..before.clone()
        };
        let done = write_next(change, case.organisation_id, &before, after).await?;
        change.record("END_LEGAL_OVERRIDE".to_owned(), &done).await?;
        resting.end(change).await?;
    }
    Ok(())
}
