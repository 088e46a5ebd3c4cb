//! The requesting organisation declines the proposed interview. The consulate examines the packet again and receives no
//! reason.

use async_graphql::InputObject;
use entity::{codes::DataClass as D, consular_request};

use crate::{
    access::{action::Action, directive::holds},
    actions::Verb,
    global_id::Id,
    rules::consular::machine::Step,
    store::write::{change::Change, change_log::Done, permit::Act, stop::Stop},
};

/// Decline the proposed interview.
#[derive(Debug)]
pub struct DeclineInterview;

/// Refusal of an interview.
#[derive(Clone, Debug, InputObject)]
pub struct DeclineInterviewInput {
    /// The request.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub request: Id<consular_request::Entity>,
    /// Optimistic lock: pass the `version` you last read; if the row has changed since, the answer is
    /// `VERSION_CONFLICT`.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
}

impl Act for DeclineInterview {
    const ACTION: Action = Action::DeclineInterview;
    type Subject = consular_request::Model;
}

impl Verb for DeclineInterview {
    const DOC: &'static str = "Decline the proposed interview. The consulate receives no reason.";
    type Input = DeclineInterviewInput;

    async fn run(change: &Change, input: DeclineInterviewInput) -> Result<Done, Stop> {
        let DeclineInterviewInput { request, version } = input;
        let permit = change.permit::<Self>(request.0).await?;
        let after = super::leads_to(&permit, version, Step::DeclineInterview)?;
        let after = consular_request::Model { interview_mode: None, interview_at: None, interview_by: None, ..after };
        super::take(change, permit.row(), after, None).await
    }
}
