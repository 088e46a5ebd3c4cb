//! The course of a consular request: its steps and the time between them. All steps follow the arrows of the state
//! machine, in order. The caller decides at which moment the course stops. There are no published figures, so the mix
//! is invented.

use chrono::Duration;
use entity::codes::{ConsularState, WithdrawalReason};
use waystation::rules::consular::machine::Step;

use crate::draw::Draw;

/// The steps after the draft, each with the time since the previous step.
#[derive(Clone, Debug)]
pub struct Course {
    /// The steps.
    pub legs: Vec<(Step, Duration)>,
    /// The reason of a withdrawal, if there is one.
    pub withdrawn: WithdrawalReason,
}

/// How a request ends.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum End {
    Used,
    ReturnedUnused,
    Expired,
    Refused,
    NotConfirmed,
    Blocked,
    Withdrawn,
    Held,
    Unanswered,
}

/// A typical course.
pub fn usual(draw: &mut Draw) -> Course {
    let end = draw.weighted(&[
        (End::Used, 0.62),
        (End::ReturnedUnused, 0.03),
        (End::Expired, 0.03),
        (End::Refused, 0.05),
        (End::NotConfirmed, 0.06),
        (End::Blocked, 0.05),
        (End::Withdrawn, 0.08),
        (End::Held, 0.02),
        (End::Unanswered, 0.06),
    ]);
    let mut steps = submitted();
    match end {
        End::Blocked => steps = blocked(draw),
        End::Withdrawn => {
            steps.push(Step::Acknowledge);
            let come_to = *draw.pick(&[0, 3, 6, 7, 7, 8, 8, 8]);
            steps.truncate(come_to);
            steps.push(Step::Withdraw);
        }
        End::Unanswered if draw.chance(0.5) => {}
        End::Unanswered => steps.push(Step::Acknowledge),
        End::Held => {
            steps.extend([Step::Acknowledge, Step::Hold]);
            // The consulate can still take a step, because it does not see the hold.
            if draw.chance(0.5) {
                steps.push(Step::ProposeInterview);
            }
        }
        End::Refused if draw.chance(0.3) => steps.push(Step::Refuse),
        End::Refused => {
            steps.push(Step::Acknowledge);
            look_into(draw, &mut steps);
            steps.push(Step::Refuse);
        }
        End::NotConfirmed => {
            steps.push(Step::Acknowledge);
            look_into(draw, &mut steps);
            steps.push(Step::DenyNationality);
        }
        End::Used | End::ReturnedUnused | End::Expired => {
            steps.push(Step::Acknowledge);
            if draw.chance(0.03) {
                steps.extend([Step::Hold, Step::Resume]);
            }
            look_into(draw, &mut steps);
            steps.push(Step::ConfirmNationality);
            if draw.chance(0.7) {
                steps.push(Step::StartProduction);
            }
            steps.extend([Step::Issue, Step::Deliver]);
            steps.push(match end {
                End::Used => Step::Use,
                End::Expired => Step::Expire,
                _ => Step::ReturnUnused,
            });
        }
    }
    let withdrawn = draw.weighted(&[
        (WithdrawalReason::ApplicantChangedMind, 0.4),
        (WithdrawalReason::InternationalProtection, 0.25),
        (WithdrawalReason::ProtectionConcern, 0.2),
        (WithdrawalReason::Duplicate, 0.08),
        (WithdrawalReason::EnteredInError, 0.07),
    ]);
    Course { legs: timed(draw, steps), withdrawn }
}

