//! `settings`: shows the settings as the server would see them, without the database's password.

use std::process::ExitCode;

use super::serve::Options;

/// Prints them, or every mistake in them with exit code 2.
pub fn run(options: &Options) -> ExitCode {
    match options.settings() {
        Ok(config) => {
            print!("{}", config.to_toml());
            ExitCode::SUCCESS
        }
        Err(mistakes) => {
            for mistake in mistakes {
                eprintln!("{mistake}");
            }
            ExitCode::from(2)
        }
    }
}
