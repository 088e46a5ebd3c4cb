//! Webhooks: what a mutation writes, which of them are due, and what became of a message.

pub mod due;
pub(crate) mod kept;
pub mod outcome;
