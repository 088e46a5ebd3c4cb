//! The state machine of a transfer: the case itself moves to another centre. Ownership flips at `Accepted`; `HandedOver`
//! needs the word of both sides.

use chrono::{DateTime, NaiveDate, Utc};
use entity::codes::{DataClass, OrganisationType, Purpose, Relation, TransferState};
use sea_orm::EnumIter;
use uuid::Uuid;

use super::{
    consent::{Consent, Receiver, speaks_for_child},
    refusal::{Refusal, RefusalCode},
};
use crate::access::{ceiling, class::ClassSet};

pub use super::referral::Side;

/// What somebody does to a transfer. Proposing makes it.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Hash, EnumIter)]
pub enum Step {
    /// The manager of the sending centre agrees.
    Approve,
    /// The receiving organisation is asked.
    Offer,
    /// The receiver takes the case: it owns it from now on.
    Accept,
    /// The receiver will not take the case.
    Decline,
    /// The sender takes it back before it was accepted.
    Cancel,
    /// Both sides have confirmed.
    HandOver,
}

/// One kind of arrow of the machine.
#[derive(Clone, Copy, Debug)]
pub struct Arrow {
    /// The step that follows the arrow.
    pub step: Step,
    /// The states it leads away from.
    pub from: &'static [TransferState],
    /// The state it leads to.
    pub to: TransferState,
    /// Whose step it is.
    pub by: &'static [Side],
}

/// The machine; what is not here cannot happen.
pub const ARROWS: &[Arrow] = {
    use Side::{Receiver, Sender, System};
    use TransferState as S;
    const fn arrow(step: Step, from: &'static [S], to: S, by: &'static [Side]) -> Arrow {
        Arrow { step, from, to, by }
    }
    &[
        arrow(Step::Approve, &[S::Proposed], S::ManagerApproved, &[Sender]),
        arrow(Step::Offer, &[S::ManagerApproved], S::Offered, &[Sender]),
        arrow(Step::Accept, &[S::Offered], S::Accepted, &[Receiver]),
        arrow(Step::Decline, &[S::Offered], S::Declined, &[Receiver]),
        // The clock takes it back when the consent of the person ends.
        arrow(Step::Cancel, &[S::Proposed, S::ManagerApproved, S::Offered], S::Cancelled, &[Sender, System]),
        arrow(Step::HandOver, &[S::Accepted], S::HandedOver, &[Sender, Receiver]),
    ]
};

/// The states in which a case may not be proposed a second time.
pub const LIVE: &[TransferState] = &[TransferState::Proposed, TransferState::ManagerApproved, TransferState::Offered];

/// The state that a step leads to, or the refusal where there is no such arrow.
pub fn next(state: TransferState, step: Step) -> Result<TransferState, Refusal> {
    if let Some(arrow) = ARROWS.iter().find(|arrow| arrow.step == step && arrow.from.contains(&state)) {
        return Ok(arrow.to);
    }
    let message = format!("a transfer that {} cannot be {}", standing(state), done(step));
    Err(Refusal::new(RefusalCode::InvalidTransition, message))
}

/// Whether the step belongs to this side.
pub fn belongs_to(step: Step, side: Side) -> Result<(), Refusal> {
    if ARROWS.iter().any(|arrow| arrow.step == step && arrow.by.contains(&side)) {
        return Ok(());
    }
    let message = match side {
        Side::Sender => "only the receiving side can take this step",
        Side::Receiver => "only the sending side can take this step",
        Side::System => "only a person can take this step",
    };
    Err(Refusal::new(RefusalCode::WrongSide, message))
}

/// A case moves to another centre, of the same organisation or another.
pub fn may_propose(from_centre: Uuid, to_centre: Uuid, another_is_live: bool) -> Result<(), Refusal> {
    if from_centre == to_centre {
        return Err(Refusal::of("toCentre", RefusalCode::SameCentre, "the case is at this centre already"));
    }
    if another_is_live {
        let message = "another transfer of this case is under way; cancel it first";
        return Err(Refusal::new(RefusalCode::LimitReached, message));
    }
    Ok(())
}

/// Whether an organisation can answer for a case at all: it must be able to hold what keeps the person safe. That leaves out
/// a State of origin, the police, a donor. An authority of the host State receives referrals, of what the person agreed to,
/// and never a whole file.
pub fn may_take(kind: OrganisationType, suspended: bool) -> Result<(), Refusal> {
    use DataClass as C;
    let holds = ceiling::of_organisation(kind, Relation::OwnOrganisation).covers(ClassSet::of(&[
        C::Operational,
        C::Identity,
        C::Contact,
        C::Protection,
    ]));
    if !holds || is_host_authority(kind) {
        let message = "an organisation of this kind takes no cases; an authority receives referrals";
        return Err(Refusal::of("toCentre", RefusalCode::ReceiverNotAllowed, message));
    }
    if suspended {
        return Err(Refusal::of("toCentre", RefusalCode::NotActive, "this organisation is suspended"));
    }
    Ok(())
}

