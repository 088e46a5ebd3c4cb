//! `policy`: checks a policy file, prints a policy as a table, or compares two policies.

use std::{path::PathBuf, process::ExitCode};

use crate::{
    access::{policy_table, simulation},
    http::server::clock,
    store::{access::reach::reach, database::failure::plain},
};
use clap::{Args, Subcommand};

use super::{
    Where, failed, on_database,
    printing::{Form, mistaken, print, tell},
    running,
};

/// Options of `policy`.
#[derive(Args)]
pub struct Options {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Checks a policy file and reports every mistake with its line; exit code 1 when there is one.
    Check {
        /// The policy file.
        file: PathBuf,
    },
    /// Prints the whole policy: the classes of each role in each relation, and the relations in which it takes each action.
    Table {
        /// The policy file; default: the built-in policy.
        #[arg(long, value_name = "FILE", env = "WAYSTATION_POLICY")]
        policy: Option<PathBuf>,
        /// The format: Markdown for people, CSV for programs.
        #[arg(long, value_enum, default_value_t = Form::Markdown, env = "WAYSTATION_FORMAT")]
        format: Form,
    },
    /// Prints what each role gains and loses in each relation when the new policy replaces the old one; exit code 0 if they grant
    /// the same, 1 if they differ, 2 if a file is not a policy.
    Diff {
        /// The file of the old policy.
        old: PathBuf,
        /// The file of the new policy.
        new: PathBuf,
        /// The format: Markdown for people, CSV for programs.
        #[arg(long, value_enum, default_value_t = Form::Markdown, env = "WAYSTATION_FORMAT")]
        format: Form,
    },
    /// Prints for the cases of a database what each role of each organisation would gain and lose with the new policy, and of
    /// how many cases; exit code 0 if nothing changes, 1 if something does, 2 if a file is not a policy.
    Simulate {
        /// The file of the new policy.
        new: PathBuf,
        /// The file of the policy now; default: the built-in policy.
        #[arg(long, value_name = "FILE", env = "WAYSTATION_POLICY")]
        policy: Option<PathBuf>,
        /// The format: Markdown for people, CSV for programs.
        #[arg(long, value_enum, default_value_t = Form::Markdown, env = "WAYSTATION_FORMAT")]
        format: Form,
        #[command(flatten)]
        on: Where,
    },
}

/// Runs the command.
pub fn run(options: &Options) -> ExitCode {
    match &options.what {
        What::Check { file } => match running::policy(Some(file)) {
            Ok(policy) => print(&format_args!("{}: sound, version {}\n", file.display(), policy.version)),
            Err(findings) => {
                tell(&findings);
                ExitCode::FAILURE
            }
        },
        What::Table { policy, format } => match running::policy(policy.as_deref()) {
            Ok(policy) => {
                let table = match format {
                    Form::Markdown => policy_table::markdown(&policy),
                    Form::Csv => policy_table::csv(&policy),
                };
                print(&table)
            }
            Err(findings) => failed("policy", &findings),
        },
        What::Diff { old, new, format } => match (running::policy(Some(old)), running::policy(Some(new))) {
            (Ok(old), Ok(new)) => {
                let differences = policy_table::differences(&old, &new);
                if differences.is_empty() {
                    return ExitCode::SUCCESS;
                }
                let table = match format {
                    Form::Markdown => policy_table::markdown_of(&differences),
                    Form::Csv => policy_table::csv_of(&differences),
                };
                differing(table)
            }
            (old, new) => {
                let mistakes: Vec<_> = [old.err(), new.err()].into_iter().flatten().collect();
                mistaken(&mistakes)
            }
        },
        What::Simulate { new, policy, format, on } => {
            let (old, new) = match (running::policy(policy.as_deref()), running::policy(Some(new))) {
                (Ok(old), Ok(new)) => (old, new),
                (old, new) => return mistaken(&[old.err(), new.err()].into_iter().flatten().collect::<Vec<_>>()),
            };
            on_database("policy", on, running::open_existing, async |database, _| {
                let reached = match reach(database, clock()).await {
                    Ok(reached) => reached,
                    Err(error) => return failed("the cases cannot be read", &plain(&error)),
                };
                let effects = simulation::effects(&old, &new, &reached);
                if effects.is_empty() {
                    return ExitCode::SUCCESS;
                }
                differing(match format {
                    Form::Markdown => simulation::markdown(&effects),
                    Form::Csv => simulation::csv(&effects),
                })
            })
        }
    }
}

/// Prints a table of differences: exit code 1.
fn differing(table: impl AsRef<str>) -> ExitCode {
    match print(&table.as_ref()) {
        ExitCode::SUCCESS => ExitCode::from(1),
        failed => failed,
    }
}
