//! Verbs on a transfer, from the proposal to the handover. The state machine is `rules::transfer`.

mod accept_transfer;
mod agreement;
mod approve_transfer;
mod hand_over;
mod moving;
mod offer_transfer;
mod propose_transfer;
mod steps;

pub(crate) use self::{
    accept_transfer::AcceptTransfer, approve_transfer::ApproveTransfer, hand_over::HandOver,
    offer_transfer::OfferTransfer, propose_transfer::ProposeTransfer, steps::each as steps,
};
use super::steps::transfer::{side, step, write};
