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
    store::write::{change::Change, change_log::ChangeRecord, stop::ChangeError},
};

/// Result of an interview.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct RecordConsularInterviewInput {
    pub packet_reference: String,
    pub version: i32,
    /// Whether the interview was held or missed.
    #[graphql(directive = holds::apply(D::Legal))]
    pub outcome: InterviewOutcome,
}

impl Verb for RecordConsularInterviewInput {
    const ACTION: Action = Action::RecordConsularInterview;
    type Subject = consular_packet::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { packet_reference, version, outcome } = self;
        let permit = Self::permit(change, change.packet(&packet_reference).await?).await?;
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
