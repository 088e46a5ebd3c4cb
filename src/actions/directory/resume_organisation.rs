//! An administrator of an overseeing organisation ends the suspension of another one.

use async_graphql::InputObject;
use entity::organisation;

use super::entry::{is_another, write_organisation};
use crate::{
    access::action::Action,
    actions::Verb,
    global_id::Id,
    rules::account::may_resume,
    store::write::{change::Change, change_log::ChangeRecord, stop::ChangeError},
};

/// The organisation that is suspended no longer.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct ResumeOrganisationInput {
    pub organisation_id: Id<organisation::Entity>,
}

impl Verb for ResumeOrganisationInput {
    const ACTION: Action = Action::ResumeOrganisation;
    type Subject = organisation::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { organisation_id } = self;
        let permit = Self::permit(change, organisation_id.0).await?;
        let before = permit.row();
        is_another(change, before)?;
        may_resume(before)?;
        let after = organisation::Model { suspended_at: None, suspended_by_worker_id: None, ..before.clone() };
        write_organisation(change, before, after).await
    }
}
