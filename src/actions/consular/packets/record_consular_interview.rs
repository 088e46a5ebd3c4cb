//! The consulate records whether the interview was held. Its content is not recorded.

use async_graphql::InputObject;
use entity::{
    codes::{DataClass as D, InterviewOutcome},
    consular_packet, consular_request,
};

use crate::{
    access::{action::Action, directive::holds},
    actions::Verb,
    rules::consular::{machine::Step, questions::interview_over},
    store::write::{change::Change, change_log::Done, permit::Act, stop::Stop},
};

/// Record whether the interview was held.
#[derive(Debug)]
pub struct RecordConsularInterview;

/// Result of an interview.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct RecordConsularInterviewInput {
    /// The reference of the packet.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub packet_reference: String,
    /// Optimistic lock: pass the `version` you last read; if the row has changed since, the answer is
    /// `VERSION_CONFLICT`.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
    /// Whether the interview was held or missed.
    #[graphql(directive = holds::apply(D::Legal))]
    pub outcome: InterviewOutcome,
}

impl Act for RecordConsularInterview {
    const ACTION: Action = Action::RecordConsularInterview;
    type Subject = consular_packet::Model;
}

impl Verb for RecordConsularInterview {
    const DOC: &'static str = "Record whether the interview was held.";
    type Input = RecordConsularInterviewInput;

    async fn run(change: &Change, input: RecordConsularInterviewInput) -> Result<Done, Stop> {
        let RecordConsularInterviewInput { packet_reference, version, outcome } = input;
        let permit = change.permit::<Self>(change.packet(&packet_reference).await?).await?;
        let step = match outcome {
            InterviewOutcome::Held => Step::HoldInterview,
            InterviewOutcome::Missed => Step::MissInterview,
        };
        let (before, after) = super::answered(change, &permit, version, step).await?;
        interview_over(before.interview_at, change.now())?;
        super::answer(
            change,
            permit.row(),
            &before,
            consular_request::Model { interview_outcome: Some(outcome), ..after },
            None,
        )
        .await
    }
}
