//! The only road to the rows.

pub mod database;
