//! Consular requests and their packets: lists, the input of a packet, and the one way to write a step.

mod carried;
pub mod desk;
pub mod facts;
mod gates;
pub mod inbox;
mod known_requests;
pub mod packets;
pub mod posts;
pub mod protection;
mod signs;
pub mod step;
