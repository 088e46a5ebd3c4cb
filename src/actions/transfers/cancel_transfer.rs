//! Cancels a transfer before it is accepted: by the sender, or because its case is closed or its consent ends.

use async_graphql::InputObject;
use entity::{case, codes::DataClass as D, transfer};
use sea_orm::prelude::{DateTimeUtc, Uuid};

use crate::{
    access::{action::Action, directive::holds},
    actions::Verb,
    global_id::Id,
    rules::transfer::{Step, next},
    store::write::{change::Change, change_log::Done, permit::Act, save as writing, stop::Stop},
};

/// Cancel a transfer.
#[derive(Debug)]
pub struct CancelTransfer;

/// The cancellation of a transfer.
#[derive(Clone, Debug, InputObject)]
pub struct CancelTransferInput {
    /// The transfer.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub transfer: Id<transfer::Entity>,
    /// Optimistic lock: pass the `version` you last read; if the row has changed since, the answer is
    /// `VERSION_CONFLICT`.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
}

impl Act for CancelTransfer {
    const ACTION: Action = Action::CancelTransfer;
    type Subject = transfer::Model;
}

impl Verb for CancelTransfer {
    const DOC: &'static str = "Cancel a transfer before it is accepted.";
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

/// Cancels the transfers of the case that are not accepted yet, because the case was closed or has moved.
pub async fn cancel_transfers_of_case(change: &Change, case: &case::Model) -> Result<(), Stop> {
    let live = change.live_transfers(case.id).await?;
    for before in &live {
        cancel(change, before).await?;
    }
    Ok(())
}

/// Cancels a transfer that cannot continue because its case was closed, or its consent or override ended.
pub async fn cancel(change: &Change, before: &transfer::Model) -> Result<(), Stop> {
    let state = next(before.state, Step::Cancel)?;
    let after = transfer::Model { state, ..before.clone() };
    let owner = change.owner_of(before.case_id).await?;
    let done = super::write(change, owner, before, after).await?;
    Ok(change.record(Action::CancelTransfer.name(), &done).await?)
}

/// Sets the consent of a transfer and its end. Without a consent it is based on a legal override.
pub async fn rest_on(
    change: &Change,
    before: &transfer::Model,
    consent_id: Option<Uuid>,
    until: Option<DateTimeUtc>,
) -> Result<(), Stop> {
    if (before.consent_id, before.grounded_until) == (consent_id, until) {
        return Ok(());
    }
    // The version stays: readers of the transfer who may not know of the override or the consent would see it change.
    let after = transfer::Model { consent_id, grounded_until: until, updated_at: change.now(), ..before.clone() };
    let changed = writing::write(change, before, &after).await?;
    let owner = change.owner_of(before.case_id).await?;
    Ok(change.record("REST_TRANSFER".to_owned(), &super::done(&after, owner, changed)).await?)
}
