//! Reading by level: a list of rows, the rows that they point to, and their children, each with its clearance.

pub(crate) mod access_paths;
pub(crate) mod by_key;
pub(crate) mod children;
pub(crate) mod colleague;
pub(crate) mod occupancy;
mod person;
pub(crate) mod request_time;
pub mod rows;
pub(crate) mod store;
mod webhook;
