//! The person takes a consent back. Everything that rested on it ends in the same change: its shares, and the referrals
//! that are under way. Nobody asks why.

use async_graphql::InputObject;
use entity::{
    codes::{ConsentStatus, DataClass as D, Purpose, Role},
    consent,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};

use crate::{
    access::{action::Action, directive::holds},
    actions::Verb,
    error::Error,
    global_id::Id,
    rules::{
        consent_time::standing,
        recording::may_withdraw,
        refusal::same_version,
        text::{self, TextKind},
    },
    store::change::{Act, Change, Done, Stop},
};

/// Withdraw a consent.
#[derive(Debug)]
pub struct WithdrawConsent;

/// Which consent is taken back.
#[derive(Clone, Debug, InputObject)]
pub struct WithdrawConsentInput {
    /// The consent.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub consent: Id<consent::Entity>,
    /// The version of the consent that you saw.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
    /// Why, if the person says so.
    #[graphql(directive = holds::apply(D::Staff))]
    pub reason: Option<String>,
}

impl Act for WithdrawConsent {
    const ACTION: Action = Action::WithdrawConsent;
    type Subject = consent::Model;
}

impl Verb for WithdrawConsent {
    const DOC: &'static str = "Take a consent back for the person: whoever read by it reads no more, at once.";
    type Input = WithdrawConsentInput;

    async fn run(change: &Change, input: WithdrawConsentInput) -> Result<Done, Stop> {
        let WithdrawConsentInput { consent, version, reason } = input;
        let permit = change.permit::<Self>(consent.0).await?;
        let before = permit.row();
        // The consular desk ends what it works by. It reads of the other consents only that they hold.
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
        Ok(super::done(&after, permit.held().case.organisation_id, changed))
    }
}
