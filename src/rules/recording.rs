//! Conditions for recording and withdrawing a consent.

use entity::{best_interest_determination, codes::ConsentGiver};
use uuid::Uuid;

use super::{
    capacity::{Speaker, may_give},
    consent::{Consent, Recipient, never_shared},
    consent_time::ConsentState,
    refusal::{Refusal, RefusalCode, all},
    text::{self, TextKind},
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
    let not_tied = "consent is not valid if assistance depends on it; tell the person and ask again";
    let read_back = "the consent has to be read back to the person and confirmed";
    let recipient = "each recipient needs an organisation, a kind or a service";
    let none = "give the classes of data that the person agrees to share";
    all([
        Refusal::of("notTiedToAssistance", RefusalCode::ConsentNotValid, not_tied).unless(*not_tied_to_assistance),
        Refusal::of("readBackConfirmed", RefusalCode::ConsentNotValid, read_back).unless(*read_back_confirmed),
        Refusal::of("recipients", RefusalCode::ValueRequired, recipient)
            .when(recipients.is_empty() || recipients.iter().any(Recipient::is_empty)),
        Refusal::of("classes", RefusalCode::ValueRequired, none).when(classes.is_empty()),
        Refusal::of("classes", RefusalCode::ClassNotShareable, "staff notes and audit data are never shared")
            .unless((*classes & never_shared()).is_empty()),
        may_give(speaker, *given_by),
    ])
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

/// The name of the giver, in the form in which it is stored. The person needs no other name than their own.
pub(crate) fn giver_named(given_by: ConsentGiver, name: Option<&str>) -> Result<Option<String>, Refusal> {
    let message = "leave out the name if the person gave the consent";
    Refusal::of("giverName", RefusalCode::ValueNotAllowed, message)
        .when(name.is_some() && given_by == ConsentGiver::Person)?;
    text::optional("giverName", TextKind::Line, name)
}

/// Conditions for recording a refusal. It counts from any speaker and in any form. A refusal without recipients applies
/// to everybody. An empty line is not allowed because it could mean nobody or everybody.
pub(crate) fn may_refuse(recipients: &[Recipient]) -> Result<(), Refusal> {
    let message =
        "each recipient needs an organisation, a kind or a service; leave out all if the person means everybody";
    Refusal::of("recipients", RefusalCode::ValueRequired, message).when(recipients.iter().any(Recipient::is_empty))
}

/// Whether the consent can be withdrawn. No reason is required because the person owes none.
pub(crate) fn may_withdraw(state: ConsentState) -> Result<(), Refusal> {
    match state {
        ConsentState::Draft | ConsentState::NotYetValid | ConsentState::Active => Ok(()),
        ConsentState::Withdrawn => {
            Err(Refusal::new(RefusalCode::InvalidTransition, "this consent was already withdrawn"))
        }
        ConsentState::Expired | ConsentState::Superseded | ConsentState::Refused => {
            Err(Refusal::new(RefusalCode::InvalidTransition, "this consent is not valid any more"))
        }
    }
}
