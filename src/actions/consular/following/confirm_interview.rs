//! The requesting organisation agrees to the interview that the consulate proposed.

use async_graphql::InputObject;
use entity::{
    codes::{DataClass as D, InterviewSide},
    consular_request,
};

use crate::{
    access::{action::Action, directive::holds},
    actions::Verb,
    global_id::Id,
    rules::consular::{machine::Step, questions::may_agree},
    store::write::{change::Change, change_log::Done, permit::Act, stop::Stop},
};

/// Agree to the interview that the consulate proposed.
#[derive(Debug)]
pub struct ConfirmInterview;

/// Agreement to an interview.
#[derive(Clone, Debug, InputObject)]
pub struct ConfirmInterviewInput {
    /// The request.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub request: Id<consular_request::Entity>,
    /// Optimistic lock: pass the `version` you last read; if the row has changed since, the answer is
    /// `VERSION_CONFLICT`.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
}

impl Act for ConfirmInterview {
    const ACTION: Action = Action::ConfirmInterview;
    type Subject = consular_request::Model;
}

impl Verb for ConfirmInterview {
    const DOC: &'static str = "Agree to the interview that the consulate proposed.";
    type Input = ConfirmInterviewInput;

    async fn run(change: &Change, input: ConfirmInterviewInput) -> Result<Done, Stop> {
        let ConfirmInterviewInput { request, version } = input;
        let permit = change.permit::<Self>(request.0).await?;
        let after = super::leads_to(&permit, version, Step::ConfirmInterview)?;
        may_agree(permit.row().interview_by, InterviewSide::Requester)?;
        super::take(change, permit.row(), after, None).await
    }
}
