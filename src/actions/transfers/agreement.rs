//! What a transfer to another organisation rests on: the person's consent, which is looked at when the transfer is proposed and
//! again when it is accepted.

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

/// The ground of a transfer; nothing where the organisation stays the same.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Agreement {
    /// The consent.
    pub consent_id: Option<Uuid>,
    /// Until when it holds.
    pub until: Option<DateTimeUtc>,
}

/// The ground on which the case may go to this organisation: the consent that is named, or any that covers it.
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
    // What is wrong with the latest one says most; a refusal is no consent at all.
    let latest = given.iter().rev().find(|word| word.row.status != ConsentStatus::Refused);
    answer(latest.map(|word| &word.terms))?;
    Ok(Agreement::default())
}
