//! The consulate refuses the request. Its access to the packet ends.

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

/// Refuse a request with a reason. The packet is closed.
#[derive(Debug)]
pub struct RefuseConsularRequest;

/// The refusal of a consular request.
#[derive(Clone, Debug, InputObject)]
pub struct RefuseConsularRequestInput {
    /// The reference of the packet.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub packet: String,
    /// Optimistic lock: pass the `version` you last read; if the row has changed since, the answer is
    /// `VERSION_CONFLICT`.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
    /// Reason for refusing.
    #[graphql(directive = holds::apply(D::Legal))]
    pub reason: RefusalReason,
}

impl Act for RefuseConsularRequest {
    const ACTION: Action = Action::RefuseConsularRequest;
    type Subject = consular_packet::Model;
}

impl Verb for RefuseConsularRequest {
    const DOC: &'static str = "Refuse a request with a reason. The packet is closed.";
    type Input = RefuseConsularRequestInput;

    async fn run(change: &Change, input: RefuseConsularRequestInput) -> Result<Done, Stop> {
        let RefuseConsularRequestInput { packet, version, reason } = input;
        let permit = change.permit::<Self>(change.packet(&packet).await?).await?;
        let (before, after) = super::answered(change, &permit, version, Step::Refuse).await?;
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
