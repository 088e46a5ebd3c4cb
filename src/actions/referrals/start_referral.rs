//! The service has started. No clock runs any more.

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

/// Record that the service has started.
#[derive(Debug)]
pub struct StartReferral;

/// The start of a service.
#[derive(Clone, Debug, InputObject)]
pub struct StartReferralInput {
    /// The referral.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub referral: Id<referral::Entity>,
    /// Optimistic lock: pass the `version` you last read; if the row has changed since, the answer is
    /// `VERSION_CONFLICT`.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
}

impl Act for StartReferral {
    const ACTION: Action = Action::StartReferral;
    type Subject = referral::Model;
}

impl Verb for StartReferral {
    const DOC: &'static str = "Record that the service has started.";
    type Input = StartReferralInput;

    async fn run(change: &Change, input: StartReferralInput) -> Result<Done, Stop> {
        let StartReferralInput { referral, version } = input;
        let permit = change.permit::<Self>(referral.0).await?;
        let state = leads_to(change, &permit, version, Step::Start)?;
        let after = referral::Model { state, ..permit.row().clone() };
        take(change, permit.row(), after, Because::default()).await
    }
}
