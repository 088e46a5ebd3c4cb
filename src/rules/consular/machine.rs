//! The state machine of a consular request: which step leads from which state to which, and who may take it. A hold is
//! kept beside the state: the consulate continues as if there were no hold, and the requesting organisation waits.

use entity::codes::ConsularState;
use sea_orm::EnumIter;

use super::words::state_phrase;
use crate::rules::{
    machine::{self, arrow, join},
    refusal::{Refusal, RefusalCode},
};

/// A step of a consular request.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Hash, EnumIter)]
pub enum Step {
    /// Protection passes a gate.
    PassGate,
    /// Protection fails a gate.
    FailGate,
    /// The requesting organisation freezes the packet.
    MakeReady,
    /// The requesting organisation submits the packet to the consulate.
    Submit,
    /// The consulate confirms receipt.
    Acknowledge,
    /// The consulate asks questions.
    Ask,
    /// The requesting organisation answers with a new version of the packet.
    Answer,
    /// The consulate proposes a time to speak with the person.
    ProposeInterview,
    /// The requesting organisation agrees to the proposed time.
    ConfirmInterview,
    /// The consulate records that the interview was held.
    HoldInterview,
    /// The consulate records that the interview was missed.
    MissInterview,
    /// The consulate confirms the nationality.
    ConfirmNationality,
    /// The consulate does not confirm the nationality.
    DenyNationality,
    /// The consulate starts to produce the document.
    StartProduction,
    /// The consulate issues the document.
    Issue,
    /// The consulate refuses.
    Refuse,
    /// The person receives the document.
    Deliver,
    /// The person travels with the document.
    Use,
    /// The document expires.
    Expire,
    /// The document is returned unused.
    ReturnUnused,
    /// The requesting organisation withdraws the request.
    Withdraw,
    /// A protection officer holds the request.
    Hold,
    /// A protection officer resumes the request.
    Resume,
    /// Another officer corrects a failed gate to passed.
    CorrectToPass,
    /// Another officer corrects a passed gate to failed.
    CorrectToFail,
    /// The requesting organisation declines the proposed time.
    DeclineInterview,
    /// The requesting organisation proposes another time.
    CounterInterview,
    /// The consulate agrees to the time that the requesting organisation proposed.
    AgreeInterview,
}

/// The side that takes a step.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Hash, EnumIter)]
pub enum Side {
    /// Consular staff of the requesting organisation.
    Requester,
    /// A protection officer of the requesting organisation.
    Protection,
    /// A liaison officer of the consulate.
    Liaison,
    /// The server.
    System,
}

/// One arrow of the machine.
pub type Arrow = machine::Arrow<Step, ConsularState, Side>;

/// The state of a request, including a hold.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct RequestState {
    /// The state that the requesting organisation sees.
    pub state: ConsularState,
    /// The state behind the hold; `None` without a hold.
    pub held: Option<ConsularState>,
}

/// All arrows of the machine; every other move is impossible. Only a correction by another officer or a withdrawal leads
/// out of `BlockedProtection`. On purpose there is no arrow by which a consulate opens a request that was not submitted, or by
/// which the requesting organisation confirms a nationality. `Resume` is not in the list because it leads back to the
/// state behind the hold.
pub const ARROWS: &[Arrow] = {
    use ConsularState as S;
    use Side::{Liaison, Protection, Requester, System};
    const SCREENED: &[S] = &[S::Draft, S::ProtectionScreening];
    const LOOKED_INTO: &[S] = &[S::Acknowledged, S::Interviewed, S::InterviewMissed];
    &[
        arrow(Step::PassGate, SCREENED, S::ProtectionScreening, &[Protection]),
        arrow(Step::FailGate, SCREENED, S::BlockedProtection, &[Protection]),
        // A ready packet can be made ready again if a fact has changed since.
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
        arrow(Step::Refuse, EXAMINED, S::Refused, &[Liaison]),
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

/// The states in which the consulate examines the packet.
const EXAMINED: &[ConsularState] = {
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
    ]
};

/// The states that can be held. Before them the gates hold the request, and after them there is nothing left to hold.
pub const HOLDABLE: &[ConsularState] = &join::<_, 11>(&[&[ConsularState::Ready], EXAMINED, &[ConsularState::Issued]]);

/// The live states of a submitted request. A held request may be one of them.
const WITH_THE_CONSULATE: &[ConsularState] =
    &join::<_, 11>(&[EXAMINED, &[ConsularState::Issued, ConsularState::OnHoldProtection]]);

/// The states that a protection marker, the end of a consent or the requesting organisation can end. A request that a
/// gate stopped is one of them: the desk sees it in screening, and another behaviour would reveal the stop.
pub const LIVE: &[ConsularState] = {
    use ConsularState as S;
    &join::<_, 15>(&[&[S::Draft, S::ProtectionScreening, S::BlockedProtection], HOLDABLE, &[S::OnHoldProtection]])
};

impl RequestState {
    /// The state without the hold, from which the consulate's view follows.
    pub fn without_hold(self) -> ConsularState {
        self.held.unwrap_or(self.state)
    }

    /// The state after the step, or a refusal if there is no such arrow. A step of the consulate moves the state behind
    /// the hold and keeps the hold, because a refusal would reveal the hold to the consulate.
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

/// Whether this side may take the step.
pub fn belongs_to(step: Step, side: Side) -> bool {
    match step {
        Step::Resume => side == Side::Protection,
        _ => machine::may(ARROWS, step, side),
    }
}

fn is_liaisons(step: Step) -> bool {
    belongs_to(step, Side::Liaison)
}

fn next(state: ConsularState, step: Step) -> Result<ConsularState, Refusal> {
    machine::next(ARROWS, state, step).ok_or_else(|| refusal(state, step))
}

/// The message for a liaison names no state, because the consulate's view has fewer states.
fn refusal(state: ConsularState, step: Step) -> Refusal {
    let message = if is_liaisons(step) {
        "this step is not possible in the current state of the packet".to_owned()
    } else {
        format!("this step is not possible for a request that {}", state_phrase(state))
    };
    Refusal::new(RefusalCode::InvalidTransition, message)
}