/// Whether it is an authority of the State in which the person is.
const fn is_host_authority(kind: OrganisationType) -> bool {
    use OrganisationType as O;
    matches!(kind, O::GovHostSocial | O::GovHostAntitrafficking | O::GovHostAsylum | O::GovHostEnforcement)
}

/// Whether the person agreed that this organisation takes the case: a whole file goes only to somebody whom the person, or who
/// speaks for a child, has named for it.
pub fn agreed(consent: Option<&Consent>, receiver: &Receiver, child: bool, at: DateTime<Utc>) -> Result<(), Refusal> {
    let Some(consent) = consent else {
        let message =
            "record the person's consent to this transfer first: of the purpose TRANSFER, naming the organisation";
        return Err(Refusal::of("consent", RefusalCode::ConsentMissing, message));
    };
    consent.covers(receiver, Purpose::Transfer, ClassSet::NONE, at)?;
    if !consent.names_itself(receiver, at) {
        let message = "the person has to name the organisation itself that takes the case";
        return Err(Refusal::of("consent", RefusalCode::ConsentDoesNotCover, message));
    }
    if child && !speaks_for_child(consent.given_by) {
        let message = "for a child, a guardian or a court has to consent, or a decision on its best interest";
        return Err(Refusal::of("consent", RefusalCode::GuardianConsentRequired, message));
    }
    Ok(())
}

/// Each step that agrees to a transfer is taken by somebody who took none of the steps before it, also between two centres of
/// one organisation.
pub fn another_person(before: &[Option<Uuid>], person: Uuid) -> Result<(), Refusal> {
    if before.contains(&Some(person)) {
        let message = "you took an earlier step of this transfer; somebody else has to take this one";
        return Err(Refusal::new(RefusalCode::SamePerson, message));
    }
    Ok(())
}

/// What the two sides have confirmed of the handing over.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Confirmed {
    /// The sending side has.
    pub sender: bool,
    /// The receiving side has.
    pub receiver: bool,
}

/// One side confirms that the case conference was held, the documents went over and the open referrals were listed: once, and
/// for the day that the other side gave. The state moves with the second confirmation.
pub fn confirm(
    state: TransferState,
    before: Confirmed,
    side: Side,
    (known, given): (Option<NaiveDate>, Option<NaiveDate>),
    today: NaiveDate,
) -> Result<(TransferState, Confirmed), Refusal> {
    let handed_over = next(state, Step::HandOver)?;
    belongs_to(Step::HandOver, side)?;
    if before.sender && side == Side::Sender || before.receiver && side == Side::Receiver {
        let message = "your side has confirmed already; the other side has to";
        return Err(Refusal::new(RefusalCode::InvalidTransition, message));
    }
    match (known, given) {
        (None, None) => {
            let message = "give the date of the case conference";
            return Err(Refusal::of("conferenceOn", RefusalCode::ValueRequired, message));
        }
        (Some(known), Some(given)) if known != given => {
            let message =
                "the other side confirmed another day of the case conference; confirm that one or leave it out";
            return Err(Refusal::of("conferenceOn", RefusalCode::ValueNotAllowed, message));
        }
        (_, Some(date)) if date > today => {
            let message = "confirm after the case conference, not before it";
            return Err(Refusal::of("conferenceOn", RefusalCode::DateOutOfRange, message));
        }
        _ => {}
    }
    let after = Confirmed {
        sender: before.sender || side == Side::Sender,
        receiver: before.receiver || side == Side::Receiver,
    };
    Ok((if after.sender && after.receiver { handed_over } else { state }, after))
}

fn standing(state: TransferState) -> &'static str {
    match state {
        TransferState::Proposed => "is proposed",
        TransferState::ManagerApproved => "was approved by the manager",
        TransferState::Offered => "was offered",
        TransferState::Accepted => "was accepted",
        TransferState::HandedOver => "was handed over",
        TransferState::Declined => "was declined",
        TransferState::Cancelled => "was cancelled",
    }
}

fn done(step: Step) -> &'static str {
    match step {
        Step::Approve => "approved",
        Step::Offer => "offered",
        Step::Accept => "accepted",
        Step::Decline => "declined",
        Step::Cancel => "cancelled",
        Step::HandOver => "handed over",
    }
}
