//! What must be true before the receiver answers, or anybody ends a referral: a free place, a question that is one, a
//! reason in words where the code says nothing.

use chrono::{DateTime, Duration, Utc};
use entity::codes::{DeclineReason, NotCompletedReason, ReferralEndReason, ReferralState, Role};

use super::refusal::{Refusal, RefusalCode, words_for_other};

/// How often the receiver may stop the clocks with a question.
pub const MOST_PAUSES: i32 = 2;

/// The free places after one more person was accepted, `None` where the service does not count. Below zero never: a
/// receiver that takes somebody without a free place has to say so, and then the count stays.
pub fn take_place(free: Option<i32>, over_capacity: bool) -> Result<Option<i32>, Refusal> {
    match free {
        None => Ok(None),
        Some(free) if over_capacity => Ok(Some(free.max(0))),
        Some(free) if free > 0 => Ok(Some(free - 1)),
        Some(_) => {
            let message = "there is no free place; accept over capacity only if you mean to";
            Err(Refusal::of("overCapacity", RefusalCode::NoCapacity, message))
        }
    }
}

/// The free places after somebody left. Whoever came over capacity took no place and frees none.
#[must_use]
pub fn free_place(free: Option<i32>, total: Option<i32>, over_capacity: bool) -> Option<i32> {
    let free = free?;
    if over_capacity {
        return Some(free);
    }
    let more = free.saturating_add(1);
    Some(total.map_or(more, |total| more.min(total.max(free))))
}

/// A question stops the clocks, so it has to be one, and there are not many of them.
pub fn may_ask(question: Option<&str>, pauses: i32) -> Result<(), Refusal> {
    if question.is_none_or(|question| question.trim().is_empty()) {
        return Err(Refusal::of("question", RefusalCode::ValueRequired, "write the question to the sender"));
    }
    if pauses >= MOST_PAUSES {
        let message = "you asked twice already; accept or decline with what you know";
        return Err(Refusal::new(RefusalCode::LimitReached, message));
    }
    Ok(())
}

/// A question is answered in words.
pub fn may_answer(answer: Option<&str>) -> Result<(), Refusal> {
    if answer.is_none_or(|answer| answer.trim().is_empty()) {
        return Err(Refusal::of("answer", RefusalCode::ValueRequired, "write the answer to the receiver"));
    }
    Ok(())
}

/// Declining needs a code, and words where the code is OTHER. The words go to the sender only.
pub fn may_decline(reason: Option<DeclineReason>, text: Option<&str>) -> Result<(), Refusal> {
    let Some(reason) = reason else {
        return Err(Refusal::of("reason", RefusalCode::ReasonRequired, "say why you decline"));
    };
    words_for_other(reason == DeclineReason::Other, text, "text")
}

/// Help that could not be given needs a code, and words where the code is OTHER. That the person did not come is recorded
/// before it is a reason.
pub fn may_mark_not_completed(
    reason: Option<NotCompletedReason>,
    text: Option<&str>,
    from: ReferralState,
) -> Result<(), Refusal> {
    let Some(reason) = reason else {
        return Err(Refusal::of("reason", RefusalCode::ReasonRequired, "say why the help could not be given"));
    };
    if reason == NotCompletedReason::ClientNoShow && from != ReferralState::NoShow {
        let message = "record first that the person did not come";
        return Err(Refusal::of("reason", RefusalCode::ReasonDoesNotApply, message));
    }
    words_for_other(reason == NotCompletedReason::Other, text, "text")
}

/// Cancelling and revoking need a code that fits who acts and what is so: `so` are the reasons that the records bear out.
/// OTHER needs words.
pub fn may_end(
    reason: Option<ReferralEndReason>,
    text: Option<&str>,
    roles: &[Role],
    so: &[ReferralEndReason],
) -> Result<(), Refusal> {
    use ReferralEndReason as R;
    let Some(reason) = reason else {
        return Err(Refusal::of("reason", RefusalCode::ReasonRequired, "say why the referral ends"));
    };
    let message = match reason {
        R::Other => return words_for_other(true, text, "text"),
        R::ProtectionHold if roles.contains(&Role::ProtectionOfficer) => return Ok(()),
        R::DataProtection if roles.contains(&Role::DataProtectionOfficer) => return Ok(()),
        R::ProtectionHold => "a protection officer gives this reason",
        R::DataProtection => "a data protection officer gives this reason",
        R::EnteredInError => "mark the referral as entered in error instead",
        _ if so.contains(&reason) => return Ok(()),
        R::ConsentWithdrawn => "the consent was not withdrawn; withdraw it, and what rests on it ends",
        R::ConsentExpired | R::ConsentNarrowed => "the clock and a newer consent give this reason by themselves",
        R::LegalBasisEnded => "the legal basis did not end; end it, and what rests on it ends",
        R::CaseClosed => "the case is not closed; close it, and its referrals end",
        R::SenderRequest => "somebody of the organisation that refers gives this reason",
    };
    Err(Refusal::of("reason", RefusalCode::ReasonDoesNotApply, message))
}

/// An appointment may be written down a day late, and lies within a year.
pub fn may_schedule(appointment: DateTime<Utc>, now: DateTime<Utc>) -> Result<(), Refusal> {
    if appointment < now - Duration::days(1) || appointment > now + Duration::days(366) {
        let message = "an appointment lies between yesterday and a year from now";
        return Err(Refusal::of("scheduledFor", RefusalCode::DateOutOfRange, message));
    }
    Ok(())
}
