//! The receiver provided the service. It can read the case for some more days.

use async_graphql::InputObject;
use entity::{
    codes::{DataClass as D, ReferralOutcome},
    referral,
};

use crate::{
    access::{action::Action, directive::holds},
    actions::{
        Verb,
        steps::referral::{because, leads_to, take},
    },
    global_id::Id,
    rules::{
        referral::Step,
        text::{self, TextKind},
    },
    store::change::{Act, Change, Done, Stop},
};

/// Record that the service was provided.
#[derive(Debug)]
pub struct CompleteReferral;

/// The completion of a service.
#[derive(Clone, Debug, InputObject)]
pub struct CompleteReferralInput {
    /// The referral.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub referral: Id<referral::Entity>,
    /// Optimistic lock: pass the `version` you last read; if the row has changed since, the answer is
    /// `VERSION_CONFLICT`.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
    /// Outcome of the service.
    #[graphql(directive = holds::apply(D::Operational))]
    pub outcome: ReferralOutcome,
    /// Information for the sender, within the agreed follow-up.
    #[graphql(directive = holds::apply(D::Protection))]
    pub text: Option<String>,
}

impl Act for CompleteReferral {
    const ACTION: Action = Action::CompleteReferral;
    type Subject = referral::Model;
}

impl Verb for CompleteReferral {
    const DOC: &'static str =
        "Record that the service was provided. Your organisation can read the case for 30 more days.";
    type Input = CompleteReferralInput;

    async fn run(change: &Change, input: CompleteReferralInput) -> Result<Done, Stop> {
        let CompleteReferralInput { referral, version, outcome, text } = input;
        let permit = change.permit::<Self>(referral.0).await?;
        let state = leads_to(change, &permit, version, Step::Complete)?;
        let text = text::optional("text", TextKind::Paragraph, text.as_deref())?;
        let after = referral::Model {
            state,
            completed_at: Some(change.now()),
            outcome: Some(outcome),
            outcome_text: text.clone(),
            ..permit.row().clone()
        };
        take(change, permit.row(), after, because(&outcome, text)).await
    }
}
