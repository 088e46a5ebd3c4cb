//! The person did not come. The place stays reserved and the clock keeps running.

use async_graphql::InputObject;
use entity::{codes::DataClass as D, referral};

use crate::{
    access::{action::Action, directive::holds},
    actions::{
        Verb,
        steps::referral::{leads_to, take},
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

/// Record that the person did not come.
#[derive(Debug)]
pub struct MarkNoShow;

/// A no-show.
#[derive(Clone, Debug, InputObject)]
pub struct MarkNoShowInput {
    /// The referral.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub referral: Id<referral::Entity>,
    /// Optimistic lock: pass the `version` you last read; if the row has changed since, the answer is
    /// `VERSION_CONFLICT`.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
    /// Details, if any are known.
    #[graphql(directive = holds::apply(D::Protection))]
    pub text: Option<String>,
}

impl Act for MarkNoShow {
    const ACTION: Action = Action::MarkNoShow;
    type Subject = referral::Model;
}

impl Verb for MarkNoShow {
    const DOC: &'static str = "Record that the person did not come. A new date can be set.";
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
