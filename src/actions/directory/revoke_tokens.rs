//! An administrator revokes the tokens of a worker of the own organisation, for example after a theft.

use async_graphql::InputObject;
use entity::worker;

use super::entry::of_worker;
use crate::{
    access::action::Action,
    actions::Verb,
    global_id::Id,
    store::write::{change::Change, change_log::ChangeRecord, stop::ChangeError},
};

/// The worker whose tokens are revoked.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct RevokeTokensInput {
    pub worker_id: Id<worker::Entity>,
}

impl Verb for RevokeTokensInput {
    const ACTION: Action = Action::RevokeTokens;
    type Subject = worker::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { worker_id } = self;
        let permit = Self::permit(change, worker_id.0).await?;
        let before = permit.row();
        change.revoke_tokens_of(before).await?;
        change.end_webhooks_of(before.id).await?;
        Ok(of_worker(before, Vec::new()))
    }
}
