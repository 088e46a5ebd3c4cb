//! The consulate confirms the nationality.

use async_graphql::InputObject;
use entity::consular_packet;

use crate::{
    access::action::Action,
    actions::{Verb, consular::carried::nationality_confirmed},
    rules::consular::machine::Step,
    store::write::{change::Change, change_log::ChangeRecord, stop::ChangeError},
};

/// Confirmation of the nationality of the person of a packet.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct ConfirmNationalityInput {
    pub packet_reference: String,
    pub version: i32,
}

impl Verb for ConfirmNationalityInput {
    const ACTION: Action = Action::ConfirmNationality;
    type Subject = consular_packet::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { packet_reference, version } = self;
        let permit = Self::permit(change, change.packet(&packet_reference).await?).await?;
        let (before, after) = super::answered(change, &permit, version, Step::ConfirmNationality).await?;
        nationality_confirmed(change, &before).await?;
        super::answer(change, permit.row(), &before, after, None).await
    }
}
