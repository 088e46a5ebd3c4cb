//! The state machine of a consular request: which step leads from which state to which, and whose step it is. A hold
//! stands beside the machine: the consulate goes on as if there were none, and the house waits.

use entity::codes::ConsularState;
use sea_orm::EnumIter;

use super::words::standing;
use crate::rules::refusal::{Refusal, RefusalCode};

/// What somebody does to a consular request.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Hash, EnumIter)]
pub enum Step {
    /// A gate passes.
    PassGate,
    /// A gate fails.
    FailGate,
    /// The packet is frozen.
    MakeReady,
    /// The consulate gets the packet.
    Submit,
    /// The consulate has seen it.
    Acknowledge,
    /// The consulate asks.
    Ask,
    /// The house answers, with a new version of the packet.
    Answer,
    /// The consulate proposes a time to speak with the person.
    ProposeInterview,
    /// The house agrees to the time.
    ConfirmInterview,
    /// They have spoken.
    HoldInterview,
    /// They have not spoken.
    MissInterview,
    /// The consulate confirms the nationality.
    ConfirmNationality,
    /// The consulate does not confirm the nationality.
    DenyNationality,
    /// The document is being made.
    StartProduction,
    /// The document is issued.
    Issue,
    /// The consulate refuses.
    Refuse,
    /// The person gets the document.
    Deliver,
    /// The person travels with it.
    Use,
    /// It runs out.
    Expire,
    /// It goes back unused.
    ReturnUnused,
    /// The house takes the request back.
    Withdraw,
    /// A protection officer stops it for a while.
    Hold,
    /// A protection officer lets it go on.
    Resume,
    /// Another officer corrects a failed gate.
    CorrectToPass,
    /// Another officer corrects a passed gate.
    CorrectToFail,
    /// The house declines the time that was proposed.
    DeclineInterview,
    /// The house proposes another time.
    CounterInterview,
    /// The consulate agrees to the time that the house proposed.
    AgreeInterview,
}

/// Who takes a step.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Hash, EnumIter)]
pub enum Side {
    /// Whoever works the request in the house that asks.
    Requester,
    /// A protection officer of that house.
    Protection,
    /// A liaison officer of the consulate.
    Liaison,
    /// The server itself.
    System,
}

/// One kind of arrow of the machine.
#[derive(Clone, Copy, Debug)]
pub struct Arrow {
    /// The step that follows the arrow.
    pub step: Step,
    /// The states it leads away from.
    pub from: &'static [ConsularState],
    /// The state it leads to.
    pub to: ConsularState,
    /// Whose step it is.
    pub by: &'static [Side],
}

/// Where a request stands, with the hold.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Standing {
    /// The state of the house.
    pub state: ConsularState,
    /// Where it would stand without the hold; none where there is no hold.
    pub held: Option<ConsularState>,
}

/// The machine; what is not here cannot happen. Nothing but a correction by another officer leads out of `BlockedProtection`.
/// In vain one looks for an arrow by which a consulate opens what the house has not submitted, or for one by which the house confirms a nationality. `Resume` is not
/// drawn: it leads where the hold found the request.
pub const ARROWS: &[Arrow] = {
    use ConsularState as S;
    use Side::{Liaison, Protection, Requester, System};
    const fn arrow(step: Step, from: &'static [S], to: S, by: &'static [Side]) -> Arrow {
        Arrow { step, from, to, by }
    }
    const SCREENED: &[S] = &[S::Draft, S::ProtectionScreening];
    const LOOKED_INTO: &[S] = &[S::Acknowledged, S::Interviewed, S::InterviewMissed];
    &[
        arrow(Step::PassGate, SCREENED, S::ProtectionScreening, &[Protection]),
        arrow(Step::FailGate, SCREENED, S::BlockedProtection, &[Protection]),
        // A packet that is ready is made ready anew where a fact has changed since.
        arrow(Step::MakeReady, &[S::ProtectionScreening, S::Ready], S::Ready, &[Requester]),
        arrow(Step::Submit, &[S::Ready], S::Submitted, &[Requester]),
        arrow(Step::Acknowledge, &[S::Submitted], S::Acknowledged, &[Liaison]),
        arrow(Step::Ask, LOOKED_INTO, S::MoreInfoRequired, &[Liaison]),
        arrow(Step::Answer, &[S::MoreInfoRequired], S::Acknowledged, &[Requester]),
        arrow(
            Step::ProposeInterview,
            &[S::Acknowledged, S::InterviewProposed, S::InterviewScheduled, S::InterviewMissed],
            S::InterviewProposed,
            &[Liaison],
        ),
        arrow(Step::ConfirmInterview, &[S::InterviewProposed], S::InterviewScheduled, &[Requester]),
        arrow(Step::HoldInterview, &[S::InterviewScheduled], S::Interviewed, &[Liaison]),
        arrow(Step::MissInterview, &[S::InterviewScheduled], S::InterviewMissed, &[Liaison]),
        arrow(Step::ConfirmNationality, LOOKED_INTO, S::NationalityConfirmed, &[Liaison]),
        arrow(Step::DenyNationality, LOOKED_INTO, S::NationalityNotConfirmed, &[Liaison]),
        arrow(Step::StartProduction, &[S::NationalityConfirmed], S::DocumentInProduction, &[Liaison]),
        arrow(Step::Issue, &[S::NationalityConfirmed, S::DocumentInProduction], S::Issued, &[Liaison]),
        arrow(
            Step::Refuse,
            &[
                S::Submitted,
                S::Acknowledged,
                S::MoreInfoRequired,
                S::InterviewProposed,
                S::InterviewScheduled,
                S::Interviewed,
                S::InterviewMissed,
                S::NationalityConfirmed,
                S::DocumentInProduction,
            ],
            S::Refused,
            &[Liaison],
        ),
        arrow(Step::Deliver, &[S::Issued], S::Delivered, &[Requester]),
        arrow(Step::Use, &[S::Delivered], S::Used, &[Requester]),
        arrow(Step::Expire, &[S::Issued, S::Delivered], S::Expired, &[Requester, System]),
        arrow(Step::ReturnUnused, &[S::Issued, S::Delivered], S::ReturnedUnused, &[Requester]),
        arrow(Step::Withdraw, LIVE, S::Withdrawn, &[Requester, Protection, System]),
        arrow(Step::Hold, HOLDABLE, S::OnHoldProtection, &[Protection]),
        arrow(Step::CorrectToPass, &[S::BlockedProtection], S::ProtectionScreening, &[Protection]),
        arrow(
            Step::CorrectToFail,
            &[S::Draft, S::ProtectionScreening, S::BlockedProtection, S::Ready],
            S::BlockedProtection,
            &[Protection],
        ),
        arrow(Step::CorrectToFail, WITH_THE_CONSULATE, S::Withdrawn, &[Protection]),
        arrow(Step::DeclineInterview, &[S::InterviewProposed], S::Acknowledged, &[Requester]),
        arrow(
            Step::CounterInterview,
            &[S::InterviewProposed, S::InterviewScheduled],
            S::InterviewProposed,
            &[Requester],
        ),
        arrow(Step::AgreeInterview, &[S::InterviewProposed], S::InterviewScheduled, &[Liaison]),
    ]
};

