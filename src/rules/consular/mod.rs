//! The consular desk: what a house asks of a consulate for a person, and what the consulate may know of it. The consulate
//! sees a view of the machine, never the machine; a hold, a blocked request and the reason of an end have no view.

pub mod after;
pub mod closing;
pub mod document;
pub mod fresh;
pub mod gates;
pub mod languages;
pub mod machine;
pub mod packet;
pub mod posts;
pub mod questions;
pub mod understood;
pub mod view;
mod words;
