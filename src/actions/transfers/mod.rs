//! Verbs on a transfer, from the proposal to the handover. The state machine is `rules::transfer`.

mod accept_transfer;
mod agreement;
mod approve_transfer;
mod cancel_transfer;
mod decline_transfer;
mod hand_over;
mod moving;
mod offer_transfer;
mod propose_transfer;

pub use self::{
    accept_transfer::AcceptTransfer,
    approve_transfer::ApproveTransfer,
    cancel_transfer::{CancelTransfer, cancel, cancel_transfers_of_case, rest_on},
    decline_transfer::DeclineTransfer,
    hand_over::HandOver,
    offer_transfer::OfferTransfer,
    propose_transfer::ProposeTransfer,
};

use entity::{codes::TransferState, transfer};
use uuid::Uuid;

use crate::{
    error::Error,
    rules::{
        refusal::same_version,
        transfer::{LIVE, Side, Step, belongs_to, next},
    },
    store::write::{
        change::Change,
        change_log::Done,
        permit::{Act, Permit},
        save as writing,
        stop::Stop,
    },
};

/// Returns the state that the step leads to, if the viewer's side may take it now.
async fn step<A>(change: &Change, permit: &Permit<A>, version: i32, step: Step) -> Result<TransferState, Stop>
where
    A: Act<Subject = transfer::Model>,
{
    let row = permit.row();
    same_version(version, row.version)?;
    belongs_to(step, side(change, row, step).await?)?;
    Ok(next(row.state, step)?)
}

/// The side for which the viewer acts. Between two centres of one organisation the viewer's own centres decide. A
/// viewer with both centres acts for the side whose step it is.
async fn side(change: &Change, row: &transfer::Model, step: Step) -> Result<Side, Error> {
    let viewer = &change.scope.viewer;
    let within = row.from_organisation_id == row.to_organisation_id;
    let mut gives = viewer.organisation_id == row.from_organisation_id;
    let mut takes = viewer.organisation_id == row.to_organisation_id;
    if within {
        gives = gives && change.is_own_centre(row.from_centre_id).await?;
        takes = takes && change.is_own_centre(row.to_centre_id).await?;
    }
    match (gives, takes) {
        (true, false) => Ok(Side::Sender),
        (false, true) => Ok(Side::Receiver),
        (false, false) => Err(Error::Forbidden),
        (true, true) => {
            let sender_is_due = step != Step::HandOver || row.sender_confirmed_at.is_none();
            Ok(if sender_is_due && belongs_to(step, Side::Sender).is_ok() { Side::Sender } else { Side::Receiver })
        }
    }
}

/// Writes the changed transfer with its next version.
async fn write(change: &Change, owner: Uuid, before: &transfer::Model, after: transfer::Model) -> Result<Done, Stop> {
    let after = transfer::Model { updated_at: change.now(), version: before.version + 1, ..after };
    let changed = writing::write(change, before, &after).await?;
    // An override is used up by the acceptance; after any other end nothing depends on it.
    let over = LIVE.contains(&before.state) && !LIVE.contains(&after.state);
    if over && after.from_organisation_id != after.to_organisation_id {
        change.end_overrides_of_transfer(after.id, owner).await?;
    }
    Ok(done(&after, owner, changed))
}

/// The change record of a transfer.
fn done(row: &transfer::Model, owner: Uuid, changed: Vec<&'static str>) -> Done {
    Done {
        id: row.id,
        subject_type: "transfers",
        case_id: row.case_id,
        organisation_id: owner,
        version: Some(row.version),
        changed,
    }
}
