//! Another worker refuses sharing without consent. The referral that needs it cannot be sent, and the transfer that needs it
//! is cancelled.

use async_graphql::InputObject;
use entity::{codes::DataClass as D, legal_override};

use super::Resting;
use crate::{
    access::{action::Action, directive::holds},
    actions::Verb,
    global_id::Id,
    rules::{
        legal_override::may_decide,
        refusal::same_version,
        text::{self, TextKind},
    },
    store::write::{change::Change, change_log::Done, permit::Act, stop::Stop},
};

/// Refuse sharing without consent.
#[derive(Debug)]
pub(crate) struct RefuseLegalOverride;

/// The refusal of an override.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct RefuseLegalOverrideInput {
    /// The requested override.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub legal_override_id: Id<legal_override::Entity>,
    /// Optimistic lock: pass the `version` you last read; if the row has changed since, the answer is
    /// `VERSION_CONFLICT`.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
    /// Reason for refusing.
    #[graphql(directive = holds::apply(D::Legal))]
    pub reason: String,
}

impl Act for RefuseLegalOverride {
    const ACTION: Action = Action::RefuseLegalOverride;
    type Subject = legal_override::Model;
}

impl Verb for RefuseLegalOverride {
    const DOC: &'static str = "Refuse sharing without consent that another person asked for.";
    type Input = RefuseLegalOverrideInput;

    async fn run(change: &Change, input: RefuseLegalOverrideInput) -> Result<Done, Stop> {
        let RefuseLegalOverrideInput { legal_override_id, version, reason } = input;
        let permit = change.permit::<Self>(legal_override_id.0).await?;
        let before = permit.row();
        same_version(version, before.version)?;
        let by = change.scope.viewer.worker_id;
        may_decide(before, &change.me().await?, change.now())?;
        let after = legal_override::Model {
            refused_by: Some(by),
            refused_at: Some(change.now()),
            refusal_text: Some(text::required("reason", TextKind::Paragraph, &reason)?),
            ..before.clone()
        };
        let done = super::write(change, permit.held().case.organisation_id, before, after).await?;
        Resting::on(change, before).await?.fall(change).await?;
        Ok(done)
    }
}
