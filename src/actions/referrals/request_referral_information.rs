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
    store::write::{change::Change, change_log::Done, permit::Act, stop::Stop},
};

/// Ask the sender a question.
#[derive(Debug)]
pub(crate) struct RequestReferralInformation;

/// A question to the sender.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct RequestReferralInformationInput {
    /// The referral.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub referral_id: Id<referral::Entity>,
    /// Optimistic lock: pass the `version` you last read; if the row has changed since, the answer is
    /// `VERSION_CONFLICT`.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
    /// The question.
    #[graphql(directive = holds::apply(D::Staff))]
    pub question: String,
}

impl Act for RequestReferralInformation {
    const ACTION: Action = Action::RequestReferralInformation;
    type Subject = referral::Model;
}

impl Verb for RequestReferralInformation {
    const DOC: &'static str = "Ask the sender a question. The time limits pause until the answer.";
    type Input = RequestReferralInformationInput;

    async fn run(change: &Change, input: RequestReferralInformationInput) -> Result<Done, Stop> {
        let RequestReferralInformationInput { referral_id, version, question } = input;
        let permit = change.permit::<Self>(referral_id.0).await?;
        let state = leads_to(change, &permit, version, Step::RequestInformation)?;
        let question = text::required("question", TextKind::Paragraph, &question)?;
        let before = permit.row();
        may_ask(Some(&question), before.pauses)?;
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
