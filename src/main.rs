//! The command line.

mod command;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// A GraphQL server for casework with people on the move.
#[derive(Parser)]
#[command(version, max_term_width = 100, arg_required_else_help = true)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Prints the settings that the server would start with, or everything that is wrong with them.
    Settings(command::serve::Options),
}

fn main() -> ExitCode {
    match CommandLine::parse().command {
        Command::Settings(options) => command::settings::run(&options),
    }
}
