//! The state machine of a referral: its steps and sides. Further conditions are in `sending` and `answering`.

use chrono::{DateTime, Utc};
use entity::codes::{LegalBasis, ReferralState};
use sea_orm::EnumIter;

use super::{
    machine::{self, arrow, join},
    refusal::{Refusal, RefusalCode},
};

/// A step of a referral.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Hash, EnumIter)]
pub enum Step {
    /// The sender sends the draft.
    Send,
    /// The receiver confirms receipt.
    Acknowledge,
    /// The receiver starts the review.
    Review,
    /// The receiver asks the sender a question. The clocks pause.
    RequestInformation,
    /// The sender answers the question. The clocks continue.
    GiveInformation,
    /// The receiver accepts.
    Accept,
    /// The receiver declines.
    Decline,
    /// The sender sends a declined referral to another organisation.
    Redirect,
    /// The sender sends an expired referral to another organisation. It stays expired.
    PlaceAgain,
    /// The receiver sets the date of the service, or moves it.
    Schedule,
    /// The person did not come.
    MarkNoShow,
    /// The service begins.
    Start,
    /// The service was provided.
    Complete,
    /// The service could not be provided.
    MarkNotCompleted,
    /// The sender cancels it before acceptance.
    Cancel,
    /// The sender, or the withdrawal of a consent, revokes it.
    Revoke,
    /// A supervisor of the sender marks it as entered in error.
    MarkEnteredInError,
    /// The time limit for an answer passes.
    Expire,
}

/// The side that takes a step.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Hash, EnumIter)]
pub enum Side {
    /// A worker of the referring organisation.
    Sender,
    /// A worker of the receiving organisation.
    Receiver,
    /// The server: the clock, or the effect of a withdrawn consent.
    System,
}

/// One arrow of the machine.
pub type Arrow = machine::Arrow<Step, ReferralState, Side>;

/// The phase of a referral. It decides what the receiver reads: nothing, the stub, the consented classes, a tombstone.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Hash)]
pub(crate) enum Phase {
    /// Only the sender knows of it.
    Draft,
    /// It waits for the answer of the receiver.
    Pending,
    /// The receiver accepted it and works on it.
    Active,
    /// It is over.
    Closed,
}

/// All arrows of the machine; every other move is impossible. On purpose there is no arrow by which a sender accepts,
/// the clock accepts, or anything leaves `EnteredInError`.
pub const ARROWS: &[Arrow] = {
    use ReferralState as S;
    use Side::{Receiver, Sender, System};
    &[
        arrow(Step::Send, &[S::Draft], S::Sent, &[Sender]),
        arrow(Step::Acknowledge, &[S::Sent], S::Acknowledged, &[Receiver]),
        arrow(Step::Review, &[S::Acknowledged], S::UnderReview, &[Receiver]),
        arrow(Step::RequestInformation, &[S::UnderReview], S::InfoRequested, &[Receiver]),
        arrow(Step::GiveInformation, &[S::InfoRequested], S::UnderReview, &[Sender]),
        arrow(Step::Accept, &[S::UnderReview], S::Accepted, &[Receiver]),
        arrow(Step::Decline, &[S::UnderReview], S::Declined, &[Receiver]),
        arrow(Step::Redirect, &[S::Declined], S::Redirected, &[Sender]),
        arrow(Step::PlaceAgain, &[S::Expired], S::Expired, &[Sender]),
        arrow(Step::Schedule, &[S::Accepted, S::Scheduled, S::NoShow], S::Scheduled, &[Receiver]),
        arrow(Step::MarkNoShow, &[S::Scheduled], S::NoShow, &[Receiver]),
        arrow(Step::Start, &[S::Accepted, S::Scheduled], S::InProgress, &[Receiver]),
        arrow(Step::Complete, &[S::InProgress], S::Completed, &[Receiver]),
        arrow(Step::MarkNotCompleted, ACTIVE, S::NotCompleted, &[Receiver]),
        arrow(Step::Cancel, &join::<_, 5>(&[&[S::Draft], PENDING]), S::Cancelled, &[Sender]),
        arrow(Step::Revoke, LIVE, S::Revoked, &[Sender, System]),
        arrow(
            Step::MarkEnteredInError,
            &join::<_, 16>(&[
                &[S::Draft],
                LIVE,
                &[S::Completed, S::NotCompleted, S::Declined, S::Redirected, S::Cancelled, S::Revoked, S::Expired],
            ]),
            S::EnteredInError,
            &[Sender],
        ),
        arrow(Step::Expire, PENDING, S::Expired, &[System]),
    ]
};

