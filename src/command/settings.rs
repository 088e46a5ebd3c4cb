//! `settings`: shows the settings as the server would see them, without the database's password.

use std::process::ExitCode;

use super::{
    printing::{mistaken, print},
    serve::Options,
    trusting,
};

/// Prints them, or every mistake in them and in the files that they name with exit code 2.
pub fn run(options: &Options) -> ExitCode {
    match options.settings().and_then(|config| trusting::files(&config).map(|_| config)) {
        Ok(config) => print(&config.to_toml()),
        Err(mistakes) => mistaken(&mistakes),
    }
}
