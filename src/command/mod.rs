//! One file for each subcommand: its options, and what it does from top to bottom.

pub mod serve;
pub mod settings;
