//! The requesting organisation answers the questions of the consulate. The answers go into a new version of the packet,
//! and the consent is checked again.

use async_graphql::InputObject;
use entity::{
    codes::{DataClass as D, QuestionCode},
    consular_request,
};

use crate::{
    access::{action::Action, directive::holds},
    actions::{
        Verb,
        consular::freezing::{cleared_packet, refreeze},
    },
    error::Error,
    global_id::Id,
    rules::{
        consular::{machine::Step, packet::Answer, questions::answers_all},
        text::{self, TextKind},
    },
    store::{
        consular::facts::listed,
        write::{change::Change, change_log::ChangeRecord, stop::ChangeError},
    },
};

/// Answers to the consulate.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct AnswerConsularQuestionInput {
    pub consular_request_id: Id<consular_request::Entity>,
    pub version: i32,
    /// One answer to each open question.
    #[graphql(directive = holds::apply(D::Identity))]
    pub answers: Vec<ConsularAnswerInput>,
}

/// An answer to a question of the consulate.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct ConsularAnswerInput {
    /// The question.
    #[graphql(directive = holds::apply(D::Legal))]
    pub question: QuestionCode,
    /// The answer. The consulate reads it exactly as written.
    pub text: String,
}

impl Verb for AnswerConsularQuestionInput {
    const ACTION: Action = Action::AnswerConsularQuestion;
    type Subject = consular_request::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { consular_request_id, version, answers } = self;
        let permit = Self::permit(change, consular_request_id.0).await?;
        let before = permit.row();
        let after = super::leads_to(&permit, version, Step::Answer)?;
        let asked = listed::<QuestionCode>(before.question_codes.as_ref())?;
        let answered: Vec<_> = answers.iter().map(|answer| answer.question).collect();
        answers_all(&asked, &answered)?;
        let mut kept = listed::<Answer>(before.answers.as_ref())?;
        for ConsularAnswerInput { question, text } in answers {
            // A repeated question keeps only its newest answer.
            kept.retain(|answer| answer.question != question);
            kept.push(Answer { question, text: text::required("answers", TextKind::Paragraph, &text)? });
        }
        let frozen = cleared_packet(change, before, kept.clone()).await?;
        refreeze(change, before, frozen).await?;
        let answers = serde_json::to_value(&kept).map_err(|error| Error::internal(&error))?;
        let after = consular_request::Model { answers: Some(answers), question_codes: None, ..after };
        super::take(change, before, after, None).await
    }
}
