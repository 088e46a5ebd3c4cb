//! The house takes a request back. The consulate reads nothing more at once, and learns of the closure with the daily batch,
//! without the reason.

use async_graphql::InputObject;
use entity::{
    codes::{DataClass as D, WithdrawalReason},
    consular_request,
};
use sea_orm::ActiveEnum;

use crate::{
    access::{action::Action, directive::holds},
    actions::Verb,
    global_id::Id,
    rules::consular::machine::Step,
    store::change::{Act, Change, Done, Stop},
};

/// Take a consular request back; the consulate never learns why.
#[derive(Debug)]
pub struct WithdrawConsularRequest;

/// Which request is taken back.
#[derive(Clone, Debug, InputObject)]
pub struct WithdrawConsularRequestInput {
    /// The request.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub request: Id<consular_request::Entity>,
    /// The version of the request that you saw.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
    /// Why; for the house only.
    #[graphql(directive = holds::apply(D::Asylum))]
    pub reason: WithdrawalReason,
}

impl Act for WithdrawConsularRequest {
    const ACTION: Action = Action::WithdrawConsularRequest;
    type Subject = consular_request::Model;
}

impl Verb for WithdrawConsularRequest {
    const DOC: &'static str = "Take a consular request back; the consulate never learns why.";
    type Input = WithdrawConsularRequestInput;

    async fn run(change: &Change, input: WithdrawConsularRequestInput) -> Result<Done, Stop> {
        let WithdrawConsularRequestInput { request, version, reason } = input;
        let permit = change.permit::<Self>(request.0).await?;
        let after = super::leads_to(permit.row(), version, Step::Withdraw)?;
        super::take(
            change,
            permit.row(),
            consular_request::Model { withdrawn_reason: Some(reason), ..after },
            Some(reason.to_value()),
        )
        .await
    }
}
