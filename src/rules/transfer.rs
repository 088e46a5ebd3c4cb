//! The state machine of a transfer, which moves the case itself to another centre. Ownership changes at `Accepted`.
//! `HandedOver` needs the confirmation of both sides, or within an organisation only the acceptance.

use chrono::{DateTime, NaiveDate, Utc};
use entity::codes::{DataClass, LegalBasis, OrganisationType, Purpose, Relation, TransferState};
use sea_orm::EnumIter;
use uuid::Uuid;

use super::{
    authority::{Authority, still_given},
    consent::{Consent, Receiver},
    legal_override,
    machine::{self, arrow},
    refusal::{Refusal, RefusalCode},
    second_person::{Human, second_person},
};
use crate::access::{ceiling, class::ClassSet};

pub(crate) use super::referral::Side;

/// A step of a transfer. Proposing creates it.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Hash, EnumIter)]
pub enum Step {
    /// The manager of the sending centre approves.
    Approve,
    /// The transfer is offered to the receiver.
    Offer,
    /// The receiver accepts and owns the case from now on.
    Accept,
    /// The receiver declines.
    Decline,
    /// The sender cancels it before it is accepted.
    Cancel,
    /// Both sides have confirmed the handover.
    HandOver,
}

/// One arrow of the machine.
pub(crate) type Arrow = machine::Arrow<Step, TransferState, Side>;

/// All arrows of the machine; every other move is impossible.
pub(crate) const ARROWS: &[Arrow] = {
    use Side::{Receiver, Sender, System};
    use TransferState as S;
    &[
        arrow(Step::Approve, &[S::Proposed], S::ManagerApproved, &[Sender]),
        arrow(Step::Offer, &[S::ManagerApproved], S::Offered, &[Sender]),
        arrow(Step::Accept, &[S::Offered], S::Accepted, &[Receiver]),
        arrow(Step::Decline, &[S::Offered], S::Declined, &[Receiver]),
        // The clock cancels a transfer when the consent of the person or the override ends.
        arrow(Step::Cancel, LIVE, S::Cancelled, &[Sender, System]),
        arrow(Step::HandOver, &[S::Accepted], S::HandedOver, &[Sender, Receiver]),
    ]
};

/// The states in which a second transfer of the case cannot be proposed.
pub const LIVE: &[TransferState] = &[TransferState::Proposed, TransferState::ManagerApproved, TransferState::Offered];

/// The state to which a step leads, or a refusal if there is no such arrow.
pub(crate) fn next(state: TransferState, step: Step) -> Result<TransferState, Refusal> {
    machine::next(ARROWS, state, step).ok_or_else(|| {
        let message = format!("a transfer that {} cannot be {}", state_phrase(state), done(step));
        Refusal::new(RefusalCode::InvalidTransition, message)
    })
}

/// Whether this side may take the step.
pub fn belongs_to(step: Step, side: Side) -> Result<(), Refusal> {
    if machine::may(ARROWS, step, side) {
        return Ok(());
    }
    let message = match side {
        Side::Sender => "only the receiving side can take this step",
        Side::Receiver => "only the sending side can take this step",
        Side::System => "only a person can take this step",
    };
    Err(Refusal::new(RefusalCode::WrongSide, message))
}

/// A transfer goes to another centre, and only one is live at a time. `another_is_live` counts the transfers that the worker may
/// know of, so that the refusal reveals no other. [`may_approve`] counts all.
pub(crate) fn may_propose(from_centre: Uuid, to_centre: Uuid, another_is_live: bool) -> Result<(), Refusal> {
    Refusal::of("toCentreId", RefusalCode::SameCentre, "the case is already at this centre")
        .when(from_centre == to_centre)?;
    let message = "another transfer of this case is under way; cancel it first";
    Refusal::new(RefusalCode::LimitReached, message).when(another_is_live)
}

/// Only one transfer of a case is approved at a time. `others` are the states of the other transfers of the case.
pub(crate) fn may_approve(mut others: impl Iterator<Item = TransferState>) -> Result<(), Refusal> {
    let message = "another transfer of this case was approved; cancel it first";
    Refusal::new(RefusalCode::LimitReached, message)
        .when(others.any(|state| matches!(state, TransferState::ManagerApproved | TransferState::Offered)))
}

/// Whether an organisation can own a case: it must be allowed to hold the classes that keep the person safe. A State of
/// origin, an enforcement agency or a donor may not. An authority of the host State receives referrals within the
/// person's consent, and never the whole file.
pub fn may_take(kind: OrganisationType, suspended: bool) -> Result<(), Refusal> {
    use DataClass as C;
    let holds = ceiling::of_organisation(kind, Relation::OwnOrganisation).covers(ClassSet::of(&[
        C::Operational,
        C::Identity,
        C::Contact,
        C::Protection,
    ]));
    let message = "an organisation of this kind cannot take cases; an authority can receive referrals";
    Refusal::of("toCentreId", RefusalCode::ReceiverNotAllowed, message).when(!holds || is_host_authority(kind))?;
    Refusal::of("toCentreId", RefusalCode::NotActive, "this organisation is suspended").when(suspended)
}

/// Whether it is an authority of the State where the person is.
const fn is_host_authority(kind: OrganisationType) -> bool {
    use OrganisationType as O;
    matches!(kind, O::GovHostSocial | O::GovHostAntitrafficking | O::GovHostAsylum | O::GovHostEnforcement)
}

