//! `dictionary`: every type, field, class and meaning, from the same tables that the server answers from.

use std::process::ExitCode;

use clap::{Args, ValueEnum};
use waystation::graphql::dictionary;

use super::printing::print;

/// The form of the dictionary.
#[derive(Args)]
pub struct Options {
    /// Markdown to read, CSV to work with.
    #[arg(long, value_enum, default_value_t = Form::Markdown, env = "WAYSTATION_FORMAT")]
    format: Form,
}

#[derive(Clone, Copy, ValueEnum)]
enum Form {
    Markdown,
    Csv,
}

/// Prints it.
pub fn run(options: &Options) -> ExitCode {
    let dictionary = match options.format {
        Form::Markdown => dictionary::markdown(),
        Form::Csv => dictionary::csv(),
    };
    print(&dictionary)
}
