//! The consulate proposes a time to speak with the person. The requesting organisation arranges it, so that the
//! consulate never receives a place or a phone number.

use async_graphql::InputObject;
use chrono::Timelike;
use entity::{
    codes::{DataClass as D, InterviewMode, InterviewSide},
    consular_packet, consular_request,
};
use sea_orm::prelude::DateTimeUtc;

use crate::{
    access::{action::Action, directive::holds},
    actions::Verb,
    rules::consular::{machine::Step, questions::interview},
    store::write::{change::Change, change_log::ChangeRecord, stop::ChangeError},
};

/// A proposal for an interview.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct ProposeConsularInterviewInput {
    pub packet_reference: String,
    pub version: i32,
    /// How the interview takes place.
    #[graphql(directive = holds::apply(D::Legal))]
    pub mode: InterviewMode,
    /// When the interview takes place.
    #[graphql(directive = holds::apply(D::Legal))]
    pub at: DateTimeUtc,
}

impl Verb for ProposeConsularInterviewInput {
    const ACTION: Action = Action::ProposeConsularInterview;
    type Subject = consular_packet::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { packet_reference, version, mode, at } = self;
        let permit = Self::permit(change, change.packet(&packet_reference).await?).await?;
        let (before, after) = super::answered(change, &permit, version, Step::ProposeInterview).await?;
        interview(at, change.now())?;
        let at = at.with_nanosecond(at.nanosecond() / 1_000 * 1_000);
        let after = consular_request::Model {
            interview_mode: Some(mode),
            interview_at: at,
            interview_by: Some(InterviewSide::Consulate),
            interview_outcome: None,
            ..after
        };
        super::answer(change, permit.row(), &before, after, None).await
    }
}
