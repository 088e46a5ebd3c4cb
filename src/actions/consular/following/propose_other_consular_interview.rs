//! The requesting organisation proposes another time than the consulate did, or moves an agreed interview. The
//! consulate then agrees or makes a new proposal.

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
    store::write::{change::Change, change_log::ChangeRecord, stop::ChangeError},
};

/// The other proposal for an interview.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct ProposeOtherConsularInterviewInput {
    pub consular_request_id: Id<consular_request::Entity>,
    pub version: i32,
    /// How the interview takes place.
    #[graphql(directive = holds::apply(D::Legal))]
    pub mode: InterviewMode,
    /// When the interview takes place.
    #[graphql(directive = holds::apply(D::Legal))]
    pub at: DateTimeUtc,
}

impl Verb for ProposeOtherConsularInterviewInput {
    const ACTION: Action = Action::ProposeOtherConsularInterview;
    type Subject = consular_request::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { consular_request_id, version, mode, at } = self;
        let permit = Self::permit(change, consular_request_id.0).await?;
        let after = super::leads_to(&permit, version, Step::CounterInterview)?;
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
