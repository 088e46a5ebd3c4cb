//! The person did not come; the place stays theirs and the clock goes on.

use async_graphql::InputObject;
use entity::{codes::DataClass as D, referral};

use crate::{
    access::{action::Action, directive::holds},
    actions::{
        Verb,
        referrals::step::{leads_to, take},
    },
    global_id::Id,
    rules::{
        referral::Step,
        text::{self, TextKind},
    },
    store::{
        change::{Act, Change, Done, Stop},
        step::Because,
    },
};

/// Record that the person did not come; a new date can be set.
#[derive(Debug)]
pub struct MarkNoShow;

/// Who did not come.
#[derive(Clone, Debug, InputObject)]
pub struct MarkNoShowInput {
    /// The referral.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub referral: Id<referral::Entity>,
    /// Its version as you read it.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
    /// What is known about it.
    #[graphql(directive = holds::apply(D::Protection))]
    pub text: Option<String>,
}

impl Act for MarkNoShow {
    const ACTION: Action = Action::MarkNoShow;
    type Subject = referral::Model;
}

impl Verb for MarkNoShow {
    const DOC: &'static str = "Record that the person did not come; a new date can be set.";
    type Input = MarkNoShowInput;

    async fn run(change: &Change, input: MarkNoShowInput) -> Result<Done, Stop> {
        let MarkNoShowInput { referral, version, text } = input;
        let permit = change.permit::<Self>(referral.0).await?;
        let state = leads_to(change, &permit, version, Step::MarkNoShow)?;
        let text = text::optional("text", TextKind::Paragraph, text.as_deref())?;
        let after = referral::Model { state, ..permit.row().clone() };
        take(change, permit.row(), after, Because { reason: None, text }).await
    }
}
