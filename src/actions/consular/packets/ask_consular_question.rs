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
    store::write::{change::Change, change_log::Done, permit::Act, stop::Stop},
};

/// Ask about the person, from a closed list of questions.
#[derive(Debug)]
pub struct AskConsularQuestion;

/// Questions about a packet.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct AskConsularQuestionInput {
    /// The reference of the packet.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub packet_reference: String,
    /// Optimistic lock: pass the `version` you last read; if the row has changed since, the answer is
    /// `VERSION_CONFLICT`.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
    /// The questions.
    #[graphql(directive = holds::apply(D::Legal))]
    pub questions: Vec<QuestionCode>,
}

impl Act for AskConsularQuestion {
    const ACTION: Action = Action::AskConsularQuestion;
    type Subject = consular_packet::Model;
}

impl Verb for AskConsularQuestion {
    const DOC: &'static str = "Ask about the person, from a closed list of questions.";
    type Input = AskConsularQuestionInput;

    async fn run(change: &Change, input: AskConsularQuestionInput) -> Result<Done, Stop> {
        let AskConsularQuestionInput { packet_reference, version, questions } = input;
        let permit = change.permit::<Self>(change.packet(&packet_reference).await?).await?;
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
