//! `schema`: prints the schema, as the repository keeps it in `schema.graphql`.

use std::process::ExitCode;

use waystation::graphql::engine;

/// Prints it.
pub fn run() -> ExitCode {
    print!("{}", engine::sdl(&engine::schema()));
    ExitCode::SUCCESS
}
