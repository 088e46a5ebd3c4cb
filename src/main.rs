//! The command line.

// They panic where the reader has closed its end of the pipe: see `command::printing`.
#![deny(clippy::print_stdout, clippy::print_stderr)]

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
    /// Serves: for production, with issuers and a database of its own.
    Serve(command::serve::Options),
    /// Serves a synthetic caseload with fifteen people to be, to look at.
    Demo(command::demo::Options),
    /// Brings the tables of a database up to date, or tells how they stand.
    Migrate(command::migrate::Options),
    /// Prints the GraphQL schema.
    Schema(command::schema::Options),
    /// Signs a token of the local development issuer.
    Token(command::token::Options),
    /// Checks a file of trusted issuers, and what is right and wrong with a token.
    Issuers(command::issuers::Options),
    /// Takes back a token, a worker's sign-ins or an organisation: everywhere within three seconds.
    Revoke(command::revoke::Options),
    /// Checks a policy, or shows it as a table.
    Policy(command::policy::Options),
    /// Prints every record, field, class and meaning.
    Dictionary(command::dictionary::Options),
    /// Prints the settings that the server would start with, or everything that is wrong with them.
    Settings(command::serve::Options),
}

fn main() -> ExitCode {
    match CommandLine::parse().command {
        Command::Serve(options) => command::serve::run(&options),
        Command::Demo(options) => command::demo::run(options),
        Command::Migrate(options) => command::migrate::run(&options),
        Command::Schema(options) => command::schema::run(&options),
        Command::Token(options) => command::token::run(options),
        Command::Issuers(options) => command::issuers::run(&options),
        Command::Revoke(options) => command::revoke::run(&options),
        Command::Policy(options) => command::policy::run(&options),
        Command::Dictionary(options) => command::dictionary::run(&options),
        Command::Settings(options) => command::settings::run(&options),
    }
}
