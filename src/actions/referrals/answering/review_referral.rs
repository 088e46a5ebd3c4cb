//! The receiver takes a referral under review; from here on it does not expire by itself.

use async_graphql::InputObject;
use entity::{codes::DataClass as D, referral};

use crate::{
    access::{action::Action, directive::holds},
    actions::{
        Verb,
        referrals::step::{leads_to, take},
    },
    global_id::Id,
    rules::referral::Step,
    store::{
        change::{Act, Change, Done, Stop},
        step::Because,
    },
};

/// Begin to review a referral that your organisation acknowledged.
#[derive(Debug)]
pub struct ReviewReferral;

/// Which referral.
#[derive(Clone, Debug, InputObject)]
pub struct ReviewReferralInput {
    /// The referral.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub referral: Id<referral::Entity>,
    /// Its version as you read it.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
}

impl Act for ReviewReferral {
    const ACTION: Action = Action::ReviewReferral;
    type Subject = referral::Model;
}

impl Verb for ReviewReferral {
    const DOC: &'static str = "Begin to review a referral that your organisation acknowledged.";
    type Input = ReviewReferralInput;

    async fn run(change: &Change, input: ReviewReferralInput) -> Result<Done, Stop> {
        let ReviewReferralInput { referral, version } = input;
        let permit = change.permit::<Self>(referral.0).await?;
        let state = leads_to(change, &permit, version, Step::Review)?;
        let after = referral::Model { state, ..permit.row().clone() };
        take(change, permit.row(), after, Because::default()).await
    }
}
