//! The sender sends a draft. The receiver sees the stub from now on, and the clocks start.

use async_graphql::InputObject;
use entity::{codes::DataClass as D, referral};

use crate::{
    access::{action::Action, directive::holds},
    actions::{
        Verb,
        steps::referral::{leads_to, take},
    },
    global_id::Id,
    rules::{clocks::due_times, referral::Step, sending::may_send},
    store::{
        case_file::sending_facts::Facts,
        write::{change::Change, change_log::Done, permit::Act, referral_step::Because, stop::Stop},
    },
};

/// Send a draft to the receiver.
#[derive(Debug)]
pub(crate) struct SendReferral;

/// The sending of a draft.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct SendReferralInput {
    /// The referral.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub referral_id: Id<referral::Entity>,
    /// Optimistic lock: pass the `version` you last read; if the row has changed since, the answer is
    /// `VERSION_CONFLICT`.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
}

impl Act for SendReferral {
    const ACTION: Action = Action::SendReferral;
    type Subject = referral::Model;
}

impl Verb for SendReferral {
    const DOC: &'static str = "Send a draft. The receiver sees a stub, and the time limits start to run.";
    type Input = SendReferralInput;

    async fn run(change: &Change, input: SendReferralInput) -> Result<Done, Stop> {
        let SendReferralInput { referral_id, version } = input;
        let permit = change.permit::<Self>(referral_id.0).await?;
        let before = permit.row();
        let state = leads_to(change, &permit, version, Step::Send)?;
        let facts = Facts::of(change, before).await?;
        may_send(&facts.sending(change, before))?;
        let due = due_times(before.urgency, change.now());
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
