//! `schema`: prints the schema, as the repository keeps it in `schema.graphql`, or that of a State of origin, as it is in
//! `schema.origin.graphql`.

use std::process::ExitCode;

use clap::Args;
use waystation::graphql::{engine, origin};

use super::printing::print;

/// Which schema.
#[derive(Args)]
pub struct Options {
    /// All that there is for the consulates of States of origin.
    #[arg(long)]
    origin: bool,
}

/// Prints it.
pub fn run(options: &Options) -> ExitCode {
    let Options { origin } = *options;
    print(&if origin { engine::sdl(&origin::schema()) } else { engine::sdl(&engine::schema()) })
}
