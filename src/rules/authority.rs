//! Whether a consent still has what it depends on: its giver can still consent for the person, and a best-interest
//! decision is still in favour. Both can change after the consent was recorded, so each step that uses a consent asks
//! again.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use entity::{best_interest_determination, codes::ConsentGiver};

use super::{
    best_interest::valid_until,
    capacity::{Speaker, ends_with},
    consent::speaks_for_child,
    refusal::{Refusal, RefusalCode},
};

/// The facts about a person that a consent depends on, for one purpose.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Authority {
    /// The person who can consent now.
    pub speaker: Speaker,
    /// Whether a best-interest determination in favour is valid for the purpose.
    pub determined: bool,
}

impl Authority {
    /// Whether the person is a child.
    pub(crate) fn child(self) -> bool {
        self.speaker == Speaker::ForChild
    }
}

/// Whether a consent by this giver is still valid. The consent that adults gave in person stays valid when they can no
/// longer decide, because they could decide when they gave it.
pub(crate) fn still_given(given_by: ConsentGiver, authority: Authority) -> Result<(), Refusal> {
    use ConsentGiver as G;
    let (code, message) = match (authority.speaker, given_by) {
        (Speaker::ForChild, G::BestInterestDecision) if !authority.determined => (
            RefusalCode::DeterminationMissing,
            "this consent needs a best-interest determination in favour that is valid now, for this purpose",
        ),
        (Speaker::ForChild, giver) if !speaks_for_child(giver) => (
            RefusalCode::GuardianConsentRequired,
            "a child needs the consent of a guardian or a court, or a best-interest determination in favour",
        ),
        (Speaker::ForAdult(_), G::Caregiver | G::BestInterestDecision) => (
            RefusalCode::GuardianConsentRequired,
            "an assessment says that this adult cannot decide; a guardian or a court has to consent",
        ),
        (Speaker::Adult, giver) if giver != G::Person => (
            RefusalCode::ConsentNotValid,
            "somebody else gave this consent, and the person can decide now; ask the person",
        ),
        (Speaker::ForChild | Speaker::ForAdult(_) | Speaker::Adult, _) => return Ok(()),
    };
    Err(Refusal::of("consentId", code, message))
}

/// The end of a consent: at most the last day of the capacity assessment, the day on which the child comes of age, and
/// the end of the determination that gives the consent.
pub(crate) fn ends_by(
    speaker: Speaker,
    of_age: Option<NaiveDate>,
    determination: Option<&best_interest_determination::Model>,
    until: DateTime<Utc>,
) -> DateTime<Utc> {
    let of_age = of_age.filter(|_| speaker == Speaker::ForChild).map(|day| day.and_time(NaiveTime::MIN).and_utc());
    let ends = [of_age, determination.and_then(valid_until)];
    ends.into_iter().flatten().fold(ends_with(speaker, until), DateTime::min)
}
