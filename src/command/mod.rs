//! One file for each subcommand: its options, and what it does from top to bottom.

pub mod demo;
pub mod dictionary;
pub mod migrate;
pub mod policy;
pub mod running;
pub mod schema;
pub mod serve;
pub mod settings;
pub mod token;

use std::{fmt::Display, process::ExitCode};

/// Prints why a command cannot go on; its exit code is 1.
pub fn failed(what: &str, why: &dyn Display) -> ExitCode {
    eprintln!("{what}: {why}");
    ExitCode::FAILURE
}

/// Runs the future of a command on all cores.
pub fn block_on(future: impl Future<Output = ExitCode>) -> ExitCode {
    match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime.block_on(future),
        Err(error) => failed("the program cannot start its threads", &error),
    }
}
