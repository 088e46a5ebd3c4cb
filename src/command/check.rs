//! `check`: compares what the database derives with the rows that it is derived from.

use std::process::ExitCode;

use crate::store::{database::failure::plain, write::standings};
use clap::Args;

use super::{Where, failed, on_database, printing::print, running};

/// Options of `check`.
#[derive(Args)]
pub struct Options {
    /// Writes the standings that are wrong anew. Without it nothing is written.
    #[arg(long)]
    repair: bool,
    #[command(flatten)]
    on: Where,
}

/// Runs the command. Exit code 3 when standings differ.
pub fn run(options: &Options) -> ExitCode {
    on_database("check", &options.on, running::open_existing, async |database, _| {
        let found = if options.repair { standings::rebuild(database).await } else { standings::check(database).await };
        match found {
            Ok(found) if found.none() => print(&"standings: all as the cases give them\n"),
            Ok(found) => {
                let (stale, missing) = (found.stale, found.missing);
                let done = if options.repair { "repaired" } else { "differ; run `waystation check --repair`" };
                let printed = print(&format_args!("standings: {done}; {stale} stale, {missing} missing\n"));
                if options.repair { printed } else { ExitCode::from(3) }
            }
            Err(error) => failed("the standings cannot be read", &plain(&error)),
        }
    })
}
