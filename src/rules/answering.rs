//! Conditions for the answers of the receiver and for ending a referral: a free place, a real question, a reason in
//! words if the code is OTHER.

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

/// A question pauses the clocks, so it needs a text, and the number of questions is limited.
pub(crate) fn may_ask(question: Option<&str>, pauses: i32) -> Result<(), Refusal> {
    if question.is_none_or(|question| question.trim().is_empty()) {
        return Err(Refusal::of("question", RefusalCode::ValueRequired, "write the question to the sender"));
    }
    if pauses >= MOST_PAUSES {
        let message = "you asked twice already; accept or decline with what you know";
        return Err(Refusal::new(RefusalCode::LimitReached, message));
    }
    Ok(())
}

/// The answer to a question needs a text.
pub(crate) fn may_answer(answer: Option<&str>) -> Result<(), Refusal> {
    if answer.is_none_or(|answer| answer.trim().is_empty()) {
        return Err(Refusal::of("answer", RefusalCode::ValueRequired, "write the answer to the receiver"));
    }
    Ok(())
}

/// Declining needs a code, and a text if the code is OTHER. Only the sender reads the text.
pub(crate) fn may_decline(reason: Option<DeclineReason>, text: Option<&str>) -> Result<(), Refusal> {
    let Some(reason) = reason else {
        return Err(Refusal::of("reason", RefusalCode::ReasonRequired, "give a reason for declining"));
    };
    words_for_other(reason == DeclineReason::Other, text, "text")
}

/// A service that could not be provided needs a code, and a text if the code is OTHER. A no-show has to be recorded
/// before it can be the reason.
pub(crate) fn may_mark_not_completed(
    reason: Option<NotCompletedReason>,
    text: Option<&str>,
    from: ReferralState,
) -> Result<(), Refusal> {
    let Some(reason) = reason else {
        return Err(Refusal::of("reason", RefusalCode::ReasonRequired, "give a reason for not providing the service"));
    };
    if reason == NotCompletedReason::ClientNoShow && from != ReferralState::NoShow {
        let message = "record first that the person did not come";
        return Err(Refusal::of("reason", RefusalCode::ReasonDoesNotApply, message));
    }
    words_for_other(reason == NotCompletedReason::Other, text, "text")
}

/// Cancelling and revoking need a code that fits the roles of the actor and the facts. `so` lists the reasons that the
/// records confirm. OTHER needs a text.
pub(crate) fn may_end(
    reason: Option<ReferralEndReason>,
    text: Option<&str>,
    roles: &[Role],
    so: &[ReferralEndReason],
) -> Result<(), Refusal> {
    use ReferralEndReason as R;
    let Some(reason) = reason else {
        return Err(Refusal::of("reason", RefusalCode::ReasonRequired, "give a reason for ending the referral"));
    };
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
    if appointment < now - Duration::days(1) || appointment > now + Duration::days(366) {
        let message = "an appointment must be between yesterday and one year from now";
        return Err(Refusal::of("scheduledFor", RefusalCode::DateOutOfRange, message));
    }
    Ok(())
}

/// The receiver accepts by another person than those who sent the referral, or asked for its override or approved it.
pub(crate) fn not_the_sender(me: &Human, sent_by: &[Option<Uuid>]) -> Result<(), Refusal> {
    second_person(me, sent_by, "you sent this referral for its sender; another person has to accept it")
}
