//! The sender takes a transfer back before it was accepted. So does the closing of the case.

use async_graphql::InputObject;
use entity::{case, codes::DataClass as D, transfer};
use sea_orm::prelude::{DateTimeUtc, Uuid};

use crate::{
    access::{action::Action, directive::holds},
    actions::Verb,
    global_id::Id,
    rules::transfer::{Step, next},
    store::change::{Act, Change, Done, Stop},
};

/// Cancel a transfer.
#[derive(Debug)]
pub struct CancelTransfer;

/// Which transfer is cancelled.
#[derive(Clone, Debug, InputObject)]
pub struct CancelTransferInput {
    /// The transfer.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub transfer: Id<transfer::Entity>,
    /// The version of the transfer that you saw.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
}

impl Act for CancelTransfer {
    const ACTION: Action = Action::CancelTransfer;
    type Subject = transfer::Model;
}

impl Verb for CancelTransfer {
    const DOC: &'static str = "Cancel a transfer before it was accepted.";
    type Input = CancelTransferInput;

    async fn run(change: &Change, input: CancelTransferInput) -> Result<Done, Stop> {
        let CancelTransferInput { transfer, version } = input;
        let permit = change.permit::<Self>(transfer.0).await?;
        let before = permit.row();
        let state = super::step(change, &permit, version, Step::Cancel).await?;
        super::write(change, permit.held().case.organisation_id, before, transfer::Model { state, ..before.clone() })
            .await
    }
}

/// Cancels the transfer of the case that nobody has accepted yet, if there is one: with the case it ends.
///
/// # Errors
/// When the database fails.
pub async fn cancel_transfers_of_case(change: &Change, case: &case::Model) -> Result<(), Stop> {
    let live = change.live_transfers(case.id).await?;
    for before in &live {
        cancel(change, before).await?;
    }
    Ok(())
}

/// Cancels a transfer that cannot go on: its case closed, or its consent ended.
///
/// # Errors
/// When the database fails.
pub async fn cancel(change: &Change, before: &transfer::Model) -> Result<(), Stop> {
    let state = next(before.state, Step::Cancel)?;
    let after = transfer::Model { state, ..before.clone() };
    let owner = change.owner_of(before.case_id).await?;
    let done = super::write(change, owner, before, after).await?;
    Ok(change.record(Action::CancelTransfer.name(), &done).await?)
}

/// Lets a transfer rest on this consent, until its end.
///
/// # Errors
/// When the database fails.
pub async fn rest_on(
    change: &Change,
    before: &transfer::Model,
    consent_id: Uuid,
    until: Option<DateTimeUtc>,
) -> Result<(), Stop> {
    let after = transfer::Model { consent_id: Some(consent_id), grounded_until: until, ..before.clone() };
    if after == *before {
        return Ok(());
    }
    let owner = change.owner_of(before.case_id).await?;
    let done = super::write(change, owner, before, after).await?;
    Ok(change.record("REST_TRANSFER".to_owned(), &done).await?)
}