/// The states that a marker of international protection, the end of a consent or the house itself can end.
pub const LIVE: &[ConsularState] = {
    use ConsularState as S;
    &[
        S::Draft,
        S::ProtectionScreening,
        S::Ready,
        S::Submitted,
        S::Acknowledged,
        S::MoreInfoRequired,
        S::InterviewProposed,
        S::InterviewScheduled,
        S::Interviewed,
        S::InterviewMissed,
        S::NationalityConfirmed,
        S::DocumentInProduction,
        S::Issued,
        S::OnHoldProtection,
    ]
};

/// The live states of a request that the consulate has, or that a hold may keep from it.
const WITH_THE_CONSULATE: &[ConsularState] = {
    use ConsularState as S;
    &[
        S::Submitted,
        S::Acknowledged,
        S::MoreInfoRequired,
        S::InterviewProposed,
        S::InterviewScheduled,
        S::Interviewed,
        S::InterviewMissed,
        S::NationalityConfirmed,
        S::DocumentInProduction,
        S::Issued,
        S::OnHoldProtection,
    ]
};

/// The states that can be held: before them the gates hold the request, after them there is nothing left to hold.
pub const HOLDABLE: &[ConsularState] = {
    use ConsularState as S;
    &[
        S::Ready,
        S::Submitted,
        S::Acknowledged,
        S::MoreInfoRequired,
        S::InterviewProposed,
        S::InterviewScheduled,
        S::Interviewed,
        S::InterviewMissed,
        S::NationalityConfirmed,
        S::DocumentInProduction,
        S::Issued,
    ]
};

impl Standing {
    /// Where the consulate believes the request to be.
    #[must_use]
    pub fn without_hold(self) -> ConsularState {
        self.held.unwrap_or(self.state)
    }

    /// Where the step leads, or the refusal where there is no such arrow. A step of the consulate moves what is held, and the
    /// hold stays: a refusal there would tell the consulate of the hold.
    pub fn after(self, step: Step) -> Result<Self, Refusal> {
        let Self { state, held } = self;
        match (held, step) {
            (Some(held), Step::Resume) => Ok(Self { state: held, held: None }),
            (Some(held), step) if is_liaisons(step) => {
                Ok(Self { state: ConsularState::OnHoldProtection, held: Some(next(held, step)?) })
            }
            (None, Step::Resume) => Err(refusal(state, step)),
            (_, Step::Hold) => Ok(Self { state: next(state, step)?, held: Some(state) }),
            (_, step) => Ok(Self { state: next(state, step)?, held: None }),
        }
    }
}

/// Whether the step belongs to this side.
#[must_use]
pub fn belongs_to(step: Step, side: Side) -> bool {
    match step {
        Step::Resume => side == Side::Protection,
        _ => ARROWS.iter().any(|arrow| arrow.step == step && arrow.by.contains(&side)),
    }
}

fn is_liaisons(step: Step) -> bool {
    belongs_to(step, Side::Liaison)
}

fn next(state: ConsularState, step: Step) -> Result<ConsularState, Refusal> {
    let arrow = ARROWS.iter().find(|arrow| arrow.step == step && arrow.from.contains(&state));
    arrow.map(|arrow| arrow.to).ok_or_else(|| refusal(state, step))
}

/// To a liaison the sentence names no state: the view of the consulate has fewer of them.
fn refusal(state: ConsularState, step: Step) -> Refusal {
    let message = if is_liaisons(step) {
        "this step does not follow from where the packet stands".to_owned()
    } else {
        format!("this step does not follow for a request that {}", standing(state))
    };
    Refusal::new(RefusalCode::InvalidTransition, message)
}
