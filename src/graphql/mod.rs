//! The GraphQL side of the server.

pub mod admission;
