//! `schema`: prints the schema, as in `schema.graphql`, or the schema of a State of origin, as in
//! `schema.origin.graphql`.

use std::process::ExitCode;

use crate::graphql::{engine, origin};
use clap::Args;

use super::printing::print;

/// Options of `schema`.
#[derive(Args)]
pub struct Options {
    /// The schema for the consulates of States of origin, instead of the schema for casework.
    #[arg(long)]
    origin: bool,
}

/// Runs the command.
pub fn run(options: &Options) -> ExitCode {
    let Options { origin } = *options;
    print(&if origin { engine::sdl(&origin::schema()) } else { engine::sdl(&engine::schema()) })
}
