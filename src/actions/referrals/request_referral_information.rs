//! The receiver asks the sender a question. The clocks pause until the answer.

use async_graphql::InputObject;
use entity::{codes::DataClass as D, referral};

use crate::{
    access::{action::Action, directive::holds},
    actions::{
        Verb,
        steps::referral::{in_words, leads_to, take},
    },
    global_id::Id,
    rules::{
        answering::may_ask,
        referral::Step,
        text::{self, TextKind},
    },
    store::write::{change::Change, change_log::ChangeRecord, stop::ChangeError},
};

/// A question to the sender.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct RequestReferralInformationInput {
    pub referral_id: Id<referral::Entity>,
    pub version: i32,
    /// The question.
    #[graphql(directive = holds::apply(D::Staff))]
    pub question: String,
}

impl Verb for RequestReferralInformationInput {
    const ACTION: Action = Action::RequestReferralInformation;
    type Subject = referral::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { referral_id, version, question } = self;
        let permit = Self::permit(change, referral_id.0).await?;
        let state = leads_to(change, &permit, version, Step::RequestInformation)?;
        let question = text::required("question", TextKind::Paragraph, &question)?;
        let before = permit.row();
        may_ask(before.pauses)?;
        let after = referral::Model {
            state,
            question: Some(question.clone()),
            answer: None,
            paused_at: Some(change.now()),
            pauses: before.pauses + 1,
            ..before.clone()
        };
        take(change, before, after, in_words(question)).await
    }
}
