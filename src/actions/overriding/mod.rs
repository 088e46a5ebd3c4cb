//! Legal overrides, which allow sharing without consent: a worker requests, another worker approves or refuses, and
//! officers end them. The rules are in `rules::legal_override`. Sending and accepting a referral check the override in
//! force.
//! Sharing without consent: a worker asks, another worker approves or refuses, and officers end it. The rules are
//! `rules::legal_override`; referrals and transfers look at the override in force before they are sent, offered or accepted.

mod approve_legal_override;
mod end_legal_override;
mod refuse_legal_override;
mod renew_legal_override;
mod request;
mod resting;
mod undetermined;

pub(crate) use self::{
    approve_legal_override::ApproveLegalOverride, end_legal_override::EndLegalOverride,
    refuse_legal_override::RefuseLegalOverride, renew_legal_override::RenewLegalOverride,
};
pub(super) use self::{
    request::{Asked, LegalOverrideInput, ask},
    resting::Resting,
    undetermined::end_undetermined,
};

use entity::legal_override;
use uuid::Uuid;

use crate::{
    actions::recorded::done,
    store::write::{change::Change, change_log::Done, save as writing, stop::Stop},
};

/// Writes the changed override with its next version.
async fn write(
    change: &Change,
    owner: Uuid,
    before: &legal_override::Model,
    after: legal_override::Model,
) -> Result<Done, Stop> {
    let after = legal_override::Model { version: before.version + 1, ..after };
    let changed = writing::write(change, before, &after).await?;
    Ok(done(&after, owner, changed))
}
