//! The person withdraws a consent. Everything that depended on it ends in the same change: its shares and the live
//! referrals. A reason is never required.

use async_graphql::InputObject;
use entity::{
    codes::{ConsentStatus, DataClass as D, Purpose, Role},
    consent,
};

use crate::{
    access::{action::Action, directive::holds},
    actions::Verb,
    error::Error,
    global_id::Id,
    rules::{
        consent_time::consent_state,
        recording::may_withdraw,
        refusal::same_version,
        text::{self, TextKind},
    },
    store::write::{change::Change, change_log::ChangeRecord, recorded::write_next, stop::ChangeError},
};

/// The withdrawal of a consent.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct WithdrawConsentInput {
    pub consent_id: Id<consent::Entity>,
    pub version: i32,
    /// Reason for withdrawing, if the person gives one.
    #[graphql(directive = holds::apply(D::Staff))]
    pub reason: Option<String>,
}

impl Verb for WithdrawConsentInput {
    const ACTION: Action = Action::WithdrawConsent;
    type Subject = consent::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { consent_id, version, reason } = self;
        let permit = Self::permit(change, consent_id.0).await?;
        let before = permit.row();
        // The consular desk may withdraw only the consents that it works with. It only reads whether the
        // others are valid.
        let desk = change.scope.viewer.roles.iter().all(|role| *role == Role::ConsularWorker);
        if desk && before.purpose != Purpose::ConsularDocument {
            return Err(Error::Forbidden.into());
        }
        same_version(version, before.version)?;
        may_withdraw(consent_state(before, change.now()))?;
        let reason = text::optional("reason", TextKind::Paragraph, reason.as_deref())?;
        let after = consent::Model {
            status: ConsentStatus::Withdrawn,
            withdrawn_at: Some(change.now()),
            withdrawn_by: Some(change.scope.viewer.worker_id),
            withdrawal_reason: reason,
            updated_at: change.now(),
            ..before.clone()
        };
        let done = write_next(change, permit.held().case.organisation_id, before, after).await?;
        super::settle(change, before.id).await?;
        Ok(done)
    }
}
