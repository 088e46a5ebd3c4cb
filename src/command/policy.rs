//! `policy`: checks a policy file, prints a policy as a table, or compares two policies.

use std::{path::PathBuf, process::ExitCode};

use crate::access::policy_table;
use clap::{Args, Subcommand};

use super::{
    failed,
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
                match print(&table) {
                    ExitCode::SUCCESS => ExitCode::from(1),
                    failed => failed,
                }
            }
            (old, new) => {
                let mistakes: Vec<_> = [old.err(), new.err()].into_iter().flatten().collect();
                mistaken(&mistakes)
            }
        },
    }
}
