//! Organisations and people: from a verified token to the viewer, revocations, suspensions, and the directory in memory.

pub mod directory;
pub mod revocations;
pub mod standards;
pub(crate) mod suspension;
pub mod viewers;
