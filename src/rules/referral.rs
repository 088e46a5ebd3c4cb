//! The state machine of a referral: its steps and whose they are. Further conditions stand in `sending` and `answering`.

use chrono::{DateTime, Utc};
use entity::codes::ReferralState;
use sea_orm::EnumIter;

use super::refusal::{Refusal, RefusalCode};

/// What somebody does to a referral.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Hash, EnumIter)]
pub enum Step {
    /// The sender sends the draft.
    Send,
    /// The receiver has seen it.
    Acknowledge,
    /// The receiver considers it.
    Review,
    /// The receiver asks the sender a question; the clocks rest.
    RequestInformation,
    /// The sender answers the question; the clocks run again.
    GiveInformation,
    /// The receiver will help.
    Accept,
    /// The receiver will not help.
    Decline,
    /// The sender sends a declined referral on to another organisation.
    Redirect,
    /// The receiver sets a date.
    Schedule,
    /// The person did not come.
    MarkNoShow,
    /// The help begins.
    Start,
    /// The help was given.
    Complete,
    /// The help could not be given.
    MarkNotCompleted,
    /// The sender takes it back before it was accepted.
    Cancel,
    /// The sender, or the withdrawal of a consent, ends it.
    Revoke,
    /// A supervisor of the sender marks it as an error.
    MarkEnteredInError,
    /// Nobody answered in time.
    Expire,
}

/// Who takes a step.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Hash, EnumIter)]
pub enum Side {
    /// Somebody of the organisation that refers.
    Sender,
    /// Somebody of the organisation that is asked.
    Receiver,
    /// The server itself: a clock, or the effect of a withdrawn consent.
    System,
}

/// One kind of arrow of the machine.
#[derive(Clone, Copy, Debug)]
pub struct Arrow {
    /// The step that follows the arrow.
    pub step: Step,
    /// The states it leads away from.
    pub from: &'static [ReferralState],
    /// The state it leads to.
    pub to: ReferralState,
    /// Whose step it is.
    pub by: &'static [Side],
}

/// How far a referral is along, and so what the receiver reads: nothing, the stub, the consented classes, a tombstone.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Hash)]
pub enum Phase {
    /// Only the sender knows of it.
    Draft,
    /// It waits for the receiver's answer.
    Pending,
    /// The receiver has accepted it and works on it.
    Active,
    /// It is over.
    Closed,
}

/// The machine, drawn as DOMAIN.md draws it; what is not here cannot happen. Whoever reads it asks in vain for an arrow
/// by which a sender accepts, by which the clock accepts, or by which anything leaves `EnteredInError`.
pub const ARROWS: &[Arrow] = {
    use ReferralState as S;
    use Side::{Receiver, Sender, System};
    const fn arrow(step: Step, from: &'static [S], to: S, by: &'static [Side]) -> Arrow {
        Arrow { step, from, to, by }
    }
    &[
        arrow(Step::Send, &[S::Draft], S::Sent, &[Sender]),
        arrow(Step::Acknowledge, &[S::Sent], S::Acknowledged, &[Receiver]),
        arrow(Step::Review, &[S::Acknowledged], S::UnderReview, &[Receiver]),
        arrow(Step::RequestInformation, &[S::UnderReview], S::InfoRequested, &[Receiver]),
        arrow(Step::GiveInformation, &[S::InfoRequested], S::UnderReview, &[Sender]),
        arrow(Step::Accept, &[S::UnderReview], S::Accepted, &[Receiver]),
        arrow(Step::Decline, &[S::UnderReview], S::Declined, &[Receiver]),
        arrow(Step::Redirect, &[S::Declined], S::Redirected, &[Sender]),
        arrow(Step::Schedule, &[S::Accepted, S::NoShow], S::Scheduled, &[Receiver]),
        arrow(Step::MarkNoShow, &[S::Scheduled], S::NoShow, &[Receiver]),
        arrow(Step::Start, &[S::Scheduled], S::InProgress, &[Receiver]),
        arrow(Step::Complete, &[S::InProgress], S::Completed, &[Receiver]),
        arrow(Step::MarkNotCompleted, &[S::InProgress, S::NoShow], S::NotCompleted, &[Receiver]),
        arrow(
            Step::Cancel,
            &[S::Draft, S::Sent, S::Acknowledged, S::UnderReview, S::InfoRequested],
            S::Cancelled,
            &[Sender],
        ),
        arrow(Step::Revoke, LIVE, S::Revoked, &[Sender, System]),
        arrow(
            Step::MarkEnteredInError,
            &[
                S::Draft,
                S::Sent,
                S::Acknowledged,
                S::UnderReview,
                S::InfoRequested,
                S::Accepted,
                S::Scheduled,
                S::InProgress,
                S::NoShow,
                S::Completed,
                S::NotCompleted,
                S::Declined,
                S::Redirected,
                S::Cancelled,
                S::Revoked,
                S::Expired,
            ],
            S::EnteredInError,
            &[Sender],
        ),
        arrow(Step::Expire, &[S::Sent, S::Acknowledged, S::UnderReview, S::InfoRequested], S::Expired, &[System]),
    ]
};

