//! An administrator of an overseeing organisation suspends another one.

use async_graphql::InputObject;
use entity::organisation;

use super::entry::{is_another, write_organisation};
use crate::{
    access::action::Action,
    actions::Verb,
    global_id::Id,
    rules::account::may_suspend,
    store::write::{change::Change, change_log::ChangeRecord, stop::ChangeError},
};

/// The organisation that is suspended.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct SuspendOrganisationInput {
    pub organisation_id: Id<organisation::Entity>,
}

impl Verb for SuspendOrganisationInput {
    const ACTION: Action = Action::SuspendOrganisation;
    type Subject = organisation::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { organisation_id } = self;
        let permit = Self::permit(change, organisation_id.0).await?;
        let before = permit.row();
        is_another(change, before)?;
        may_suspend(before)?;
        let suspended_by_worker_id = Some(change.scope.viewer.worker_id);
        let after = organisation::Model { suspended_at: Some(change.now()), suspended_by_worker_id, ..before.clone() };
        write_organisation(change, before, after).await
    }
}
