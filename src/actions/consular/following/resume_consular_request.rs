//! A protection officer lets a held request go on from where it is by now.

use async_graphql::InputObject;
use entity::{codes::DataClass as D, consular_request};

use crate::{
    access::{action::Action, directive::holds},
    actions::Verb,
    global_id::Id,
    rules::consular::machine::Step,
    store::change::{Act, Change, Done, Stop},
};

/// Let a held consular request go on.
#[derive(Debug)]
pub struct ResumeConsularRequest;

/// Which request goes on.
#[derive(Clone, Debug, InputObject)]
pub struct ResumeConsularRequestInput {
    /// The request.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub request: Id<consular_request::Entity>,
    /// The version of the request that you saw.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
}

impl Act for ResumeConsularRequest {
    const ACTION: Action = Action::ResumeConsularRequest;
    type Subject = consular_request::Model;
}

impl Verb for ResumeConsularRequest {
    const DOC: &'static str = "Let a held consular request go on.";
    type Input = ResumeConsularRequestInput;

    async fn run(change: &Change, input: ResumeConsularRequestInput) -> Result<Done, Stop> {
        let ResumeConsularRequestInput { request, version } = input;
        let permit = change.permit::<Self>(request.0).await?;
        let after = super::leads_to(permit.row(), version, Step::Resume)?;
        super::take(change, permit.row(), after, None).await
    }
}
