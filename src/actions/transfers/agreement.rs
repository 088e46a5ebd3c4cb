//! The person's consent to a transfer to another organisation. It is checked when the transfer is proposed and again
//! when it is accepted.

use entity::{
    case,
    codes::{ConsentStatus, Purpose},
    organisation,
};
use sea_orm::prelude::DateTimeUtc;
use uuid::Uuid;

use crate::{
    rules::{consent::Receiver, transfer::agreed},
    store::change::{Change, Stop},
};

/// The consent to a transfer. Empty if the organisation does not change.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Agreement {
    /// The consent.
    pub consent_id: Option<Uuid>,
    /// End of the consent.
    pub until: Option<DateTimeUtc>,
}

/// The consent that allows the case to go to this organisation: the named one, or any that covers the transfer.
pub(super) async fn agreement(
    change: &Change,
    case: &case::Model,
    to: &organisation::Model,
    named: Option<Uuid>,
) -> Result<Agreement, Stop> {
    if case.organisation_id == to.id {
        return Ok(Agreement::default());
    }
    let receiver = Receiver { organisation_id: to.id, organisation_type: to.organisation_type, service_type: None };
    let child = change.of_child(case).await?;
    let given = match named {
        Some(id) => vec![change.word(change.consent_of(case.id, id).await?.id).await?],
        None => change.words(case.id, Purpose::Transfer).await?,
    };
    let answer = |terms| agreed(terms, &receiver, child, change.now());
    if let Some(word) = given.iter().find(|word| answer(Some(&word.terms)).is_ok()) {
        return Ok(Agreement { consent_id: Some(word.row.id), until: word.terms.until(&receiver) });
    }
    // The problem of the latest consent gives the most useful message. A refusal does not count as a consent.
    let latest = given.iter().rev().find(|word| word.row.status != ConsentStatus::Refused);
    answer(latest.map(|word| &word.terms))?;
    Ok(Agreement::default())
}
