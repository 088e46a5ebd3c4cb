//! An override ends early. The referral that depends on it is revoked, the transfer that depends on it is cancelled, and the
//! shares that it allowed end.

use async_graphql::InputObject;
use entity::{codes::DataClass as D, legal_override};

use super::Resting;
use crate::{
    access::{action::Action, directive::holds},
    actions::Verb,
    global_id::Id,
    rules::{
        legal_override::{in_force, may_end},
        refusal::same_version,
    },
    store::write::{change::Change, change_log::Done, permit::Act, stop::Stop},
};

/// End sharing without consent.
#[derive(Debug)]
pub(crate) struct EndLegalOverride;

/// The end of an override.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct EndLegalOverrideInput {
    /// The override.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub legal_override_id: Id<legal_override::Entity>,
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
    const DOC: &'static str = "End sharing without consent, or withdraw a request for it. A live referral that depends on it is revoked, a transfer that was not accepted yet is cancelled.";
    type Input = EndLegalOverrideInput;

    async fn run(change: &Change, input: EndLegalOverrideInput) -> Result<Done, Stop> {
        let EndLegalOverrideInput { legal_override_id, version } = input;
        let permit = change.permit::<Self>(legal_override_id.0).await?;
        let before = permit.row();
        same_version(version, before.version)?;
        may_end(before, change.now())?;
        let after = legal_override::Model {
            ended_by: Some(change.scope.viewer.worker_id),
            ended_at: Some(change.now()),
            ..before.clone()
        };
        let done = super::write(change, permit.held().case.organisation_id, before, after).await?;
        let resting = Resting::on(change, before).await?;
        if in_force(before, change.now()) {
            resting.end(change).await?;
        } else {
            resting.fall(change).await?;
        }
        Ok(done)
    }
}
