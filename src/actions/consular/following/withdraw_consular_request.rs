//! The requesting organisation withdraws a request. The consulate loses access at once. It learns of the closure with
//! the daily batch and without the reason.

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
    store::write::{change::Change, change_log::Done, permit::Act, stop::Stop},
};

/// Withdraw a consular request.
#[derive(Debug)]
pub struct WithdrawConsularRequest;

/// The withdrawal of a consular request.
#[derive(Clone, Debug, InputObject)]
pub struct WithdrawConsularRequestInput {
    /// The request.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub request: Id<consular_request::Entity>,
    /// Optimistic lock: pass the `version` you last read; if the row has changed since, the answer is
    /// `VERSION_CONFLICT`.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
    /// Reason for withdrawing. Only your organisation reads it. You may give every reason, also one that you cannot read
    /// afterwards.
    #[graphql(directive = holds::apply(D::Asylum))]
    pub reason: WithdrawalReason,
}

impl Act for WithdrawConsularRequest {
    const ACTION: Action = Action::WithdrawConsularRequest;
    type Subject = consular_request::Model;
}

impl Verb for WithdrawConsularRequest {
    // The desk gives also the reasons whose class it does not read. It hears of a fear first, it can neither hold a request nor
    // decide a gate, and only the reason INTERNATIONAL_PROTECTION or PROTECTION_CONCERN sets the marker that stops the next
    // packet.
    const DOC: &'static str = "Withdraw a consular request. The consulate never learns the reason.";
    type Input = WithdrawConsularRequestInput;

    async fn run(change: &Change, input: WithdrawConsularRequestInput) -> Result<Done, Stop> {
        let WithdrawConsularRequestInput { request, version, reason } = input;
        let permit = change.permit::<Self>(request.0).await?;
        let after = super::leads_to(&permit, version, Step::Withdraw)?;
        super::take(
            change,
            permit.row(),
            consular_request::Model { withdrawn_reason: Some(reason), ..after },
            Some(reason.to_value()),
        )
        .await
    }
}
