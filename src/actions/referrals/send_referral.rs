//! The sender sends a draft. The receiver sees the stub from now on, and the clocks start.

use async_graphql::InputObject;
use entity::referral;

use crate::{
    access::action::Action,
    actions::{
        Verb,
        steps::referral::{leads_to, take},
    },
    global_id::Id,
    rules::{referral::Step, sending::may_send},
    store::{
        case_file::sending_facts::SendingContext,
        write::{change::Change, change_log::ChangeRecord, referral_step::Because, stop::ChangeError},
    },
};

/// The sending of a draft.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct SendReferralInput {
    pub referral_id: Id<referral::Entity>,
    pub version: i32,
}

impl Verb for SendReferralInput {
    const ACTION: Action = Action::SendReferral;
    const BATCH: Option<&'static str> = Some("sendReferrals");
    type Subject = referral::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { referral_id, version } = self;
        let permit = Self::permit(change, referral_id.0).await?;
        let before = permit.row();
        let state = leads_to(change, &permit, version, Step::Send)?;
        let facts = SendingContext::of(change, before).await?;
        may_send(&facts.sending(change, before))?;
        let due = facts.due(before, change.now());
        let after = referral::Model {
            state,
            from_worker_id: Some(change.scope.viewer.worker_id),
            sent_at: Some(change.now()),
            grounded_until: facts.grounded_until(before),
            acknowledge_due_at: Some(due.acknowledge_at),
            decide_due_at: Some(due.decide_at),
            service_due_at: Some(due.service_at),
            ..before.clone()
        };
        take(change, before, after, Because::default()).await
    }
}
