//! From a request to an answer: routes, limits, tokens.

pub mod explorer;
