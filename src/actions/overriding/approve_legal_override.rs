//! Another worker approves sharing without consent. The referral can then be sent, or the transfer offered; after a renewal
//! it continues.

use async_graphql::InputObject;
use entity::{codes::DataClass as D, legal_override};

use super::{Resting, request::facts};
use crate::{
    access::{action::Action, directive::holds},
    actions::Verb,
    global_id::Id,
    rules::{legal_override::may_approve, refusal::same_version},
    store::write::{change::Change, change_log::Done, permit::Act, stop::Stop},
};

/// Approve sharing without consent.
#[derive(Debug)]
pub(crate) struct ApproveLegalOverride;

/// The approval of an override.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct ApproveLegalOverrideInput {
    /// The requested override.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub legal_override_id: Id<legal_override::Entity>,
    /// Optimistic lock: pass the `version` you last read; if the row has changed since, the answer is
    /// `VERSION_CONFLICT`.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
}

impl Act for ApproveLegalOverride {
    const ACTION: Action = Action::ApproveLegalOverride;
    type Subject = legal_override::Model;
}

impl Verb for ApproveLegalOverride {
    const DOC: &'static str = "Approve sharing without consent that another person asked for. \
        You need access to every class that it opens.";
    type Input = ApproveLegalOverrideInput;

    async fn run(change: &Change, input: ApproveLegalOverrideInput) -> Result<Done, Stop> {
        let ApproveLegalOverrideInput { legal_override_id, version } = input;
        let permit = change.permit::<Self>(legal_override_id.0).await?;
        let before = permit.row();
        same_version(version, before.version)?;
        let resting = Resting::on(change, before).await?;
        let by = change.scope.viewer.worker_id;
        let held = permit.held().clearance.classes;
        let rests_on = (before.legal_basis, before.valid_until, before.determination_id);
        let request = facts(change, resting.about(), rests_on).await?;
        may_approve(before, &change.me().await?, held, &request, change.now())?;
        resting.open(change.now())?;
        let after = legal_override::Model { approved_by: Some(by), approved_at: Some(change.now()), ..before.clone() };
        let done = super::write(change, permit.held().case.organisation_id, before, after).await?;
        resting.go_on(change).await?;
        Ok(done)
    }
}
