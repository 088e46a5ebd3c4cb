//! The ground of a transfer to another organisation: the person's consent, or an approved legal override. It is checked when
//! the transfer is proposed, and again when it is offered and accepted.

use entity::{
    case,
    codes::{ConsentStatus, DataClass as D, Purpose},
    legal_override, organisation, transfer,
};
use sea_orm::prelude::DateTimeUtc;
use uuid::Uuid;

use crate::{
    access::class::ClassSet,
    actions::overriding::{LegalOverrideInput, OverrideRequest},
    rules::{
        best_interest::About,
        consent::Receiver,
        inference::receiver_reveals,
        legal_override::not_in_force,
        refusal::{Refusal, RefusalCode},
        transfer::{agreed, not_valid, overridden},
    },
    store::{
        case_file::statements::Word,
        write::{change::Change, stop::ChangeError},
    },
};

/// The consent to a transfer. Empty if the organisation does not change.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Agreement {
    /// The consent.
    pub consent_id: Option<Uuid>,
    /// End of the consent.
    pub until: Option<DateTimeUtc>,
}

/// The ground of a proposal: the named consent, or any that covers the transfer, or a request to share without consent.
/// `held` are the classes of the case that the worker reads.
pub(super) async fn proposed(
    change: &Change,
    case: &case::Model,
    to: &organisation::Model,
    (consent, without): (Option<Uuid>, Option<LegalOverrideInput>),
    held: ClassSet,
) -> Result<(Agreement, Option<OverrideRequest>), ChangeError> {
    let Some(input) = without else {
        let agreement = agreement(change, case, to, Use::Proposed(consent, held)).await;
        return Ok((agreement.map_err(|stop| explained(stop, held))?, None));
    };
    let refused = |message| Refusal::of("legalOverride", RefusalCode::ValueNotAllowed, message);
    if consent.is_some() {
        return Err(refused("a transfer is based on a consent or on a legal basis; name one of them").into());
    }
    if case.organisation_id == to.id {
        return Err(refused("a transfer within your organisation needs neither a consent nor a legal basis").into());
    }
    let about = About { case_id: case.id, purpose: Purpose::Transfer, receiver_id: to.id };
    let asked = OverrideRequest::of(change, about, input).await?;
    let determined = change.determined_for(about).await?.is_some();
    overridden(asked.legal_basis, change.of_child(case).await?, determined).map_err(|no| explained(no.into(), held))?;
    // If nobody approves the request before it ends, the transfer ends with it.
    Ok((Agreement { consent_id: None, until: Some(asked.valid_until) }, Some(asked)))
}

/// The ground of an offer and of an acceptance: a consent that covers the transfer, or else the override in force, which is
/// returned too. `held` are the classes of the case that the viewer reads. They decide what a refusal says.
pub(super) async fn still_agreed(
    change: &Change,
    (transfer, case): (&transfer::Model, &case::Model),
    to: &organisation::Model,
    held: ClassSet,
) -> Result<(Agreement, Option<legal_override::Model>), ChangeError> {
    let no_consent = match agreement(change, case, to, Use::Resting).await {
        Err(refused @ ChangeError::Refused(_)) => refused,
        other => return other.map(|agreement| (agreement, None)),
    };
    let (asked, approved) = change.override_of_transfer(transfer.id).await?;
    let child = change.of_child(case).await?;
    let about = About { case_id: case.id, purpose: Purpose::Transfer, receiver_id: to.id };
    let determined = change.determined_for(about).await?.is_some();
    let allowed = approved.ok_or_else(not_in_force).and_then(|approved| {
        overridden(approved.legal_basis, child, determined)?;
        Ok(approved)
    });
    match allowed {
        Ok(approved) => Ok((Agreement { consent_id: None, until: Some(approved.valid_until) }, Some(approved))),
        Err(refusal) if asked > 0 && held.holds(D::Legal) => Err(explained(refusal.into(), held)),
        Err(_) => Err(explained(no_consent, held)),
    }
}

/// The refusal as this viewer may know it. The exact one can say that the person is a child, cannot decide, or has no
/// determination. Those are facts of the class PROTECTION.
fn explained(stop: ChangeError, held: ClassSet) -> ChangeError {
    match stop {
        ChangeError::Refused(_) if !held.holds(D::Protection) => not_valid().into(),
        stop => stop,
    }
}

/// The consents that a transfer can be based on.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Use {
    /// For a proposal by a worker who reads these classes: the named consent, or any that reveals no more than the worker reads
    /// and the receiver itself reveals. A proposal that another consent allowed would reveal that consent.
    Proposed(Option<Uuid>, ClassSet),
    /// For the later steps of a transfer: any.
    Resting,
}

/// The consent that allows the case to go to this organisation.
async fn agreement(
    change: &Change,
    case: &case::Model,
    to: &organisation::Model,
    which: Use,
) -> Result<Agreement, ChangeError> {
    if case.organisation_id == to.id {
        return Ok(Agreement::default());
    }
    let receiver = Receiver { organisation_id: to.id, organisation_type: to.organisation_type, service_type: None };
    let authority = change.authority(case, Purpose::Transfer, to.id).await?;
    let named = match which {
        Use::Proposed(named, _) => named,
        Use::Resting => None,
    };
    let mut given = match named {
        Some(id) => vec![change.word(change.consent_of(case.id, id).await?.id).await?],
        None => change.words(case.id, Purpose::Transfer).await?,
    };
    if let Use::Proposed(None, held) = which {
        let by_receiver = ClassSet::of(&[receiver_reveals(to.organisation_type)]);
        given.retain(|word| held.covers(word.reveals().except(by_receiver)));
    }
    let answer = |terms| agreed(terms, &receiver, authority, change.now());
    if let Some(word) = given.iter().find(|word| answer(Some(&word.terms)).is_ok()) {
        return Ok(Agreement { consent_id: Some(word.row.id), until: word.terms.until(&receiver) });
    }
    // The problem of the latest consent gives the most useful message. A refusal does not count as a consent. A consent that
    // the viewer may not know of does not count either, because the message would reveal it.
    let known = change.known_consents(case.id, Purpose::Transfer).await?;
    let shown = |word: &&Word| named.is_some() || known.contains(&word.row.id);
    let latest = given.iter().rev().filter(shown).find(|word| word.row.status != ConsentStatus::Refused);
    answer(latest.map(|word| &word.terms))?;
    Ok(Agreement::default())
}
