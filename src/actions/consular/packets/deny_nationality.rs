//! The consulate does not confirm the nationality. Its access to the packet ends.

use async_graphql::InputObject;
use entity::{
    codes::{DataClass as D, RefusalReason},
    consular_packet, consular_request,
};
use sea_orm::ActiveEnum;

use crate::{
    access::{action::Action, directive::holds},
    actions::Verb,
    rules::consular::machine::Step,
    store::write::{change::Change, change_log::Done, permit::Act, stop::Stop},
};

/// Record that the nationality is not confirmed, with a reason. The packet is closed.
#[derive(Debug)]
pub struct DenyNationality;

/// Decision that the nationality of the person of a packet is not confirmed.
#[derive(Clone, Debug, InputObject)]
pub struct DenyNationalityInput {
    /// The reference of the packet.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub packet: String,
    /// Optimistic lock: pass the `version` you last read; if the row has changed since, the answer is
    /// `VERSION_CONFLICT`.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
    /// Reason for not confirming.
    #[graphql(directive = holds::apply(D::Legal))]
    pub reason: RefusalReason,
}

impl Act for DenyNationality {
    const ACTION: Action = Action::DenyNationality;
    type Subject = consular_packet::Model;
}

impl Verb for DenyNationality {
    const DOC: &'static str = "Record that the nationality is not confirmed, with a reason. The packet is closed.";
    type Input = DenyNationalityInput;

    async fn run(change: &Change, input: DenyNationalityInput) -> Result<Done, Stop> {
        let DenyNationalityInput { packet, version, reason } = input;
        let permit = change.permit::<Self>(change.packet(&packet).await?).await?;
        let (before, after) = super::answered(change, &permit, version, Step::DenyNationality).await?;
        super::answer(
            change,
            permit.row(),
            &before,
            consular_request::Model { refusal_code: Some(reason), ..after },
            Some(reason.to_value()),
        )
        .await
    }
}
