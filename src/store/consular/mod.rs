//! Consular requests and their packets: lists, the input of a packet, and the one way to write a step.

mod carried;
pub mod desk;
pub(crate) mod facts;
mod gates;
pub mod inbox;
mod known_requests;
pub(crate) mod packets;
pub(crate) mod posts;
pub(crate) mod protection;
mod signs;
pub(crate) mod step;
