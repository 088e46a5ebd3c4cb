//! Actions on referrals and transfers.

use entity::codes::{DataClass, ReferralState, TransferState};
use sea_orm::prelude::DateTimeUtc;
use uuid::Uuid;

use super::Actor;
use crate::{
    access::action::Action,
    actions::steps::{
        referral::{Ends, may_assign_in, may_take},
        transfer::acts_for,
    },
    rules::{
        clocks::DAYS_AFTER_COMPLETION,
        emergency::may_add_medical_content,
        inference::may_refer,
        referral::{Step, grounded, may_edit, next, onward, revoked},
        transfer::{self, another_person},
    },
};

/// The columns of a referral that decide what can be done with it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ShownReferral {
    /// Its state.
    pub state: ReferralState,
    /// The organisation that refers.
    pub from: Uuid,
    /// The organisation that receives it.
    pub to: Uuid,
    /// The class that its existence reveals.
    pub reveals: DataClass,
    /// When it ended.
    pub closed_at: Option<DateTimeUtc>,
    /// When its consent or legal basis ends.
    pub grounded_until: Option<DateTimeUtc>,
    /// Whether another referral follows it.
    pub followed: bool,
}

/// The confirmation of a handover by one side.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Confirmation {
    /// When the side confirmed.
    pub at: Option<DateTimeUtc>,
    /// The worker who confirmed.
    pub by: Option<Uuid>,
}

/// The columns of a transfer that decide what can be done with it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ShownTransfer {
    /// Its state.
    pub state: TransferState,
    /// The organisations that give and take the case.
    pub organisations: (Uuid, Uuid),
    /// The centres that give and take the case.
    pub centres: (Uuid, Uuid),
    /// The workers who proposed, approved and offered it.
    pub agreed: [Option<Uuid>; 3],
    /// The confirmation of the giving side, and of the taking side. Empty if the viewer may not know of them.
    pub confirmed: [Confirmation; 2],
}

impl Actor<'_> {
    /// Actions on a referral.
    pub(crate) fn on_referral(&self, shown: ShownReferral) -> Vec<Action> {
        let ShownReferral { state, from, to, reveals, closed_at, grounded_until, followed } = shown;
        let ends = Ends { from, to, reveals };
        let days = chrono::Duration::days(DAYS_AFTER_COMPLETION);
        // The receiver of a completed referral reads for some days more.
        let read = closed_at.is_some_and(|at| !self.now.has_come(at + days));
        let now = self.now.for_change_at([grounded_until]);
        self.on("Referral", |action| match step_of_referral(action) {
            Some(Step::Redirect) if followed => false,
            Some(step) => {
                let step = if step == Step::Redirect { onward(state) } else { step };
                let leads = if step == Step::Revoke { revoked(state, read) } else { next(state, step) };
                leads.is_ok()
                    && grounded(step, grounded_until, now).is_ok()
                    && may_take(self.scope, self.held, (action, step), ends).is_ok()
            }
            None if action == Action::UpdateReferral => {
                may_edit(state).is_ok() && may_refer(&self.scope.viewer.roles, reveals, "referralId").is_ok()
            }
            None if action == Action::AssignReferral => may_assign_in(self.scope, self.held, state, ends).is_ok(),
            None => may_add_medical_content(state).is_ok(),
        })
    }

    /// Actions on a transfer.
    pub(crate) fn on_transfer(&self, shown: ShownTransfer) -> Vec<Action> {
        let ShownTransfer { state, organisations: (from, to), centres: (from_centre, to_centre), agreed, confirmed } =
            shown;
        let (me, within) = (self.scope.viewer.organisation_id, from == to);
        let own = |centre| !within || (self.works_at)(centre);
        let ends = (from == me && own(from_centre), to == me && own(to_centre));
        let [sender, receiver] = confirmed;
        let [proposed, _, _] = agreed;
        self.on("Transfer", |action| {
            let Some(step) = step_of_transfer(action) else { return false };
            let Some(side) = acts_for(ends, step, sender.at.is_some()) else { return false };
            let before: &[Option<Uuid>] = match step {
                transfer::Step::Approve => &[proposed],
                transfer::Step::Accept => &agreed,
                transfer::Step::HandOver => &[sender.by, receiver.by],
                transfer::Step::Offer | transfer::Step::Decline | transfer::Step::Cancel => &[],
            };
            let confirms_twice = step == transfer::Step::HandOver
                && if side == transfer::Side::Sender { sender.at.is_some() } else { receiver.at.is_some() };
            transfer::belongs_to(step, side).is_ok()
                && transfer::next(state, step).is_ok()
                && another_person(before, &self.me()).is_ok()
                && !confirms_twice
        })
    }
}

/// The step of a referral that the action takes.
const fn step_of_referral(action: Action) -> Option<Step> {
    use Action as A;
    Some(match action {
        A::SendReferral => Step::Send,
        A::AcknowledgeReferral => Step::Acknowledge,
        A::ReviewReferral => Step::Review,
        A::RequestReferralInformation => Step::RequestInformation,
        A::GiveReferralInformation => Step::GiveInformation,
        A::AcceptReferral => Step::Accept,
        A::DeclineReferral => Step::Decline,
        A::RedirectReferral => Step::Redirect,
        A::ScheduleReferral => Step::Schedule,
        A::MarkReferralNoShow => Step::MarkNoShow,
        A::StartReferral => Step::Start,
        A::CompleteReferral => Step::Complete,
        A::MarkReferralNotCompleted => Step::MarkNotCompleted,
        A::CancelReferral => Step::Cancel,
        A::RevokeReferral => Step::Revoke,
        A::MarkReferralEnteredInError => Step::MarkEnteredInError,
        _ => return None,
    })
}

/// The step of a transfer that the action takes.
const fn step_of_transfer(action: Action) -> Option<transfer::Step> {
    use transfer::Step;
    Some(match action {
        Action::ApproveTransfer => Step::Approve,
        Action::OfferTransfer => Step::Offer,
        Action::AcceptTransfer => Step::Accept,
        Action::DeclineTransfer => Step::Decline,
        Action::CancelTransfer => Step::Cancel,
        Action::ConfirmTransferHandover => Step::HandOver,
        _ => return None,
    })
}
