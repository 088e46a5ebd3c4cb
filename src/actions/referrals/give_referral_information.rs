//! The sender answers the question of the receiver. The clocks continue.

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
        clocks::resume,
        referral::Step,
        text::{self, TextKind},
    },
    store::write::{change::Change, change_log::ChangeRecord, referral_step::due, stop::ChangeError},
};

/// An answer to the receiver's question.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct GiveReferralInformationInput {
    pub referral_id: Id<referral::Entity>,
    pub version: i32,
    /// The answer.
    #[graphql(directive = holds::apply(D::Staff))]
    pub answer: String,
}

impl Verb for GiveReferralInformationInput {
    const ACTION: Action = Action::GiveReferralInformation;
    type Subject = referral::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { referral_id, version, answer } = self;
        let permit = Self::permit(change, referral_id.0).await?;
        let state = leads_to(change, &permit, version, Step::GiveInformation)?;
        let answer = text::required("answer", TextKind::Paragraph, &answer)?;
        let before = permit.row();
        let mut after = referral::Model { state, answer: Some(answer.clone()), paused_at: None, ..before.clone() };
        if let (Some(due), Some(paused_at)) = (due(before), before.paused_at) {
            let due = resume(due, paused_at, change.now());
            after.decide_due_at = Some(due.decide_at);
            after.service_due_at = Some(due.service_at);
        }
        take(change, before, after, in_words(answer)).await
    }
}
