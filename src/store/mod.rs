//! The only road to the rows.

pub mod database;
pub mod revocations;
pub mod subjects;
