//! `settings`: prints the settings that the server would use, without secrets.

use std::process::ExitCode;

use super::{
    printing::{mistaken, print},
    serve::Options,
    trusting,
};

/// Runs the command. Mistakes in the settings and in the files that they name are printed with exit code 2.
pub fn run(options: &Options) -> ExitCode {
    match options.settings().and_then(|config| trusting::files(&config).map(|_| config)) {
        Ok(config) => print(&config.to_toml()),
        Err(mistakes) => mistaken(&mistakes),
    }
}
