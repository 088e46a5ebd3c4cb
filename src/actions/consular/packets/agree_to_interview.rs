//! The consulate agrees to the interview that the requesting organisation proposed.

use async_graphql::InputObject;
use entity::{
    codes::{DataClass as D, InterviewSide},
    consular_packet,
};

use crate::{
    access::{action::Action, directive::holds},
    actions::Verb,
    rules::consular::{machine::Step, questions::may_agree},
    store::write::{change::Change, change_log::Done, permit::Act, stop::Stop},
};

/// Agree to the interview that the requesting organisation proposed.
#[derive(Debug)]
pub struct AgreeToInterview;

/// Agreement to an interview.
#[derive(Clone, Debug, InputObject)]
pub struct AgreeToInterviewInput {
    /// The reference of the packet.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub packet: String,
    /// Optimistic lock: pass the `version` you last read; if the row has changed since, the answer is
    /// `VERSION_CONFLICT`.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
}

impl Act for AgreeToInterview {
    const ACTION: Action = Action::AgreeToInterview;
    type Subject = consular_packet::Model;
}

impl Verb for AgreeToInterview {
    const DOC: &'static str = "Agree to the interview that the requesting organisation proposed.";
    type Input = AgreeToInterviewInput;

    async fn run(change: &Change, input: AgreeToInterviewInput) -> Result<Done, Stop> {
        let AgreeToInterviewInput { packet, version } = input;
        let permit = change.permit::<Self>(change.packet(&packet).await?).await?;
        let (before, after) = super::answered(change, &permit, version, Step::AgreeInterview).await?;
        may_agree(before.interview_by, InterviewSide::Consulate)?;
        super::answer(change, permit.row(), &before, after, None).await
    }
}