/// The shortest course to a state. A withdrawal has this reason.
pub fn to(draw: &mut Draw, state: ConsularState, withdrawn: WithdrawalReason) -> Course {
    use ConsularState as S;
    let mut steps = submitted();
    if state != S::Submitted {
        steps.push(Step::Acknowledge);
    }
    let interview = [Step::ProposeInterview, Step::ConfirmInterview];
    let issued = [Step::ConfirmNationality, Step::StartProduction, Step::Issue];
    match state {
        S::Draft => steps.clear(),
        S::ProtectionScreening => steps.truncate(2),
        S::BlockedProtection => steps = blocked(draw),
        S::Ready => steps.truncate(6),
        S::Submitted | S::Acknowledged => {}
        S::MoreInfoRequired => steps.push(Step::Ask),
        S::InterviewProposed => steps.push(Step::ProposeInterview),
        S::InterviewScheduled => steps.extend(interview),
        S::Interviewed => steps.extend(interview.into_iter().chain([Step::HoldInterview])),
        S::InterviewMissed => steps.extend(interview.into_iter().chain([Step::MissInterview])),
        S::NationalityConfirmed => steps.extend([Step::Ask, Step::Answer, Step::ConfirmNationality]),
        S::NationalityNotConfirmed => {
            steps.extend(interview.into_iter().chain([Step::HoldInterview, Step::DenyNationality]));
        }
        S::DocumentInProduction => steps.extend([Step::ConfirmNationality, Step::StartProduction]),
        S::Issued => steps.extend(issued),
        S::Delivered => steps.extend(issued.into_iter().chain([Step::Deliver])),
        S::Used => steps.extend(issued.into_iter().chain([Step::Deliver, Step::Use])),
        S::Expired => steps.extend(issued.into_iter().chain([Step::Deliver, Step::Expire])),
        S::ReturnedUnused => steps.extend(issued.into_iter().chain([Step::Deliver, Step::ReturnUnused])),
        S::Refused => steps.push(Step::Refuse),
        S::Withdrawn => steps.push(Step::Withdraw),
        S::OnHoldProtection => steps.push(Step::Hold),
    }
    Course { legs: timed(draw, steps), withdrawn }
}

fn submitted() -> Vec<Step> {
    use Step::PassGate as Pass;
    vec![Pass, Pass, Pass, Pass, Pass, Step::MakeReady, Step::Submit]
}

/// The gates follow their order; only children can fail the child's gate.
fn blocked(draw: &mut Draw) -> Vec<Step> {
    let passed = draw.weighted(&[(0, 0.35), (1, 0.3), (2, 0.25), (4, 0.1)]);
    let mut steps = vec![Step::PassGate; passed];
    steps.push(Step::FailGate);
    steps
}

/// The steps of the consulate before it decides.
fn look_into(draw: &mut Draw, steps: &mut Vec<Step>) {
    if draw.chance(0.25) {
        steps.extend([Step::Ask, Step::Answer]);
    }
    if draw.chance(0.4) {
        if draw.chance(0.15) {
            steps.extend([Step::ProposeInterview, Step::ConfirmInterview, Step::MissInterview]);
        }
        steps.extend([Step::ProposeInterview, Step::ConfirmInterview, Step::HoldInterview]);
    }
}

fn timed(draw: &mut Draw, steps: Vec<Step>) -> Vec<(Step, Duration)> {
    let time = |draw: &mut Draw, step| match step {
        Step::PassGate | Step::FailGate => draw.share_of(Duration::hours(30), 0.05, 1.0),
        Step::MakeReady => draw.share_of(Duration::days(1), 0.05, 1.0),
        Step::Submit
        | Step::ConfirmInterview
        | Step::Hold
        | Step::CorrectToPass
        | Step::CorrectToFail
        | Step::DeclineInterview
        | Step::CounterInterview
        | Step::AgreeInterview => draw.share_of(Duration::days(2), 0.05, 1.0),
        Step::Acknowledge | Step::Ask | Step::Answer | Step::ProposeInterview | Step::Withdraw => {
            draw.share_of(Duration::days(4), 0.1, 1.0)
        }
        Step::HoldInterview | Step::MissInterview => draw.share_of(Duration::days(8), 0.3, 1.0),
        Step::ConfirmNationality | Step::DenyNationality | Step::Resume => draw.share_of(Duration::days(5), 0.1, 1.0),
        Step::StartProduction | Step::Deliver => draw.share_of(Duration::days(3), 0.05, 1.0),
        Step::Issue | Step::Refuse => draw.share_of(Duration::days(7), 0.1, 1.0),
        Step::Use => draw.share_of(Duration::days(4), 0.2, 1.0),
        Step::ReturnUnused => draw.share_of(Duration::days(10), 0.2, 1.0),
        // After the last day of a document that is valid for one month.
        Step::Expire => Duration::days(31) + draw.share_of(Duration::days(3), 0.05, 1.0),
    };
    steps.into_iter().map(|step| (step, time(draw, step))).collect()
}
