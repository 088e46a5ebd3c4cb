//! `dictionary`: prints every type, field, class and description, from the tables that the server uses.

use std::process::ExitCode;

use crate::graphql::dictionary;
use clap::Args;

use super::printing::{Form, print};

/// Options of `dictionary`.
#[derive(Args)]
pub struct Options {
    /// Markdown for reading, CSV for processing.
    #[arg(long, value_enum, default_value_t = Form::Markdown, env = "WAYSTATION_FORMAT")]
    format: Form,
}

/// Runs the command.
pub fn run(options: &Options) -> ExitCode {
    let dictionary = match options.format {
        Form::Markdown => dictionary::markdown(),
        Form::Csv => dictionary::csv(),
    };
    print(&dictionary)
}