/// The states in which the receiver still owes an answer: it reads the stub.
pub const PENDING: &[ReferralState] =
    &[ReferralState::Sent, ReferralState::Acknowledged, ReferralState::UnderReview, ReferralState::InfoRequested];

/// The states between acceptance and the end: the receiver reads what its share opens.
pub const ACTIVE: &[ReferralState] =
    &[ReferralState::Accepted, ReferralState::Scheduled, ReferralState::InProgress, ReferralState::NoShow];

/// Pending or active: what a withdrawal of consent revokes, and what makes a second referral a duplicate.
pub const LIVE: &[ReferralState] = &[
    ReferralState::Sent,
    ReferralState::Acknowledged,
    ReferralState::UnderReview,
    ReferralState::InfoRequested,
    ReferralState::Accepted,
    ReferralState::Scheduled,
    ReferralState::InProgress,
    ReferralState::NoShow,
];

/// The state that a step leads to, or the refusal where there is no such arrow.
pub fn next(state: ReferralState, step: Step) -> Result<ReferralState, Refusal> {
    if let Some(arrow) = ARROWS.iter().find(|arrow| arrow.step == step && arrow.from.contains(&state)) {
        return Ok(arrow.to);
    }
    let message = format!("a referral that {} cannot be {}", standing(state), done(step));
    Err(Refusal::new(RefusalCode::InvalidTransition, message))
}

/// The state after a revocation: what is over stays over, and where somebody can still read by it, only that ends.
pub fn revoked(state: ReferralState, can_be_read: bool) -> Result<ReferralState, Refusal> {
    match state {
        ReferralState::Completed | ReferralState::NotCompleted if can_be_read => Ok(state),
        state => next(state, Step::Revoke),
    }
}

/// Whether the step belongs to this side. Asked beside the permit, since no policy file may let a sender accept.
pub fn belongs_to(step: Step, side: Side) -> Result<(), Refusal> {
    if ARROWS.iter().any(|arrow| arrow.step == step && arrow.by.contains(&side)) {
        return Ok(());
    }
    let message = match (step, side) {
        (Step::Expire, _) => "only the clock lets a referral expire",
        (_, Side::Sender) => "only the receiving organisation can take this step",
        (_, Side::Receiver) => "only the referring organisation can take this step",
        (_, Side::System) => "only a person can take this step",
    };
    Err(Refusal::new(RefusalCode::WrongSide, message))
}

/// Whether the step goes on with the referral, and so needs its ground: a consent or a legal basis that holds. Ending it never does.
#[must_use]
pub const fn needs_ground(step: Step) -> bool {
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
        // What a draft rests on is looked at in full when it is sent.
        Step::Send
        | Step::Decline
        | Step::Redirect
        | Step::Cancel
        | Step::Revoke
        | Step::MarkEnteredInError
        | Step::Expire => false,
    }
}

/// Whether what the referral rests on still holds, where the step needs it.
pub fn grounded(step: Step, until: Option<DateTime<Utc>>, at: DateTime<Utc>) -> Result<(), Refusal> {
    if !needs_ground(step) || holds(until, at) {
        return Ok(());
    }
    let message = "what this referral rests on does not hold any more; the sender has to ask the person again";
    Err(Refusal::new(RefusalCode::ConsentNotValid, message))
}

/// Whether a ground that holds until then holds at this moment; one without an end does.
#[must_use]
pub fn holds(until: Option<DateTime<Utc>>, at: DateTime<Utc>) -> bool {
    until.is_none_or(|until| at < until)
}

/// Which phase a state belongs to.
#[must_use]
pub const fn phase(state: ReferralState) -> Phase {
    use ReferralState as S;
    match state {
        S::Draft => Phase::Draft,
        S::Sent | S::Acknowledged | S::UnderReview | S::InfoRequested => Phase::Pending,
        S::Accepted | S::Scheduled | S::InProgress | S::NoShow => Phase::Active,
        S::Completed
        | S::NotCompleted
        | S::Declined
        | S::Redirected
        | S::Cancelled
        | S::Revoked
        | S::Expired
        | S::EnteredInError => Phase::Closed,
    }
}

/// Whether the receiver may know of the referral at all. What was never sent, and what was sent by mistake, it may not.
#[must_use]
pub const fn known_to_receiver(state: ReferralState, was_sent: bool) -> bool {
    was_sent && !matches!(state, ReferralState::Draft | ReferralState::EnteredInError)
}

fn standing(state: ReferralState) -> &'static str {
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
        Step::Redirect => "redirected",
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
