//! The blind match of people across organisations: who can be entered and for how long, when an entry is over, and what a side of
//! a match can do. No rule here depends on the other side.

use chrono::{DateTime, TimeDelta, Utc};
use entity::{
    case,
    codes::{AccessMode, ConsentGiver, DataClass, MatchingEndReason, OrganisationType, PersonMatchState, Purpose},
    matching_entry, organisation,
};

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

/// How long what is over is kept. After that the same two people can be asked about again.
pub(crate) const DAYS_KEPT: i64 = 365;

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

    /// Whether telephone numbers may be compared as well.
    pub(crate) fn includes_contact(&self) -> bool {
        self.terms.classes.holds(DataClass::Contact)
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

/// Whether the person of this case can be entered now, by its organisation.
pub(crate) fn may_enter(
    (case, organisation): (&case::Model, &organisation::Model),
    agreed: Agreed<'_>,
    (entered, today): (bool, u64),
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    open(case.status)?;
    let message = "an organisation of this kind takes no part in the matching";
    Refusal::of("caseId", RefusalCode::ReasonDoesNotApply, message).unless(takes_part(organisation, now))?;
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

/// Why an entry is over, if it is. `facts`: how many facts were ever recorded of the person of its case.
pub(crate) fn over(
    entry: &matching_entry::Model,
    case: &case::Model,
    agreed: Agreed<'_>,
    facts: i32,
    now: DateTime<Utc>,
) -> Option<MatchingEndReason> {
    if case.organisation_id != entry.organisation_id {
        return Some(MatchingEndReason::CaseMoved);
    }
    if entry.valid_until <= now && agreed.terms.valid_until.is_none_or(|until| until > entry.valid_until) {
        return Some(MatchingEndReason::Expired);
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
    let merged = case.person_id != entry.registration_id;
    let corrected = facts.saturating_sub(entry.facts) > MOST_CORRECTIONS;
    (merged || corrected).then_some(MatchingEndReason::ChangedTooOften)
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

/// What both sides quote when they talk, from random bits. Nobody can work out from it which cases it is about.
pub(crate) fn talk_reference(chance: u128) -> String {
    let letters: String = (0..10).map(|place| char::from(LETTERS[(chance >> (place * 5)) as usize & 31])).collect();
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
