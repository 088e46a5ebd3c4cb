//! The receiver names the colleague who answers a referral. The sender does not learn of it, so the version stays.

use async_graphql::InputObject;
use entity::{referral, worker};

use crate::{
    access::{action::Action, clearance::Grants},
    actions::{Verb, steps::referral::may_assign},
    global_id::Id,
    rules::{
        account::{can_take_referral, is_active},
        refusal::same_version,
    },
    store::write::{change::Change, change_log::ChangeRecord, recorded::write, stop::ChangeError},
};

/// The colleague who answers a referral.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct AssignReferralInput {
    pub referral_id: Id<referral::Entity>,
    pub version: i32,
    /// The colleague. Their role has to let them work on the referral. Leave out, or null, to end the assignment.
    pub assigned_colleague_id: Option<Id<worker::Entity>>,
}

impl Verb for AssignReferralInput {
    const ACTION: Action = Action::AssignReferral;
    type Subject = referral::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        const FIELD: &str = "assignedColleagueId";
        let permit = Self::permit(change, self.referral_id.0).await?;
        let (before, held) = (permit.row(), permit.held());
        may_assign(&change.scope, held, before)?;
        same_version(self.version, before.version)?;
        let mut after = referral::Model { to_worker_id: None, ..before.clone() };
        if let Some(named) = self.assigned_colleague_id {
            let colleague = change.worker_of(before.to_organisation_id, named.0).await?;
            is_active(FIELD, &colleague)?;
            let viewer = change.last_seen_as(&colleague).await?;
            let policy = &change.scope.policy;
            // The relation is that of the whole organisation, so it is the relation of the colleague too.
            let allows =
                |viewer| Grants::new(policy, &viewer).allows(&held.case, held.relations, Action::AssignReferral);
            can_take_referral(FIELD, viewer.map(allows))?;
            after.to_worker_id = Some(colleague.id);
        }
        change.tells_only(before.case_id, before.to_organisation_id);
        write(change, change.owner_of(before.case_id).await?, before, &after).await
    }
}
