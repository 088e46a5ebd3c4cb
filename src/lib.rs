//! Waystation: a GraphQL server for casework with people on the move, where nobody reads a field they have no right to.
//!
//! Layers; imports go one way only: `entity` ← [`access`], [`rules`] ← [`store`] ← `actions` ← [`graphql`] ← `http` ←
//! the command line.

#![forbid(unsafe_code)]
// These macros panic when the reader closes the pipe: see `command::printing`.
#![deny(clippy::print_stdout, clippy::print_stderr)]

pub mod access;
pub mod actions;
pub mod command;
pub mod config;
pub mod error;
pub mod global_id;
pub mod graphql;
pub mod http;
pub(crate) mod labels;
pub mod logs;
pub mod metrics;
pub mod rules;
pub(crate) mod scalars;
pub mod store;
