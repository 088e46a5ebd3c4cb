//! What must be true when a consent is taken down, and when it is taken back.

use entity::codes::{ConsentGiver, DataClass};
use uuid::Uuid;

use super::{
    capacity::{Speaker, may_give},
    consent::{Consent, Recipient},
    consent_time::Standing,
    refusal::{Refusal, RefusalCode},
};

/// What must be true when a consent is written down, beside its period. All refusals at once, so that the person is asked
/// again only once.
pub fn may_record(consent: &Consent, speaker: Speaker) -> Result<(), Vec<Refusal>> {
    let Consent {
        status: _,
        given_by,
        purpose: _,
        classes,
        recipients,
        excluded: _,
        valid_from: _,
        valid_until: _,
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
    if recipients.is_empty() || recipients.iter().any(Recipient::is_empty) {
        refuse("recipients", RefusalCode::ValueRequired, "each recipient needs an organisation, a kind or a service");
    }
    if classes.is_empty() {
        refuse("classes", RefusalCode::ValueRequired, "say which classes of data the person agrees to share");
    }
    if [DataClass::Staff, DataClass::StaffCoarse, DataClass::System].iter().any(|class| classes.holds(*class)) {
        refuse("classes", RefusalCode::ClassNotShareable, "staff notes and audit data are never shared");
    }
    refusals.extend(may_give(speaker, *given_by).err());
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

/// What must be true when a no is written down. Whoever says it and however, it counts; one that names nobody is a no to
/// everybody. A line has to name somebody all the same, because an empty one could mean both.
pub fn may_refuse(recipients: &[Recipient]) -> Result<(), Refusal> {
    if recipients.iter().any(Recipient::is_empty) {
        let message =
            "each recipient needs an organisation, a kind or a service; leave out all where the person means everybody";
        return Err(Refusal::of("recipients", RefusalCode::ValueRequired, message));
    }
    Ok(())
}

/// Whether the consent can be withdrawn. No reason is asked for: the person owes none.
pub fn may_withdraw(standing: Standing) -> Result<(), Refusal> {
    match standing {
        Standing::Draft | Standing::NotYetValid | Standing::Active => Ok(()),
        Standing::Withdrawn => Err(Refusal::new(RefusalCode::InvalidTransition, "this consent was withdrawn already")),
        Standing::Expired | Standing::Superseded | Standing::Refused => {
            Err(Refusal::new(RefusalCode::InvalidTransition, "this consent does not hold any more"))
        }
    }
}
