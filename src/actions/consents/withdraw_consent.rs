//! The person withdraws a consent. Everything that depended on it ends in the same change: its shares and the live
//! referrals. A reason is never required.

use async_graphql::InputObject;
use entity::{
    codes::{ConsentStatus, DataClass as D, Purpose, Role},
    consent,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};

use crate::{
    access::{action::Action, directive::holds},
    actions::{Verb, recorded::done},
    error::Error,
    global_id::Id,
    rules::{
        consent_time::standing,
        recording::may_withdraw,
        refusal::same_version,
        text::{self, TextKind},
    },
    store::write::{change::Change, change_log::Done, permit::Act, stop::Stop},
};

/// Withdraw a consent.
#[derive(Debug)]
pub struct WithdrawConsent;

/// The withdrawal of a consent.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct WithdrawConsentInput {
    /// The consent.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub consent_id: Id<consent::Entity>,
    /// Optimistic lock: pass the `version` you last read; if the row has changed since, the answer is
    /// `VERSION_CONFLICT`.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
    /// Reason for withdrawing, if the person gives one.
    #[graphql(directive = holds::apply(D::Staff))]
    pub reason: Option<String>,
}

impl Act for WithdrawConsent {
    const ACTION: Action = Action::WithdrawConsent;
    type Subject = consent::Model;
}

impl Verb for WithdrawConsent {
    const DOC: &'static str = "Withdraw a consent for the person. Its recipients lose access at once.";
    type Input = WithdrawConsentInput;

    async fn run(change: &Change, input: WithdrawConsentInput) -> Result<Done, Stop> {
        let WithdrawConsentInput { consent_id, version, reason } = input;
        let permit = change.permit::<Self>(consent_id.0).await?;
        let before = permit.row();
        // The consular desk may withdraw only the consents that it works with. It only reads whether the
        // others are valid.
        let desk = change.scope.viewer.roles.iter().all(|role| *role == Role::ConsularWorker);
        if desk && before.purpose != Purpose::ConsularDocument {
            return Err(Error::Forbidden.into());
        }
        same_version(version, before.version)?;
        may_withdraw(standing(before, change.now()))?;
        let reason = text::optional("reason", TextKind::Paragraph, reason.as_deref())?;
        let row = consent::ActiveModel {
            status: Set(ConsentStatus::Withdrawn),
            withdrawn_at: Set(Some(change.now())),
            withdrawn_by: Set(Some(change.scope.viewer.worker_id)),
            withdrawal_reason: Set(reason),
            updated_at: Set(change.now()),
            version: Set(before.version + 1),
            ..before.clone().into_active_model()
        };
        let after = row.update(change.transaction()).await?;
        super::settle(change, after.id).await?;
        let changed = vec!["status", "withdrawn_at", "withdrawn_by", "withdrawal_reason"];
        Ok(done(&after, permit.held().case.organisation_id, changed))
    }
}
