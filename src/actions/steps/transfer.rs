//! One step of a transfer: who may take it, where it leads, and the only way to write it. A transfer also ends with its case,
//! its consent or its override.

use entity::{case, codes::TransferState, transfer};
use sea_orm::prelude::DateTimeUtc;
use uuid::Uuid;

use super::table::Machine;
use crate::{
    access::action::Action,
    error::Error,
    global_id::Id,
    rules::{
        refusal::same_version,
        transfer::{LIVE, Side, Step, belongs_to, next},
    },
    store::write::{
        change::Change, change_log::ChangeRecord, permit::Permit, recorded, referral_step::Because, stop::ChangeError,
    },
};

/// Returns the state that the step leads to, if the viewer's side may take it now.
pub(in crate::actions) async fn step(
    change: &Change,
    permit: &Permit<transfer::Model>,
    version: i32,
    step: Step,
) -> Result<TransferState, ChangeError> {
    let row = permit.row();
    same_version(version, row.version)?;
    belongs_to(step, side(change, row, step).await?)?;
    Ok(next(row.state, step)?)
}

/// The side for which the viewer acts. Between two centres of one organisation the viewer's own centres decide. A
/// viewer with both centres acts for the side whose step it is.
pub(in crate::actions) async fn side(change: &Change, row: &transfer::Model, step: Step) -> Result<Side, Error> {
    let me = change.scope.viewer.organisation_id;
    let within = row.from_organisation_id == row.to_organisation_id;
    let mine = within && row.from_organisation_id == me;
    let own = if mine {
        (change.is_own_centre(row.from_centre_id).await?, change.is_own_centre(row.to_centre_id).await?)
    } else {
        (true, true)
    };
    let ends = (row.from_organisation_id == me && own.0, row.to_organisation_id == me && own.1);
    acts_for(ends, step, row.sender_confirmed_at.is_some()).ok_or(Error::Forbidden)
}

/// The side for which a viewer acts who works at the giving side, the taking side, or both. `None` at neither.
pub(in crate::actions) fn acts_for((gives, takes): (bool, bool), step: Step, sender_confirmed: bool) -> Option<Side> {
    match (gives, takes) {
        (true, false) => Some(Side::Sender),
        (false, true) => Some(Side::Receiver),
        (false, false) => None,
        (true, true) => {
            let sender_is_due = step != Step::HandOver || !sender_confirmed;
            Some(if sender_is_due && belongs_to(step, Side::Sender).is_ok() { Side::Sender } else { Side::Receiver })
        }
    }
}

/// The machine of a transfer.
#[derive(Clone, Debug)]
pub(crate) struct Transfers;

impl Machine for Transfers {
    type Step = Step;
    type Subject = transfer::Model;
    type Name = Id<transfer::Entity>;
    type Row = transfer::Model;
    const FIELD: &'static str = "transferId";

    async fn id(_: &Change, name: Self::Name) -> Result<Uuid, Error> {
        Ok(name.0)
    }

    async fn leads_to(
        change: &Change,
        permit: &Permit<Self::Subject>,
        version: i32,
        taken: Step,
    ) -> Result<(Self::Row, Self::Row), ChangeError> {
        let (before, state) = (permit.row(), step(change, permit, version, taken).await?);
        Ok((before.clone(), transfer::Model { state, ..before.clone() }))
    }

    async fn take(
        change: &Change,
        permit: &Permit<Self::Subject>,
        _: Step,
        (before, after): (Self::Row, Self::Row),
        _: Because,
    ) -> Result<ChangeRecord, ChangeError> {
        write(change, permit.held().case.organisation_id, &before, after).await
    }
}

/// Writes the changed transfer with its next version.
pub(in crate::actions) async fn write(
    change: &Change,
    owner: Uuid,
    before: &transfer::Model,
    after: transfer::Model,
) -> Result<ChangeRecord, ChangeError> {
    let after = transfer::Model { updated_at: change.now(), ..after };
    let over = LIVE.contains(&before.state) && !LIVE.contains(&after.state);
    let done = recorded::write_next(change, owner, before, after).await?;
    // An override is used up by the acceptance; after any other end nothing depends on it.
    if over && before.from_organisation_id != before.to_organisation_id {
        change.end_overrides_of_transfer(before.id, owner).await?;
    }
    Ok(done)
}

/// Cancels the transfers of the case that are not accepted yet, because the case was closed or has moved.
pub(in crate::actions) async fn cancel_transfers_of_case(
    change: &Change,
    case: &case::Model,
) -> Result<(), ChangeError> {
    let live = change.live_transfers(case.id).await?;
    for before in &live {
        cancel(change, before).await?;
    }
    Ok(())
}

/// Cancels a transfer that cannot continue because its case was closed, or its consent or override ended.
pub(in crate::actions) async fn cancel(change: &Change, before: &transfer::Model) -> Result<(), ChangeError> {
    let state = next(before.state, Step::Cancel)?;
    let after = transfer::Model { state, ..before.clone() };
    let owner = change.owner_of(before.case_id).await?;
    let done = write(change, owner, before, after).await?;
    Ok(change.record(Action::CancelTransfer.name(), &done).await?)
}

/// Sets the consent of a transfer and its end. Without a consent it is based on a legal override.
pub(in crate::actions) async fn rest_on(
    change: &Change,
    before: &transfer::Model,
    consent_id: Option<Uuid>,
    until: Option<DateTimeUtc>,
) -> Result<(), ChangeError> {
    if (before.consent_id, before.grounded_until) == (consent_id, until) {
        return Ok(());
    }
    // The version stays: readers of the transfer who may not know of the override or the consent would see it change.
    let after = transfer::Model { consent_id, grounded_until: until, updated_at: change.now(), ..before.clone() };
    let owner = change.owner_of(before.case_id).await?;
    let done = recorded::write(change, owner, before, &after).await?;
    Ok(change.record("REST_TRANSFER".to_owned(), &done).await?)
}
