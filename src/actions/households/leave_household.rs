//! A worker records that a person does not travel with the household any more.

use async_graphql::InputObject;
use entity::case;

use super::member::member;
use crate::{
    access::action::Action,
    actions::{Verb, case_row},
    global_id::Id,
    rules::{self, refusal::same_version},
    store::write::{change::Change, change_log::ChangeRecord, stop::ChangeError},
};

/// A case that leaves its household.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct LeaveHouseholdInput {
    pub case_id: Id<case::Entity>,
    pub version: i32,
}

impl Verb for LeaveHouseholdInput {
    const ACTION: Action = Action::LeaveHousehold;
    type Subject = case::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { case_id, version } = self;
        let permit = Self::permit(change, case_id.0).await?;
        let before = permit.row();
        same_version(version, before.version)?;
        rules::case::open(before.status)?;
        rules::household::leave(member(before))?;
        let after = case::Model { household_id: None, household_role: None, ..before.clone() };
        case_row::write(change, before, after).await
    }
}
