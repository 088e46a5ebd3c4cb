//! The GraphQL layer: records, root fields and paging. It builds no SQL and reads no token claims.

pub mod admission;
pub mod audit;
pub(crate) mod cursors;
pub(crate) mod dictionary;
pub mod engine;
mod error_codes;
mod explain;
mod inputs;
pub(crate) mod lists;
pub(crate) mod mutation;
pub(crate) mod node;
pub mod origin;
pub(crate) mod page;
pub(crate) mod page_info;
mod payload;
pub(crate) mod prefetch;
pub(crate) mod query;
pub mod record;
pub mod records;
pub mod request;
pub(crate) mod shown_records;
pub(crate) mod statistics;
mod texts;
mod validating;
pub(crate) mod viewer;
pub(crate) mod visible;
