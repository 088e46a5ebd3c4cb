//! Work that becomes due with time: rows that are settled, counted again or deleted. Any node may run it at any time.

pub mod consular_due;
pub mod ended;
pub mod expiry;
pub mod job;
pub mod retention;
pub mod search_keys;
