//! The directory as files: its records and their columns, read from rows, compared with rows, and written in one
//! transaction. It knows no format of a file.

pub(crate) mod cell;
pub(crate) mod column;
pub(crate) mod export;
pub(crate) mod heading;
pub(crate) mod import;
mod known;
mod plan;
mod reading;
pub(crate) mod record;
mod rules;
pub(crate) mod sheet;
mod table;
mod write;
