//! Consular requests: what an organisation asks of a consulate for a person, and what the consulate may know. The
//! consulate sees a view of the state machine. A hold, a blocked request and the reason of an end are not in the view.

pub mod after;
pub mod closing;
pub mod document;
pub(crate) mod fresh;
pub mod gates;
pub(crate) mod languages;
pub mod machine;
pub(crate) mod nationality;
pub mod packet;
pub mod posts;
pub(crate) mod questions;
pub(crate) mod understood;
pub mod view;
mod words;
