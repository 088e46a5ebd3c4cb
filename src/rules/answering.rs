//! Conditions for the answers of the receiver and for ending a referral: a free place, a limit of questions, a
//! reason in words if the code is OTHER.

use chrono::{DateTime, Duration, Utc};
use entity::codes::{DeclineReason, NotCompletedReason, ReferralEndReason, ReferralState, Role};
use uuid::Uuid;

use super::{
    refusal::{Refusal, RefusalCode, words_for_other},
    second_person::{Human, second_person},
};

/// Maximum number of questions by which the receiver can pause the clocks of a referral.
pub(crate) const MOST_PAUSES: i32 = 2;

/// The free places after one more acceptance; `None` if the service does not count places. The number never goes below
/// zero: a receiver without a free place has to accept over capacity, which does not change the count.
pub(crate) fn take_place(free: Option<i32>, over_capacity: bool) -> Result<Option<i32>, Refusal> {
    match free {
        None => Ok(None),
        Some(free) if over_capacity => Ok(Some(free.max(0))),
        Some(free) if free > 0 => Ok(Some(free - 1)),
        Some(_) => {
            let message = "there is no free place; set overCapacity to accept anyway";
            Err(Refusal::of("overCapacity", RefusalCode::NoCapacity, message))
        }
    }
}

/// The free places after a person has left. A person who was accepted over capacity took no place and frees none.
pub(crate) fn free_place(free: Option<i32>, total: Option<i32>, over_capacity: bool) -> Option<i32> {
    let free = free?;
    if over_capacity {
        return Some(free);
    }
    let more = free.saturating_add(1);
    Some(total.map_or(more, |total| more.min(total.max(free))))
}

/// A question pauses the clocks, so the number of questions is limited.
pub(crate) fn may_ask(pauses: i32) -> Result<(), Refusal> {
    let message = "you asked twice already; accept or decline with what you know";
    Refusal::new(RefusalCode::LimitReached, message).when(pauses >= MOST_PAUSES)
}

/// Declining needs a text if the code is OTHER. Only the sender reads the text.
pub(crate) fn may_decline(reason: DeclineReason, text: Option<&str>) -> Result<(), Refusal> {
    words_for_other(reason == DeclineReason::Other, text, "text")
}

/// A service that could not be provided needs a text if the code is OTHER. A no-show has to be recorded before it can be
/// the reason.
pub(crate) fn may_mark_not_completed(
    reason: NotCompletedReason,
    text: Option<&str>,
    from: ReferralState,
) -> Result<(), Refusal> {
    let message = "record first that the person did not come";
    Refusal::of("reason", RefusalCode::ReasonDoesNotApply, message)
        .when(reason == NotCompletedReason::ClientNoShow && from != ReferralState::NoShow)?;
    words_for_other(reason == NotCompletedReason::Other, text, "text")
}

/// Cancelling and revoking have a code that fits the roles of the actor and the facts. `so` lists the reasons that the
/// records confirm. OTHER needs a text.
pub(crate) fn may_end(
    reason: ReferralEndReason,
    text: Option<&str>,
    roles: &[Role],
    so: &[ReferralEndReason],
) -> Result<(), Refusal> {
    use ReferralEndReason as R;
    let message = match reason {
        R::Other => return words_for_other(true, text, "text"),
        R::ProtectionHold if roles.contains(&Role::ProtectionOfficer) => return Ok(()),
        R::DataProtection if roles.contains(&Role::DataProtectionOfficer) => return Ok(()),
        R::ProtectionHold => "only a protection officer can give this reason",
        R::DataProtection => "only a data protection officer can give this reason",
        R::EnteredInError => "mark the referral as entered in error instead",
        _ if so.contains(&reason) => return Ok(()),
        R::ConsentWithdrawn => "the consent is not withdrawn; withdraw it, and the referral ends with it",
        R::ConsentExpired | R::ConsentNarrowed => "this reason is set automatically when a consent ends or is narrowed",
        R::LegalBasisEnded => "the legal basis has not ended; end it, and the referral ends with it",
        R::CaseClosed => "the case is not closed; close it, and its referrals end with it",
        R::SenderRequest => "only the referring organisation can give this reason",
    };
    Err(Refusal::of("reason", RefusalCode::ReasonDoesNotApply, message))
}

/// An appointment can be recorded one day late and at most one year ahead.
pub(crate) fn may_schedule(appointment: DateTime<Utc>, now: DateTime<Utc>) -> Result<(), Refusal> {
    let message = "an appointment must be between yesterday and one year from now";
    Refusal::of("scheduledFor", RefusalCode::DateOutOfRange, message)
        .when(appointment < now - Duration::days(1) || appointment > now + Duration::days(366))
}

/// The receiver accepts by another person than those who sent the referral, or asked for its override or approved it.
pub(crate) fn not_the_sender(me: &Human, sent_by: &[Option<Uuid>]) -> Result<(), Refusal> {
    second_person(me, sent_by, "you sent this referral for its sender; another person has to accept it")
}
