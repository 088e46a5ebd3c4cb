//! Conditions for recording and withdrawing a consent.

use entity::{
    best_interest_determination,
    codes::{ConsentGiver, DataClass},
};
use uuid::Uuid;

use super::{
    capacity::{Speaker, may_give},
    consent::{Consent, Recipient},
    consent_time::Standing,
    refusal::{Refusal, RefusalCode},
};

/// Conditions for recording a consent, except its period. Returns all refusals at once, so that the person is asked
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
        let message = "consent is not valid if assistance depends on it; tell the person and ask again";
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
        refuse("classes", RefusalCode::ValueRequired, "give the classes of data that the person agrees to share");
    }
    if [DataClass::Staff, DataClass::StaffCoarse, DataClass::System].iter().any(|class| classes.holds(*class)) {
        refuse("classes", RefusalCode::ClassNotShareable, "staff notes and audit data are never shared");
    }
    refusals.extend(may_give(speaker, *given_by).err());
    if refusals.is_empty() { Ok(()) } else { Err(refusals) }
}

/// A best-interest determination gives consent only if it is named and `speaks`, the valid decision in favour for this
/// purpose. It gives consent only to its receiver.
pub(crate) fn given_by_determination(
    consent: &Consent,
    named: Option<Uuid>,
    speaks: Option<&best_interest_determination::Model>,
) -> Result<(), Refusal> {
    match (consent.given_by == ConsentGiver::BestInterestDecision, named, speaks) {
        (false, None, _) => Ok(()),
        (true, Some(_), Some(speaks)) if named == Some(speaks.id) => {
            if consent.recipients.iter().all(|it| it.organisation_id == speaks.receiver_id) {
                return Ok(());
            }
            let message = "the determination is about another receiver; name only that receiver";
            Err(Refusal::of("recipients", RefusalCode::DeterminationMissing, message))
        }
        (true, ..) => {
            let message =
                "name a determination in favour of the child for this purpose; a protection officer decides it";
            Err(Refusal::of("determinationId", RefusalCode::DeterminationMissing, message))
        }
        (false, Some(_), _) => {
            let message = "name a determination only if the consent is given by BEST_INTEREST_DECISION";
            Err(Refusal::of("determinationId", RefusalCode::ValueNotAllowed, message))
        }
    }
}

/// Conditions for recording a refusal. It counts from any speaker and in any form. A refusal without recipients applies
/// to everybody. An empty line is not allowed because it could mean nobody or everybody.
pub(crate) fn may_refuse(recipients: &[Recipient]) -> Result<(), Refusal> {
    if recipients.iter().any(Recipient::is_empty) {
        let message =
            "each recipient needs an organisation, a kind or a service; leave out all if the person means everybody";
        return Err(Refusal::of("recipients", RefusalCode::ValueRequired, message));
    }
    Ok(())
}

/// Whether the consent can be withdrawn. No reason is required because the person owes none.
pub(crate) fn may_withdraw(standing: Standing) -> Result<(), Refusal> {
    match standing {
        Standing::Draft | Standing::NotYetValid | Standing::Active => Ok(()),
        Standing::Withdrawn => Err(Refusal::new(RefusalCode::InvalidTransition, "this consent was already withdrawn")),
        Standing::Expired | Standing::Superseded | Standing::Refused => {
            Err(Refusal::new(RefusalCode::InvalidTransition, "this consent is not valid any more"))
        }
    }
}
