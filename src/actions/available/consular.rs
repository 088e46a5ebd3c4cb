//! Actions on consular requests, for the requesting organisation, and on packets, for the consulate.

use entity::codes::{ConsularState, InterviewSide, LiaisonState};
use sea_orm::Iterable;
use uuid::Uuid;

use super::Actor;
use crate::{
    access::action::Action,
    rules::consular::{
        gates::not_the_drafter,
        machine::{RequestState, Side, Step, belongs_to},
        questions::may_agree,
        view::liaison_view,
    },
};

/// What a reader of a consular request reads of its state.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ShownRequest {
    /// The state as the reader reads it.
    pub state: ConsularState,
    /// The state behind a hold.
    pub held: Option<ConsularState>,
    /// The side that proposed the interview.
    pub interview_by: Option<InterviewSide>,
    /// The worker who drafted it.
    pub drafted_by: Uuid,
}

/// What a consulate reads of the state of a packet.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ShownPacket {
    /// The state as the consulate reads it now.
    pub state: Option<LiaisonState>,
    /// The side that proposed the interview.
    pub interview_by: Option<InterviewSide>,
}

impl Actor<'_> {
    /// Actions on a consular request.
    pub(crate) fn on_consular_request(&self, shown: ShownRequest) -> Vec<Action> {
        let ShownRequest { state, held, interview_by, drafted_by } = shown;
        let state = RequestState { state, held };
        self.on("ConsularRequest", |action| match action {
            // Failed gates are rows of their own. They outlive the request.
            Action::LiftProtectionGateFailure => true,
            Action::RecordDocumentReceived => state.without_hold() == ConsularState::Issued,
            Action::ConfirmConsularInterview if may_agree(interview_by, InterviewSide::Requester).is_err() => false,
            Action::DecideProtectionGate | Action::CorrectProtectionGate
                if not_the_drafter(drafted_by, &self.me()).is_err() =>
            {
                false
            }
            _ => steps_of(action).iter().any(|step| {
                let ours = belongs_to(*step, Side::Requester) || belongs_to(*step, Side::Protection);
                ours && state.after(*step).is_ok()
            }),
        })
    }

    /// Actions on a packet. A hold changes nothing here, because the consulate does not know of it.
    pub(crate) fn on_packet(&self, shown: ShownPacket) -> Vec<Action> {
        let ShownPacket { state, interview_by } = shown;
        let shown_as = |of: &ConsularState| state.is_some() && liaison_view(*of) == state;
        let states: Vec<_> = ConsularState::iter().filter(shown_as).collect();
        self.on("ConsularPacket", |action| match action {
            Action::AgreeToConsularInterview if may_agree(interview_by, InterviewSide::Consulate).is_err() => false,
            _ => steps_of(action).iter().any(|step| {
                let leads = |state: &ConsularState| RequestState { state: *state, held: None }.after(*step).is_ok();
                belongs_to(*step, Side::Liaison) && states.iter().any(leads)
            }),
        })
    }
}

/// The steps that the action can take. The input says which of several.
const fn steps_of(action: Action) -> &'static [Step] {
    use Action as A;
    match action {
        A::DecideProtectionGate => &[Step::PassGate, Step::FailGate],
        A::CorrectProtectionGate => &[Step::CorrectToPass, Step::CorrectToFail],
        A::FreezeConsularPacket => &[Step::MakeReady],
        A::SubmitConsularRequest => &[Step::Submit],
        A::AnswerConsularQuestion => &[Step::Answer],
        A::ConfirmConsularInterview => &[Step::ConfirmInterview],
        A::DeclineConsularInterview => &[Step::DeclineInterview],
        A::ProposeOtherConsularInterview => &[Step::CounterInterview],
        A::RecordDocumentDelivery => &[Step::Deliver],
        A::RecordDocumentUse => &[Step::Use],
        A::RecordDocumentExpiry => &[Step::Expire],
        A::RecordDocumentReturn => &[Step::ReturnUnused],
        A::WithdrawConsularRequest => &[Step::Withdraw],
        A::HoldConsularRequest => &[Step::Hold],
        A::ResumeConsularRequest => &[Step::Resume],
        A::AcknowledgeConsularPacket => &[Step::Acknowledge],
        A::AskConsularQuestion => &[Step::Ask],
        A::ProposeConsularInterview => &[Step::ProposeInterview],
        A::AgreeToConsularInterview => &[Step::AgreeInterview],
        A::RecordConsularInterview => &[Step::HoldInterview, Step::MissInterview],
        A::ConfirmNationality => &[Step::ConfirmNationality],
        A::RecordNationalityNotConfirmed => &[Step::DenyNationality],
        A::StartDocumentProduction => &[Step::StartProduction],
        A::RecordDocumentIssued => &[Step::Issue],
        A::RefuseConsularRequest => &[Step::Refuse],
        _ => &[],
    }
}
