//! The GraphQL layer: records, root fields and paging. It builds no SQL and reads no token claims.

pub mod admission;
pub mod audit;
pub mod cursors;
pub mod dictionary;
pub mod engine;
pub mod lists;
pub mod mutation;
pub mod node;
pub mod origin;
pub mod page;
pub mod page_info;
mod payload;
pub mod prefetch;
pub mod query;
pub mod record;
pub mod records;
pub mod request;
pub mod shown_records;
pub mod statistics;
mod texts;
pub mod viewer;
pub mod visible;