/// The states in which the receiver owes an answer. It reads the stub.
pub const PENDING: &[ReferralState] =
    &[ReferralState::Sent, ReferralState::Acknowledged, ReferralState::UnderReview, ReferralState::InfoRequested];

/// The states between acceptance and the end. The receiver reads what its share opens.
pub const ACTIVE: &[ReferralState] =
    &[ReferralState::Accepted, ReferralState::Scheduled, ReferralState::InProgress, ReferralState::NoShow];

/// Pending or active. The withdrawal of a consent revokes these, and a second referral is a duplicate of one in these.
pub const LIVE: &[ReferralState] = &join::<_, 8>(&[PENDING, ACTIVE]);

/// The state to which a step leads, or a refusal if there is no such arrow.
pub fn next(state: ReferralState, step: Step) -> Result<ReferralState, Refusal> {
    machine::next(ARROWS, state, step).ok_or_else(|| {
        let message = format!("a referral that {} cannot be {}", state_phrase(state), done(step));
        Refusal::new(RefusalCode::InvalidTransition, message)
    })
}

/// The step that sends a referral in this state to another organisation.
pub(crate) fn onward(state: ReferralState) -> Step {
    if state == ReferralState::Expired { Step::PlaceAgain } else { Step::Redirect }
}

/// When the access of a receiver that serves the person ends. `None` if the receiver does not serve the person, if the consent has
/// no end, and under a legal override. Not every reader of the referral may know of an override, and its end would reveal it.
pub(crate) fn access_until(
    state: ReferralState,
    legal_basis: Option<LegalBasis>,
    grounded_until: Option<DateTime<Utc>>,
) -> Option<DateTime<Utc>> {
    grounded_until.filter(|_| phase(state) == Phase::Active && legal_basis.is_none())
}

/// Whether a draft can still be changed.
pub(crate) fn may_edit(state: ReferralState) -> Result<(), Refusal> {
    let message =
        format!("a referral that {} cannot be changed; cancel it, and draft another one", state_phrase(state));
    Refusal::new(RefusalCode::InvalidTransition, message).unless(state == ReferralState::Draft)
}

/// The state after a revocation. A completed referral keeps its state and only loses its remaining access.
pub(crate) fn revoked(state: ReferralState, can_be_read: bool) -> Result<ReferralState, Refusal> {
    match state {
        ReferralState::Completed | ReferralState::NotCompleted if can_be_read => Ok(state),
        state => next(state, Step::Revoke),
    }
}

/// Whether this side may take the step. Checked in addition to the permit: no policy file may let a sender accept.
pub fn belongs_to(step: Step, side: Side) -> Result<(), Refusal> {
    if machine::may(ARROWS, step, side) {
        return Ok(());
    }
    let message = match (step, side) {
        (Step::Expire, _) => "only the server can let a referral expire",
        (_, Side::Sender) => "only the receiving organisation can take this step",
        (_, Side::Receiver) => "only the referring organisation can take this step",
        (_, Side::System) => "only a person can take this step",
    };
    Err(Refusal::new(RefusalCode::WrongSide, message))
}

