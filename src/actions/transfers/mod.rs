//! Verbs on a transfer, from the proposal to the handover. The state machine is `rules::transfer`.

mod accept_transfer;
mod agreement;
mod approve_transfer;
mod confirm_transfer_handover;
mod moving;
mod offer_transfer;
mod propose_transfer;
mod steps;

pub(crate) use self::{
    accept_transfer::AcceptTransfer, approve_transfer::ApproveTransfer,
    confirm_transfer_handover::ConfirmTransferHandover, offer_transfer::OfferTransfer,
    propose_transfer::ProposeTransfer, steps::each as steps,
};
use super::steps::transfer::{side, step, write};
