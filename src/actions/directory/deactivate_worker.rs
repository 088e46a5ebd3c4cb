//! An administrator deactivates a worker of the own organisation.

use async_graphql::InputObject;
use entity::worker;

use super::entry::of_worker;
use crate::{
    access::action::Action,
    actions::Verb,
    global_id::Id,
    rules::account::may_deactivate,
    store::write::{change::Change, change_log::ChangeRecord, save, stop::ChangeError},
};

/// The worker who is deactivated.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct DeactivateWorkerInput {
    pub worker_id: Id<worker::Entity>,
}

impl Verb for DeactivateWorkerInput {
    const ACTION: Action = Action::DeactivateWorker;
    type Subject = worker::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { worker_id } = self;
        let permit = Self::permit(change, worker_id.0).await?;
        let before = permit.row();
        may_deactivate(before, change.scope.viewer.worker_id)?;
        let after = worker::Model { deactivated_at: Some(change.now()), ..before.clone() };
        let changed = save::write(change, before, &after).await?;
        change.end_webhooks_of(before.id).await?;
        Ok(of_worker(&after, changed))
    }
}
