//! Effects of a step of a request: whether the request is over, whether staff may speak to the consulate about the
//! person, and what the packet shows.

use chrono::{DateTime, Utc};
use entity::{
    codes::{ConsularState, LiaisonState},
    consular_packet, consular_request,
};

use super::{
    machine::RequestState,
    view::{batched, liaison_view, open_to_liaison},
};

/// Whether the request is over.
pub const fn over(state: ConsularState) -> bool {
    use ConsularState as S;
    matches!(
        state,
        S::BlockedProtection
            | S::NationalityNotConfirmed
            | S::Used
            | S::Expired
            | S::ReturnedUnused
            | S::Refused
            | S::Withdrawn
    )
}

/// Whether staff may speak to the consulate about the person: from passed gates to the end, but not during a hold.
pub const fn allows_contact(state: ConsularState) -> bool {
    use ConsularState as S;
    !over(state) && !matches!(state, S::Draft | S::ProtectionScreening | S::OnHoldProtection)
}

/// A request, as far as it decides whether staff may speak to the consulate.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Contact {
    /// Its state.
    pub state: ConsularState,
    /// Whether its packet is suspended now.
    pub suspended: bool,
    /// Whether its consent is in force now.
    pub consented: bool,
}

/// The same for a person with several requests. If protection holds one of them, or if the consulate may not read the
/// packet of one of them now, staff may not speak about any of them.
pub(crate) fn any_allows_contact(requests: &[Contact]) -> bool {
    let allows = |it: &Contact| it.consented && allows_contact(it.state);
    let stops = |it: &Contact| it.state == ConsularState::OnHoldProtection || it.suspended && allows(it);
    !requests.iter().any(stops) && requests.iter().any(allows)
}

/// The packet after a step of its request. A closure that waits for the daily batch has no time yet, because the time
/// depends on the other closures that wait.
pub fn packet_after(
    before: &consular_packet::Model,
    request: &consular_request::Model,
    now: DateTime<Utc>,
) -> consular_packet::Model {
    let shown = consular_packet::Model {
        question_codes: request.question_codes.clone(),
        interview_mode: request.interview_mode,
        interview_at: request.interview_at,
        interview_by: request.interview_by,
        refusal_code: request.refusal_code,
        submitted_at: request.submitted_at,
        ..before.clone()
    };
    let stands = RequestState { state: request.state, held: request.held_state }.without_hold();
    let after = match liaison_view(stands) {
        // The consulate sees nothing before submission, and no later step leads back to such a state.
        None if over(request.state) => {
            consular_packet::Model { revoked_at: before.revoked_at.or(Some(now)), payload: None, ..shown }
        }
        None => shown,
        Some(end) if batched(end) => closed(before, end, now),
        Some(state) => consular_packet::Model {
            liaison_state: Some(state),
            payload: shown.payload.clone().filter(|_| open_to_liaison(state)),
            ..shown
        },
    };
    let noticed = consular_packet::Model { revoked_at: None, closing_state: None, close_after: None, ..after.clone() };
    let noticed = noticed != consular_packet::Model { payload: noticed.payload.clone(), ..before.clone() };
    // A closure that waits for the batch does not change the version, because a new version would reveal when it
    // happened.
    let counts = noticed && after.closing_state.is_none();
    consular_packet::Model { liaison_version: before.liaison_version + i32::from(counts), ..after }
}

/// The packet after the requesting organisation ended the request: unreadable at once, and shown as closed with the
/// batch. A packet that was unreadable before does not change until the batch.
fn closed(before: &consular_packet::Model, end: LiaisonState, now: DateTime<Utc>) -> consular_packet::Model {
    let open = before.liaison_state.is_none_or(open_to_liaison);
    let revoked_at = before.revoked_at.or(open.then_some(now));
    let revoked = consular_packet::Model { revoked_at, payload: None, ..before.clone() };
    match before.liaison_state {
        // A packet that the consulate never saw has no closure to show. A packet that the consulate ended itself keeps
        // its state.
        None => revoked,
        Some(state) if !open_to_liaison(state) && state != LiaisonState::Delivered => before.clone(),
        Some(_) => consular_packet::Model { closing_state: Some(end), ..revoked },
    }
}
