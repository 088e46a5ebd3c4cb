//! The receiver starts the review. From now on the referral cannot expire.

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

/// Start the review of a referral that your organisation acknowledged.
#[derive(Debug)]
pub struct ReviewReferral;

/// Start of the review of a referral.
#[derive(Clone, Debug, InputObject)]
pub struct ReviewReferralInput {
    /// The referral.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub referral: Id<referral::Entity>,
    /// Optimistic lock: pass the `version` you last read; if the row has changed since, the answer is
    /// `VERSION_CONFLICT`.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
}

impl Act for ReviewReferral {
    const ACTION: Action = Action::ReviewReferral;
    type Subject = referral::Model;
}

impl Verb for ReviewReferral {
    const DOC: &'static str = "Start the review of a referral that your organisation acknowledged.";
    type Input = ReviewReferralInput;

    async fn run(change: &Change, input: ReviewReferralInput) -> Result<Done, Stop> {
        let ReviewReferralInput { referral, version } = input;
        let permit = change.permit::<Self>(referral.0).await?;
        let state = leads_to(change, &permit, version, Step::Review)?;
        let after = referral::Model { state, ..permit.row().clone() };
        take(change, permit.row(), after, Because::default()).await
    }
}