/// Whether the person agreed that this organisation takes the case. A whole file goes only to an organisation that is
/// named itself, by the person or by somebody who can consent for a child.
pub fn agreed(
    consent: Option<&Consent>,
    receiver: &Receiver,
    authority: Authority,
    at: DateTime<Utc>,
) -> Result<(), Refusal> {
    let Some(consent) = consent else {
        let message =
            "record the person's consent to this transfer first: of the purpose TRANSFER, naming the organisation";
        return Err(Refusal::of("consentId", RefusalCode::ConsentMissing, message));
    };
    consent.covers(receiver, Purpose::Transfer, ClassSet::NONE, at)?;
    let message = "the person has to name the organisation that takes the case";
    Refusal::of("consentId", RefusalCode::ConsentDoesNotCover, message).unless(consent.names_itself(receiver, at))?;
    still_given(consent.given_by, authority)
}

/// The refusal for a viewer who may not know why the consent or the legal basis of a transfer is not valid.
pub(crate) fn not_valid() -> Refusal {
    let message =
        "no consent or legal basis for this transfer is valid now; the worker of the case has to ask the person";
    Refusal::of("consentId", RefusalCode::ConsentNotValid, message)
}

/// The classes that a transfer without consent opens to this kind of organisation. The worker who asks for the override and
/// the one who approves it have to hold each of them.
/// Medical notes are left out, because they go from medical staff to medical staff and no protection officer reads them. The
/// work of the staff is left out, because it is no data of the person.
pub(crate) fn opened(kind: OrganisationType) -> ClassSet {
    use DataClass as C;
    let file = ClassSet::of(&[
        C::Operational,
        C::Identity,
        C::Contact,
        C::Legal,
        C::Assistance,
        C::Journey,
        C::Protection,
        C::Asylum,
        C::Location,
    ]);
    file & ceiling::of_organisation(kind, Relation::OwnOrganisation)
}

/// Whether a worker who holds these classes of the case can ask for a transfer to this kind of organisation without consent.
/// The list of classes is fixed, so the worker has to read all of it, as for a referral the classes that the worker chooses.
pub(crate) fn may_ask_without_consent(kind: OrganisationType, held: ClassSet) -> Result<(), Refusal> {
    let message = "without consent this opens classes of data that you may not read yourself; ask a protection officer to propose it";
    Refusal::of("legalOverride", RefusalCode::ClassNotHeld, message).unless(held.covers(opened(kind)))
}

/// Whether this legal basis can take the place of a consent to the transfer. It is checked again when the transfer is offered
/// and accepted, because the person may be an adult by then, or a newer determination may be against it. `determined` says
/// that a best-interest determination in favour is valid for the purpose `TRANSFER`.
pub(crate) fn overridden(basis: LegalBasis, child: bool, determined: bool) -> Result<(), Refusal> {
    let message = "the best interest of the child is a basis for children only";
    Refusal::of("legalBasis", RefusalCode::LegalBasisDoesNotApply, message)
        .when(basis == LegalBasis::BestInterestChild && !child)?;
    let message = "for a child, this basis needs a best-interest determination in favour, for the purpose TRANSFER";
    Refusal::of("legalOverride", RefusalCode::DeterminationMissing, message)
        .when(legal_override::needs_determination(basis, child) && !determined)
}

/// Every step that agrees to a transfer is taken by a person who took no earlier step, also between two centres of one
/// organisation.
pub fn another_person(before: &[Option<Uuid>], me: &Human) -> Result<(), Refusal> {
    second_person(me, before, "you took an earlier step of this transfer; somebody else has to take this one")
}

/// A case moves in one step only within an organisation.
pub(crate) fn within_organisation(from: Uuid, to: Uuid) -> Result<(), Refusal> {
    let message = "this centre belongs to another organisation; propose a transfer to it";
    Refusal::of("toCentreId", RefusalCode::ReceiverNotAllowed, message).when(from != to)
}

/// The state after an acceptance. Within an organisation the file does not change hands, so that nothing is left to confirm.
pub(crate) fn completed(accepted: TransferState, within: bool) -> Result<TransferState, Refusal> {
    if within { next(accepted, Step::HandOver) } else { Ok(accepted) }
}

/// The sides that have confirmed the handover.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) struct Confirmed {
    /// Whether the sending side has.
    pub sender: bool,
    /// Whether the receiving side has.
    pub receiver: bool,
}

/// One side confirms that the case conference was held, the documents were handed over and the open referrals were
/// listed. Each side confirms once and for the same day. The second confirmation changes the state.
pub(crate) fn confirm(
    state: TransferState,
    before: Confirmed,
    side: Side,
    (known, given): (Option<NaiveDate>, Option<NaiveDate>),
    today: NaiveDate,
) -> Result<(TransferState, Confirmed), Refusal> {
    let handed_over = next(state, Step::HandOver)?;
    belongs_to(Step::HandOver, side)?;
    let message = "your side has already confirmed; now the other side has to";
    Refusal::new(RefusalCode::InvalidTransition, message)
        .when(before.sender && side == Side::Sender || before.receiver && side == Side::Receiver)?;
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

fn state_phrase(state: TransferState) -> &'static str {
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
