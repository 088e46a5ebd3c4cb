//! Reading by level: a list of rows, the rows that they point to, and their children, each with its clearance.

pub mod access_paths;
pub mod children;
pub mod occupancy;
pub mod rows;
pub mod store;
