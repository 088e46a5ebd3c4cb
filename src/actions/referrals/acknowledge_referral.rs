//! The receiver confirms receipt of a referral. The acknowledgement clock stops.

use async_graphql::InputObject;
use entity::{codes::DataClass as D, referral};

use crate::{
    access::{action::Action, directive::holds},
    actions::{
        Verb,
        steps::referral::{leads_to, take},
    },
    global_id::Id,
    rules::referral::Step,
    store::{
        change::{Act, Change, Done, Stop},
        step::Because,
    },
};

/// Confirm that your organisation has received a referral.
#[derive(Debug)]
pub struct AcknowledgeReferral;

/// Confirmation of receipt of a referral.
#[derive(Clone, Debug, InputObject)]
pub struct AcknowledgeReferralInput {
    /// The referral.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub referral: Id<referral::Entity>,
    /// Optimistic lock: pass the `version` you last read; if the row has changed since, the answer is
    /// `VERSION_CONFLICT`.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
}

impl Act for AcknowledgeReferral {
    const ACTION: Action = Action::AcknowledgeReferral;
    type Subject = referral::Model;
}

impl Verb for AcknowledgeReferral {
    const DOC: &'static str = "Confirm that your organisation has received a referral.";
    type Input = AcknowledgeReferralInput;

    async fn run(change: &Change, input: AcknowledgeReferralInput) -> Result<Done, Stop> {
        let AcknowledgeReferralInput { referral, version } = input;
        let permit = change.permit::<Self>(referral.0).await?;
        let state = leads_to(change, &permit, version, Step::Acknowledge)?;
        let after = referral::Model { state, acknowledged_at: Some(change.now()), ..permit.row().clone() };
        take(change, permit.row(), after, Because::default()).await
    }
}
