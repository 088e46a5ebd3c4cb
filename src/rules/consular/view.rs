//! The consulate's view of the state machine. Many states look alike on purpose, and some are invisible.

use entity::codes::{ConsularState, DataClass, LiaisonState};

use crate::rules::refusal::RefusalCode;

/// The state that the consulate sees; `None` before submission. A hold must not change the view: call this with
/// `RequestState::without_hold`.
pub const fn liaison_view(state: ConsularState) -> Option<LiaisonState> {
    use ConsularState as S;
    use LiaisonState as L;
    Some(match state {
        S::Draft | S::ProtectionScreening | S::BlockedProtection | S::Ready | S::OnHoldProtection => return None,
        S::Submitted => L::Received,
        S::Acknowledged => L::InReview,
        S::MoreInfoRequired => L::InformationRequested,
        S::InterviewProposed => L::InterviewProposed,
        S::InterviewScheduled => L::InterviewScheduled,
        S::Interviewed => L::Interviewed,
        S::InterviewMissed => L::InterviewMissed,
        S::NationalityConfirmed => L::Confirmed,
        S::NationalityNotConfirmed => L::NotConfirmed,
        S::DocumentInProduction => L::InProduction,
        S::Issued => L::Issued,
        S::Delivered => L::Delivered,
        S::Used | S::Expired | S::ReturnedUnused => L::Closed,
        S::Refused => L::Refused,
        S::Withdrawn => L::ClosedByRequester,
    })
}

/// The class that a reader of the requesting organisation needs, to know that a protection gate stopped the request: a failed
/// gate is a sign that the person may need protection.
pub(crate) const TELLS_A_STOP: DataClass = DataClass::Asylum;

/// The state that the requesting organisation reads. Without [`TELLS_A_STOP`], a request that a protection gate stopped looks
/// like one whose gates are not all decided.
pub(crate) const fn house_view(state: ConsularState, knows_stops: bool) -> ConsularState {
    match state {
        ConsularState::BlockedProtection if !knows_stops => ConsularState::ProtectionScreening,
        state => state,
    }
}

/// The states in which the consulate still has work to do. Only then it can read the payload.
pub const OPEN: &[LiaisonState] = {
    use LiaisonState as L;
    &[
        L::Received,
        L::InReview,
        L::InformationRequested,
        L::InterviewProposed,
        L::InterviewScheduled,
        L::Interviewed,
        L::InterviewMissed,
        L::Confirmed,
        L::InProduction,
        L::Issued,
    ]
};

/// Whether the consulate still has work to do.
pub fn open_to_liaison(shown: LiaisonState) -> bool {
    OPEN.contains(&shown)
}

/// Whether this end is shown with the daily batch. Ends by the requesting organisation are, because their moment would
/// reveal the reason.
pub(crate) const fn batched(shown: LiaisonState) -> bool {
    matches!(shown, LiaisonState::Closed | LiaisonState::ClosedByRequester)
}

/// The refusals that a step of the consulate can receive: about its input and about the state of the packet.
pub(crate) const TOLD: &[RefusalCode] = &[
    RefusalCode::InvalidTransition,
    RefusalCode::VersionConflict,
    RefusalCode::ValueRequired,
    RefusalCode::ValueNotAllowed,
    RefusalCode::DateOutOfRange,
    RefusalCode::TextNotAllowed,
    RefusalCode::TextTooLong,
];
