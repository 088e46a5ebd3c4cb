//! The edge: routes, limits and identity.

pub mod identity;
