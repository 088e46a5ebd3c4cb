//! The code lists of the field. Every list is an enum; its text in the database is its GraphQL name.

mod access;

pub use access::{DataClass, Relation, Role};
