//! Consular requests: the state machine and its view, gates, packets, posts, closures.

mod after;
mod closing;
mod fresh;
mod gates;
mod languages;
mod machine;
mod packet;
mod posts;
mod questions;
mod understood;
