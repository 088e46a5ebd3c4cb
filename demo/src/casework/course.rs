//! The course of a referral: its steps and the time between them, drawn from published mixes of answers. All steps
//! follow the arrows of the referral machine, in order. The caller decides at which moment the course stops.

use chrono::Duration;
use entity::codes::{ReferralState, ServiceGroup, Urgency};
use waystation::rules::{
    clocks::{Span, limits},
    referral::Step,
};

use crate::draw::Draw;

/// The steps after the draft, each with the time since the previous step.
pub type Course = Vec<(Step, Duration)>;

/// How a receiver answers a referral.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Answer {
    NeverSent,
    None,
    AcknowledgedOnly,
    Declined,
    Accepted,
    Cancelled,
    Revoked,
    Error,
}

/// A typical course for this kind of help.
pub fn usual(draw: &mut Draw, group: ServiceGroup, urgency: Urgency) -> Course {
    use Answer::{Accepted, AcknowledgedOnly, Cancelled, Declined, Error, NeverSent, Revoked};
    // Published figures in percent: of referrals to health care 53 were accepted and 25 never answered, and so on.
    let (accepted, acknowledged, declined, none) = match group {
        ServiceGroup::Health => (53.0, 11.0, 11.0, 25.0),
        ServiceGroup::BasicAssistance => (32.0, 47.0, 8.0, 13.0),
        ServiceGroup::ReturnAndReintegration | ServiceGroup::TrainingAndEducation => (22.0, 38.0, 17.0, 23.0),
        _ => (45.0, 18.0, 10.0, 27.0),
    };
    let answer = draw.weighted(&[
        (Accepted, accepted),
        (AcknowledgedOnly, acknowledged),
        (Declined, declined),
        (Answer::None, none),
        (NeverSent, 2.0),
        (Cancelled, 3.0),
        (Revoked, 1.0),
        (Error, 1.0),
    ]);
    let steps = match answer {
        NeverSent => vec![],
        Answer::None => vec![Step::Send],
        AcknowledgedOnly if draw.chance(0.25) => vec![Step::Send, Step::Acknowledge, Step::Review],
        AcknowledgedOnly => vec![Step::Send, Step::Acknowledge],
        Declined => {
            let mut steps = reviewed(draw);
            steps.push(Step::Decline);
            steps
        }
        Accepted => {
            let mut steps = reviewed(draw);
            steps.extend([Step::Accept, Step::Schedule]);
            steps.extend(ending(draw));
            steps
        }
        Cancelled => vec![Step::Send, Step::Acknowledge, Step::Cancel],
        Revoked => vec![Step::Send, Step::Acknowledge, Step::Review, Step::Accept, Step::Schedule, Step::Revoke],
        Error => vec![Step::Send, Step::MarkEnteredInError],
    };
    timed(draw, steps, urgency)
}

/// The shortest course to a state.
pub fn to(draw: &mut Draw, state: ReferralState, urgency: Urgency) -> Course {
    use ReferralState as S;
    let mut steps = vec![Step::Send, Step::Acknowledge, Step::Review];
    match state {
        S::Draft => steps.clear(),
        S::Sent => steps.truncate(1),
        S::Acknowledged => steps.truncate(2),
        S::InfoRequested => steps.push(Step::RequestInformation),
        S::Accepted => steps.push(Step::Accept),
        S::Scheduled => steps.extend([Step::Accept, Step::Schedule]),
        S::NoShow => steps.extend([Step::Accept, Step::Schedule, Step::MarkNoShow]),
        S::InProgress => steps.extend([Step::Accept, Step::Schedule, Step::Start]),
        S::Completed => steps.extend([Step::Accept, Step::Schedule, Step::Start, Step::Complete]),
        S::Declined => steps.push(Step::Decline),
        _ => {}
    }
    timed(draw, steps, urgency)
}

/// The time that may pass after the last step before a clock runs out; a few days if no clock runs.
pub fn patience(last: Option<Step>, urgency: Urgency) -> Duration {
    let limits = limits(urgency);
    match last {
        Some(Step::Send) => span(limits.acknowledge),
        Some(Step::Acknowledge | Step::Review) => span(limits.decide) / 2,
        Some(Step::Accept | Step::Schedule | Step::MarkNoShow) => span(limits.service) / 2,
        _ => Duration::days(3),
    }
}

fn reviewed(draw: &mut Draw) -> Vec<Step> {
    let mut steps = vec![Step::Send, Step::Acknowledge, Step::Review];
    if draw.chance(0.12) {
        steps.extend([Step::RequestInformation, Step::GiveInformation]);
    }
    steps
}

fn ending(draw: &mut Draw) -> &'static [Step] {
    use Step::{Complete, MarkNoShow, MarkNotCompleted, Schedule, Start};
    draw.weighted::<&'static [Step]>(&[
        (&[Start, Complete], 80.0),
        (&[Start, MarkNotCompleted], 8.0),
        (&[MarkNoShow, Schedule, Start, Complete], 8.0),
        (&[MarkNoShow, MarkNotCompleted], 4.0),
    ])
}

fn timed(draw: &mut Draw, steps: Vec<Step>, urgency: Urgency) -> Course {
    let limits = limits(urgency);
    let (acknowledge, decide, service) = (span(limits.acknowledge), span(limits.decide), span(limits.service));
    let time = |draw: &mut Draw, step| match step {
        Step::Send => draw.share_of(Duration::hours(6), 0.02, 1.0),
        Step::Acknowledge => draw.share_of(acknowledge, 0.05, 1.15),
        Step::Review => draw.share_of(decide, 0.02, 0.15),
        Step::RequestInformation => draw.share_of(decide, 0.02, 0.1),
        Step::GiveInformation => draw.share_of(Duration::days(3), 0.05, 1.0),
        Step::Accept | Step::Decline => draw.share_of(decide, 0.05, 0.5),
        Step::Schedule => draw.share_of(service, 0.01, 0.1),
        Step::Start | Step::MarkNoShow => draw.share_of(service, 0.1, 0.6),
        Step::Complete | Step::MarkNotCompleted => draw.share_of(Duration::days(20), 0.02, 1.0),
        Step::Expire => Duration::zero(),
        // The other steps of the sender. A new step needs no line here, because no course takes it.
        _ => draw.share_of(Duration::days(2), 0.05, 1.0),
    };
    steps.into_iter().map(|step| (step, time(draw, step))).collect()
}

const fn span(span: Span) -> Duration {
    match span {
        Span::Hours(hours) => Duration::hours(hours),
        Span::Days(days) => Duration::days(days),
        Span::WorkingDays(days) => Duration::days(days as i64),
    }
}
