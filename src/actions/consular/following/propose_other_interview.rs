//! The house proposes another time than the consulate did, or moves an interview that was agreed. The consulate agrees, or
//! proposes again.

use async_graphql::InputObject;
use chrono::SubsecRound as _;
use entity::{
    codes::{DataClass as D, InterviewMode, InterviewSide},
    consular_request,
};
use sea_orm::prelude::DateTimeUtc;

use crate::{
    access::{action::Action, directive::holds},
    actions::Verb,
    global_id::Id,
    rules::consular::{machine::Step, questions::interview},
    store::change::{Act, Change, Done, Stop},
};

/// Propose another time for an interview.
#[derive(Debug)]
pub struct ProposeOtherInterview;

/// When and how.
#[derive(Clone, Debug, InputObject)]
pub struct ProposeOtherInterviewInput {
    /// The request.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub request: Id<consular_request::Entity>,
    /// The version of the request that you saw.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
    /// How it is held.
    #[graphql(directive = holds::apply(D::Legal))]
    pub mode: InterviewMode,
    /// When it is held.
    #[graphql(directive = holds::apply(D::Legal))]
    pub at: DateTimeUtc,
}

impl Act for ProposeOtherInterview {
    const ACTION: Action = Action::ProposeOtherInterview;
    type Subject = consular_request::Model;
}

impl Verb for ProposeOtherInterview {
    const DOC: &'static str =
        "Propose another time for an interview, or move one that was agreed; the consulate has to agree.";
    type Input = ProposeOtherInterviewInput;

    async fn run(change: &Change, input: ProposeOtherInterviewInput) -> Result<Done, Stop> {
        let ProposeOtherInterviewInput { request, version, mode, at } = input;
        let permit = change.permit::<Self>(request.0).await?;
        let after = super::leads_to(permit.row(), version, Step::CounterInterview)?;
        interview(at, change.now())?;
        let after = consular_request::Model {
            interview_mode: Some(mode),
            interview_at: Some(at.trunc_subsecs(6)),
            interview_by: Some(InterviewSide::Requester),
            interview_outcome: None,
            ..after
        };
        super::take(change, permit.row(), after, None).await
    }
}