/// Only the side that received a referral names one of its workers for it.
pub(crate) fn received(side: Side) -> Result<(), Refusal> {
    let message = "only the receiving organisation can assign a referral";
    Refusal::new(RefusalCode::WrongSide, message).when(side != Side::Receiver)
}

/// Whether a referral in this state can be assigned to a worker of its receiver.
pub(crate) fn may_be_assigned(state: ReferralState) -> Result<(), Refusal> {
    let message = format!("a referral that {} cannot be assigned", state_phrase(state));
    Refusal::new(RefusalCode::InvalidTransition, message).unless(LIVE.contains(&state))
}

/// Whether the step continues the referral and needs a valid consent or legal basis. Ending a referral does not.
pub(crate) const fn needs_ground(step: Step) -> bool {
    match step {
        Step::Acknowledge
        | Step::Review
        | Step::RequestInformation
        | Step::GiveInformation
        | Step::Accept
        | Step::Schedule
        | Step::MarkNoShow
        | Step::Start
        | Step::Complete
        | Step::MarkNotCompleted => true,
        // Sending checks the consent or legal basis of a draft completely.
        Step::Send
        | Step::Decline
        | Step::Redirect
        | Step::PlaceAgain
        | Step::Cancel
        | Step::Revoke
        | Step::MarkEnteredInError
        | Step::Expire => false,
    }
}

/// Whether the consent or legal basis of the referral is still valid, if the step needs it.
pub(crate) fn grounded(step: Step, until: Option<DateTime<Utc>>, at: DateTime<Utc>) -> Result<(), Refusal> {
    let message = "the consent or legal basis of this referral is not valid any more; the sender has to ask again";
    Refusal::new(RefusalCode::ConsentNotValid, message).unless(!needs_ground(step) || holds(until, at))
}

/// Whether a consent or legal basis with this end is valid at this moment. Without an end it is valid.
pub(crate) fn holds(until: Option<DateTime<Utc>>, at: DateTime<Utc>) -> bool {
    until.is_none_or(|until| at < until)
}

/// The phase of a state. A state in none of the lists is closed, so that nothing can be read in it.
pub(crate) fn phase(state: ReferralState) -> Phase {
    match state {
        ReferralState::Draft => Phase::Draft,
        state if PENDING.contains(&state) => Phase::Pending,
        state if ACTIVE.contains(&state) => Phase::Active,
        _ => Phase::Closed,
    }
}

fn state_phrase(state: ReferralState) -> &'static str {
    use ReferralState as S;
    match state {
        S::Draft => "is a draft",
        S::Sent => "was sent",
        S::Acknowledged => "was acknowledged",
        S::UnderReview => "is under review",
        S::InfoRequested => "waits for information",
        S::Accepted => "was accepted",
        S::Scheduled => "is scheduled",
        S::InProgress => "is in progress",
        S::NoShow => "is marked as a no-show",
        S::Completed => "was completed",
        S::NotCompleted => "was not completed",
        S::Declined => "was declined",
        S::Redirected => "was redirected",
        S::Cancelled => "was cancelled",
        S::Revoked => "was revoked",
        S::Expired => "has expired",
        S::EnteredInError => "was entered in error",
    }
}

fn done(step: Step) -> &'static str {
    match step {
        Step::Send => "sent",
        Step::Acknowledge => "acknowledged",
        Step::Review => "taken under review",
        Step::RequestInformation => "questioned",
        Step::GiveInformation => "given information",
        Step::Accept => "accepted",
        Step::Decline => "declined",
        Step::Redirect | Step::PlaceAgain => "redirected",
        Step::Schedule => "scheduled",
        Step::MarkNoShow => "marked as a no-show",
        Step::Start => "started",
        Step::Complete => "completed",
        Step::MarkNotCompleted => "marked as not completed",
        Step::Cancel => "cancelled",
        Step::Revoke => "revoked",
        Step::MarkEnteredInError => "marked as entered in error",
        Step::Expire => "expired",
    }
}
