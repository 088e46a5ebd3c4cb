//! What must be true when a consent is taken down, and when it is taken back.

use chrono::{DateTime, Duration, Utc};
use entity::codes::{ConsentGiver, ConsentStatus, DataClass};
use uuid::Uuid;

use super::{
    consent::{Consent, Recipient, speaks_for_child},
    refusal::{Refusal, RefusalCode},
};

/// The longest time that one consent may run: after that the person is asked again.
pub const LONGEST_YEARS: i64 = 5;

/// What must be true when a consent is written down. All refusals at once, so that the person is asked again only once.
pub fn may_record(consent: &Consent, child: bool, now: DateTime<Utc>) -> Result<(), Vec<Refusal>> {
    let Consent {
        status: _,
        given_by,
        purpose: _,
        classes,
        recipients,
        valid_from,
        valid_until,
        read_back_confirmed,
        not_tied_to_assistance,
    } = consent;
    let mut refusals = Vec::new();
    let mut refuse = |field, code, message: &str| refusals.push(Refusal::of(field, code, message));

    if !not_tied_to_assistance {
        let message = "consent that assistance depends on is no consent; tell the person so and ask again";
        refuse("notTiedToAssistance", RefusalCode::ConsentNotValid, message);
    }
    if !read_back_confirmed {
        let message = "the consent has to be read back to the person and confirmed";
        refuse("readBackConfirmed", RefusalCode::ConsentNotValid, message);
    }
    if child && !speaks_for_child(*given_by) {
        let message = "a child needs the consent of a guardian or a court, or a decision on its best interest";
        refuse("givenBy", RefusalCode::GuardianConsentRequired, message);
    }
    if recipients.is_empty() || recipients.iter().any(Recipient::is_empty) {
        refuse("recipients", RefusalCode::ValueRequired, "each recipient needs an organisation, a kind or a service");
    }
    if classes.is_empty() {
        refuse("classes", RefusalCode::ValueRequired, "say which classes of data the person agrees to share");
    }
    if [DataClass::Staff, DataClass::StaffCoarse, DataClass::System].iter().any(|class| classes.holds(*class)) {
        refuse("classes", RefusalCode::ClassNotShareable, "staff notes and audit data are never shared");
    }
    // Consent forms are often entered days or weeks after they were signed in the field, never years.
    if *valid_from < now - Duration::days(366) || *valid_from > now + Duration::days(366) {
        refuse("validFrom", RefusalCode::DateOutOfRange, "consent begins at most a year ago and at most a year ahead");
    }
    if let Some(until) = valid_until {
        if until <= valid_from || *until <= now {
            refuse("validUntil", RefusalCode::DateOutOfRange, "consent has to end after it begins and after today");
        } else if *until > *valid_from + Duration::days(366 * LONGEST_YEARS) {
            refuse("validUntil", RefusalCode::DateOutOfRange, "consent runs for five years at most; then ask again");
        }
    }
    if refusals.is_empty() { Ok(()) } else { Err(refusals) }
}

/// A decision on the best interest of the child gives consent only where it was made, for this purpose, and is named:
/// `speaks` is the one that is in favour of the child now.
pub fn given_by_determination(giver: ConsentGiver, named: Option<Uuid>, speaks: Option<Uuid>) -> Result<(), Refusal> {
    match (giver == ConsentGiver::BestInterestDecision, named) {
        (false, None) => Ok(()),
        (true, Some(_)) if named == speaks => Ok(()),
        (true, _) => {
            let message =
                "name a determination in favour of the child for this purpose; a protection officer decides it";
            Err(Refusal::of("determination", RefusalCode::DeterminationMissing, message))
        }
        (false, Some(_)) => {
            let message = "a determination gives consent where BEST_INTEREST_DECISION is said, and nowhere else";
            Err(Refusal::of("determination", RefusalCode::ValueNotAllowed, message))
        }
    }
}

/// Whether the consent can be withdrawn. No reason is asked for: the person owes none.
pub fn may_withdraw(status: ConsentStatus) -> Result<(), Refusal> {
    match status {
        ConsentStatus::Draft | ConsentStatus::Active => Ok(()),
        ConsentStatus::Withdrawn => {
            Err(Refusal::new(RefusalCode::InvalidTransition, "this consent was withdrawn already"))
        }
        ConsentStatus::Expired | ConsentStatus::Superseded | ConsentStatus::Refused => {
            Err(Refusal::new(RefusalCode::InvalidTransition, "this consent does not hold any more"))
        }
    }
}
