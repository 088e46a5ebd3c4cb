//! Verbs on a transfer, from the proposal to the handover. The state machine is `rules::transfer`.

mod accept_transfer;
mod agreement;
mod confirm_transfer_handover;
mod move_case;
mod moving;
mod offer_transfer;
mod proposal;
mod propose_transfer;
mod steps;

pub(super) use super::steps::transfer::{side, step, write};
use crate::actions::Each;

/// Makes something of every verb of this folder.
pub(crate) fn verbs<E: Each>() -> Vec<E::Made> {
    let files = vec![
        E::of::<propose_transfer::ProposeTransferInput>(),
        E::of::<offer_transfer::OfferTransferInput>(),
        E::of::<move_case::MoveCaseInput>(),
        E::of::<accept_transfer::AcceptTransferInput>(),
        E::of::<confirm_transfer_handover::ConfirmTransferHandoverInput>(),
    ];
    files.into_iter().chain(steps::each::<E>()).collect()
}
