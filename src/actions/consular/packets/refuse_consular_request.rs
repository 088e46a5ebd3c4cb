//! The consulate refuses. The packet is closed to it from now on.

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
    store::change::{Act, Change, Done, Stop},
};

/// Refuse a request with a reason; the packet is closed.
#[derive(Debug)]
pub struct RefuseConsularRequest;

/// Which request is refused, and why.
#[derive(Clone, Debug, InputObject)]
pub struct RefuseConsularRequestInput {
    /// The reference of the packet.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub packet: String,
    /// The version of the packet that you saw.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
    /// Why.
    #[graphql(directive = holds::apply(D::Legal))]
    pub reason: RefusalReason,
}

impl Act for RefuseConsularRequest {
    const ACTION: Action = Action::RefuseConsularRequest;
    type Subject = consular_packet::Model;
}

impl Verb for RefuseConsularRequest {
    const DOC: &'static str = "Refuse a request with a reason; the packet is closed.";
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
