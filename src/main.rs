//! The command line.

// These macros panic when the reader closes the pipe: see `command::printing`.
#![deny(clippy::print_stdout, clippy::print_stderr)]

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use waystation::command;

/// A GraphQL server for casework with people on the move.
#[derive(Parser)]
#[command(version, max_term_width = 100, arg_required_else_help = true)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Runs the server for production, with your issuers and database.
    Serve(command::serve::Options),
    /// Runs pending migrations of a database, or lists them.
    Migrate(command::migrate::Options),
    /// Imports, exports or describes the directory: organisations, centres, services, consular posts and workers.
    Directory(command::directory::Options),
    /// Verifies the read log, or makes the key that signs it.
    Audit(command::audit::Options),
    /// Compares standings with the cases that give them, and repairs them.
    Check(command::check::Options),
    /// Prints the GraphQL schema.
    Schema(command::schema::Options),
    /// Checks an issuers file, or explains how the server judges a token.
    Issuers(command::issuers::Options),
    /// Revokes a token, the sign-ins of a worker or an organisation; every node applies it within three seconds.
    Revoke(command::revoke::Options),
    /// Checks a policy, or prints it as a table.
    Policy(command::policy::Options),
    /// Prints every record, field, class and description.
    Dictionary(command::dictionary::Options),
    /// Prints the settings that the server would start with, or every mistake in them.
    Settings(command::serve::Options),
}

fn main() -> ExitCode {
    match CommandLine::parse().command {
        Command::Serve(options) => command::serve::run(&options),
        Command::Migrate(options) => command::migrate::run(&options),
        Command::Directory(options) => command::directory::run(&options),
        Command::Audit(options) => command::audit::run(&options),
        Command::Check(options) => command::check::run(&options),
        Command::Schema(options) => command::schema::run(&options),
        Command::Issuers(options) => command::issuers::run(&options),
        Command::Revoke(options) => command::revoke::run(&options),
        Command::Policy(options) => command::policy::run(&options),
        Command::Dictionary(options) => command::dictionary::run(&options),
        Command::Settings(options) => command::settings::run(&options),
    }
}
