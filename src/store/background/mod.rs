//! Work that becomes due with time: rows that are settled, counted again or deleted. Any node may run it at any time.

pub(crate) mod consular_due;
pub(crate) mod ended;
pub mod expiry;
pub(crate) mod job;
pub(crate) mod matching;
pub mod overdue;
pub mod readers;
pub mod resume;
pub mod retention;
pub mod search_keys;
