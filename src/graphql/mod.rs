//! The GraphQL face: records, roots, pages. Builds no SQL and sees no claims.

pub mod global_id;
pub mod page;
pub mod page_info;
pub mod prefetch;
pub mod record;
pub mod records;
pub mod request;
