//! The consulate asks questions from a closed list. It has no free search.

use async_graphql::InputObject;
use entity::{
    codes::{DataClass as D, QuestionCode},
    consular_packet, consular_request,
};

use crate::{
    access::{action::Action, directive::holds},
    actions::Verb,
    error::Error,
    rules::consular::{machine::Step, questions::may_ask},
    store::write::{change::Change, change_log::ChangeRecord, stop::ChangeError},
};

/// Questions about a packet.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct AskConsularQuestionInput {
    pub packet_reference: String,
    pub version: i32,
    /// The questions.
    #[graphql(directive = holds::apply(D::Legal))]
    pub questions: Vec<QuestionCode>,
}

impl Verb for AskConsularQuestionInput {
    const ACTION: Action = Action::AskConsularQuestion;
    type Subject = consular_packet::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { packet_reference, version, questions } = self;
        let permit = Self::permit(change, change.packet(&packet_reference).await?).await?;
        let (before, after) = super::answered(change, &permit, version, Step::Ask).await?;
        may_ask(&questions)?;
        let questions = serde_json::to_value(questions).map_err(|error| Error::internal(&error))?;
        super::answer(
            change,
            permit.row(),
            &before,
            consular_request::Model { question_codes: Some(questions), ..after },
            None,
        )
        .await
    }
}
