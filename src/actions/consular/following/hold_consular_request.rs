//! A protection officer pauses a request. The consulate keeps seeing the last state and cannot notice the hold.

use async_graphql::InputObject;
use entity::{codes::DataClass as D, consular_request};

use crate::{
    access::{action::Action, directive::holds},
    actions::Verb,
    global_id::Id,
    rules::consular::machine::Step,
    store::write::{change::Change, change_log::Done, permit::Act, stop::Stop},
};

/// Hold a consular request for protection.
#[derive(Debug)]
pub struct HoldConsularRequest;

/// The consular request to hold.
#[derive(Clone, Debug, InputObject)]
pub struct HoldConsularRequestInput {
    /// The request.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub request: Id<consular_request::Entity>,
    /// Optimistic lock: pass the `version` you last read; if the row has changed since, the answer is
    /// `VERSION_CONFLICT`.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
}

impl Act for HoldConsularRequest {
    const ACTION: Action = Action::HoldConsularRequest;
    type Subject = consular_request::Model;
}

impl Verb for HoldConsularRequest {
    const DOC: &'static str = "Hold a consular request for protection. The consulate does not notice.";
    type Input = HoldConsularRequestInput;

    async fn run(change: &Change, input: HoldConsularRequestInput) -> Result<Done, Stop> {
        let HoldConsularRequestInput { request, version } = input;
        let permit = change.permit::<Self>(request.0).await?;
        let after = super::leads_to(&permit, version, Step::Hold)?;
        super::take(change, permit.row(), after, None).await
    }
}
