//! The blind match of people across organisations: who can be entered and for how long, when an entry is over, and what a side of
//! a match can do. Nothing here tells one side of the other one.

use aws_lc_rs::digest;
use chrono::{DateTime, TimeDelta, Utc};
use entity::{
    case,
    codes::{AccessMode, ConsentGiver, DataClass, MatchingEndReason, OrganisationType, PersonMatchState, Purpose},
    organisation,
};
use uuid::Uuid;

use super::{
    authority::{Authority, still_given},
    case::open,
    consent::{Consent, Receiver},
    refusal::{Refusal, RefusalCode},
};
use crate::access::class::ClassSet;

/// Letters and digits that nobody mixes up on the telephone (Crockford's base 32).
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// How long a person takes part.
const DAYS: i64 = 90;

/// How long both sides can agree to a match.
const DAYS_OF_A_MATCH: i64 = 30;

/// The most people that an officer enters within a day. It limits guessing with invented people.
pub(crate) const MOST_A_DAY: u64 = 20;

/// How many facts of the person of an entry can be corrected or added. Each one is another guess.
const MOST_CORRECTIONS: i32 = 10;

/// The most matches of one case. More people are alike by chance.
pub(crate) const MOST_MATCHES: u64 = 25;

/// The purpose of the consents that an entry rests on: two organisations talk about their work with the same person.
pub(crate) const PURPOSE: Purpose = Purpose::CaseManagement;

/// The consent that a person is entered with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Agreed<'a> {
    /// Its terms.
    pub terms: &'a Consent,
    /// The giver of it.
    pub given_by: ConsentGiver,
    /// The people who can give it now.
    pub authority: Authority,
}

impl Agreed<'_> {
    /// Whether the consent is in force, and was given by somebody who can give it. A child cannot, for example.
    pub(crate) fn stands(&self, now: DateTime<Utc>) -> bool {
        self.terms.active(now) && still_given(self.given_by, self.authority).is_ok()
    }

    /// Whether this organisation may learn who the person is, to work on the case.
    pub(crate) fn includes(&self, organisation: &organisation::Model, now: DateTime<Utc>) -> bool {
        let receiver = Receiver {
            organisation_id: organisation.id,
            organisation_type: organisation.organisation_type,
            service_type: None,
        };
        let covers = self.terms.covers(&receiver, PURPOSE, ClassSet::of(&[DataClass::Identity]), now).is_ok();
        covers && self.stands(now)
    }
}

/// Whether the person of this case can be entered now.
pub(crate) fn may_enter(
    case: &case::Model,
    agreed: Agreed<'_>,
    (entered, today): (bool, u64),
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    open(case.status)?;
    let message = "other organisations would learn of a case that is closed to your colleagues, or of a person in a protected centre";
    Refusal::of("caseId", RefusalCode::ReasonDoesNotApply, message).unless(may_be_told_of(case))?;
    let message = "this person takes part already";
    Refusal::of("caseId", RefusalCode::InvalidTransition, message).when(entered)?;
    let message =
        "the person has to agree to CASE_MANAGEMENT and to IDENTITY for the organisations that may learn of it";
    let covers = agreed.terms.purpose == PURPOSE && agreed.terms.classes.holds(DataClass::Identity);
    Refusal::of("consentId", RefusalCode::ConsentDoesNotCover, message).unless(covers)?;
    let message =
        "this consent is not valid: it was withdrawn, is out of date, or was given by somebody who cannot give it";
    Refusal::of("consentId", RefusalCode::ConsentNotValid, message).unless(agreed.stands(now))?;
    let message = format!("an officer can enter {MOST_A_DAY} people within 24 hours");
    Refusal::new(RefusalCode::LimitReached, message).when(today >= MOST_A_DAY)
}

/// When an entry of this moment ends by itself.
pub(crate) fn valid_until(consent: &Consent, now: DateTime<Utc>) -> DateTime<Utc> {
    let longest = now + TimeDelta::days(DAYS);
    consent.valid_until.map_or(longest, |until| until.min(longest))
}

/// Whether another organisation may learn that this case exists.
fn may_be_told_of(case: &case::Model) -> bool {
    case.access_mode == AccessMode::Standard && !case.in_protected_centre
}

/// Why an entry is over, if it is. `corrected`: how often the person was corrected since.
pub(crate) fn over(
    case: &case::Model,
    agreed: Agreed<'_>,
    (entered_by, corrected): (Uuid, i32),
    now: DateTime<Utc>,
) -> Option<MatchingEndReason> {
    if case.organisation_id != entered_by {
        return Some(MatchingEndReason::CaseMoved);
    }
    if open(case.status).is_err() {
        return Some(MatchingEndReason::CaseClosed);
    }
    if !may_be_told_of(case) {
        return Some(MatchingEndReason::AccessRestricted);
    }
    if !agreed.stands(now) {
        return Some(MatchingEndReason::ConsentEnded);
    }
    (corrected > MOST_CORRECTIONS).then_some(MatchingEndReason::ChangedTooOften)
}

/// Whether an organisation can take part at this moment. A State of origin could find people who fled it, an enforcement agency
/// people whom it looks for. Donors and research work with no person.
pub(crate) fn takes_part(organisation: &organisation::Model, now: DateTime<Utc>) -> bool {
    use OrganisationType as O;
    let kind = organisation.organisation_type;
    let never = matches!(kind, O::GovOriginConsular | O::GovHostEnforcement | O::Donor | O::Research);
    !never && organisation.suspended_at.is_none_or(|since| since > now)
}

/// When a match of this moment expires, and when the agreement of both does.
pub(crate) fn expires_at(now: DateTime<Utc>) -> DateTime<Utc> {
    now + TimeDelta::days(DAYS_OF_A_MATCH)
}

/// What both sides quote when they talk. It is the same on both sides, and names neither case.
pub(crate) fn talk_reference(one: Uuid, other: Uuid) -> String {
    let (first, second) = if one < other { (one, other) } else { (other, one) };
    let hash = digest::digest(&digest::SHA256, &[first.into_bytes(), second.into_bytes()].concat());
    let letters: String =
        hash.as_ref().iter().take(10).map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect();
    format!("T-{}-{}", &letters[..5], &letters[5..])
}

/// What one side knows of a match at this moment.
pub(crate) fn state_at(stored: PersonMatchState, expires_at: DateTime<Utc>, now: DateTime<Utc>) -> PersonMatchState {
    use PersonMatchState as S;
    match stored {
        S::Proposed | S::Waiting if expires_at <= now => S::Expired,
        S::Agreed if expires_at <= now => S::Ended,
        other => other,
    }
}

/// The state of a side after its answer. An agreement can be taken back until the other side agreed too.
pub(crate) fn answered(state: PersonMatchState, agree: bool) -> Result<PersonMatchState, Refusal> {
    use PersonMatchState as S;
    match (state, agree) {
        (S::Proposed, true) => Ok(S::Waiting),
        (S::Proposed | S::Waiting, false) => Ok(S::Declined),
        (S::Waiting, true) => {
            Err(Refusal::new(RefusalCode::InvalidTransition, "your organisation has agreed to this match already"))
        }
        (S::Agreed | S::Declined | S::Expired | S::Ended, _) => {
            Err(Refusal::new(RefusalCode::InvalidTransition, "this match is not open any more"))
        }
    }
}

/// Whether a side can still be answered.
pub(crate) fn open_to_an_answer(state: PersonMatchState) -> bool {
    matches!(state, PersonMatchState::Proposed | PersonMatchState::Waiting)
}
