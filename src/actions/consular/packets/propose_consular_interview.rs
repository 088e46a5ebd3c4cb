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
    store::write::{change::Change, change_log::Done, permit::Act, stop::Stop},
};

/// Propose an interview. The requesting organisation arranges it.
#[derive(Debug)]
pub struct ProposeConsularInterview;

/// A proposal for an interview.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct ProposeConsularInterviewInput {
    /// The reference of the packet.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub packet_reference: String,
    /// Optimistic lock: pass the `version` you last read; if the row has changed since, the answer is
    /// `VERSION_CONFLICT`.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
    /// How the interview takes place.
    #[graphql(directive = holds::apply(D::Legal))]
    pub mode: InterviewMode,
    /// When the interview takes place.
    #[graphql(directive = holds::apply(D::Legal))]
    pub at: DateTimeUtc,
}

impl Act for ProposeConsularInterview {
    const ACTION: Action = Action::ProposeConsularInterview;
    type Subject = consular_packet::Model;
}

impl Verb for ProposeConsularInterview {
    const DOC: &'static str = "Propose an interview. The requesting organisation arranges it.";
    type Input = ProposeConsularInterviewInput;

    async fn run(change: &Change, input: ProposeConsularInterviewInput) -> Result<Done, Stop> {
        let ProposeConsularInterviewInput { packet_reference, version, mode, at } = input;
        let permit = change.permit::<Self>(change.packet(&packet_reference).await?).await?;
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
