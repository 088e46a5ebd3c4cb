//! The consulate confirms the nationality.

use async_graphql::InputObject;
use entity::{codes::DataClass as D, consular_packet};

use crate::{
    access::{action::Action, directive::holds},
    actions::{Verb, consular::carried::nationality_confirmed},
    rules::consular::machine::Step,
    store::write::{change::Change, change_log::Done, permit::Act, stop::Stop},
};

/// Confirm the nationality of the person.
#[derive(Debug)]
pub struct ConfirmNationality;

/// Confirmation of the nationality of the person of a packet.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct ConfirmNationalityInput {
    /// The reference of the packet.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub packet_reference: String,
    /// Optimistic lock: pass the `version` you last read; if the row has changed since, the answer is
    /// `VERSION_CONFLICT`.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
}

impl Act for ConfirmNationality {
    const ACTION: Action = Action::ConfirmNationality;
    type Subject = consular_packet::Model;
}

impl Verb for ConfirmNationality {
    const DOC: &'static str = "Confirm the nationality of the person.";
    type Input = ConfirmNationalityInput;

    async fn run(change: &Change, input: ConfirmNationalityInput) -> Result<Done, Stop> {
        let ConfirmNationalityInput { packet_reference, version } = input;
        let permit = change.permit::<Self>(change.packet(&packet_reference).await?).await?;
        let (before, after) = super::answered(change, &permit, version, Step::ConfirmNationality).await?;
        nationality_confirmed(change, &before).await?;
        super::answer(change, permit.row(), &before, after, None).await
    }
}
