//! Webhooks: what a mutation writes, which of them are due, and what became of a message.

pub(crate) mod kept;
