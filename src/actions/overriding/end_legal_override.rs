//! An override ends early. The referral that depends on it is revoked, and the shares that it allowed end.

use async_graphql::InputObject;
use entity::{
    codes::{DataClass as D, ReferralEndReason, ShareEndReason},
    legal_override, referral, share,
};
use sea_orm::{ColumnTrait, Condition};

use crate::{
    access::{action::Action, directive::holds},
    actions::{Verb, referrals::revoke},
    global_id::Id,
    rules::{
        legal_override::{in_force, may_end},
        refusal::same_version,
    },
    store::{
        change::{Act, Change, Done, Stop},
        consent::end_shares,
    },
};

/// End sharing without consent.
#[derive(Debug)]
pub struct EndLegalOverride;

/// The end of an override.
#[derive(Clone, Debug, InputObject)]
pub struct EndLegalOverrideInput {
    /// The override.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub legal_override: Id<legal_override::Entity>,
    /// Optimistic lock: pass the `version` you last read; if the row has changed since, the answer is
    /// `VERSION_CONFLICT`.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
}

impl Act for EndLegalOverride {
    const ACTION: Action = Action::EndLegalOverride;
    type Subject = legal_override::Model;
}

impl Verb for EndLegalOverride {
    const DOC: &'static str =
        "End sharing without consent, or withdraw a request for it. A live referral that depends on it is revoked.";
    type Input = EndLegalOverrideInput;

    async fn run(change: &Change, input: EndLegalOverrideInput) -> Result<Done, Stop> {
        let EndLegalOverrideInput { legal_override, version } = input;
        let permit = change.permit::<Self>(legal_override.0).await?;
        let before = permit.row();
        same_version(version, before.version)?;
        may_end(before, change.now())?;
        let after = legal_override::Model {
            ended_by: Some(change.scope.viewer.worker_id),
            ended_at: Some(change.now()),
            ..before.clone()
        };
        let done = super::write(change, permit.held().case.organisation_id, before, after).await?;
        if in_force(before, change.now()) {
            // This includes the shares of a completed referral and those that a renewal extended.
            let shares = Condition::all()
                .add(share::Column::ReferralId.eq(before.referral_id))
                .add(share::Column::ConsentId.is_null());
            end_shares(change, shares, ShareEndReason::LegalBasisEnded).await?;
            let resting = Condition::all().add(referral::Column::Id.eq(before.referral_id));
            revoke(change, resting, ReferralEndReason::LegalBasisEnded).await?;
        }
        Ok(done)
    }
}
