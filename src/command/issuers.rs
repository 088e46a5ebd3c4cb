//! `issuers`: checks an issuers file, and explains how the server judges one token.

use std::{
    io::Read as _,
    path::{Path, PathBuf},
    process::ExitCode,
};

use crate::http::{
    identity::{
        explain::explain,
        issuers::{IssuerEntry, Issuers, file},
    },
    server::clock,
};
use clap::{Args, Subcommand};

use super::{
    block_on, failed,
    printing::{mistaken, print},
};

/// Options of `issuers`.
#[derive(Args)]
pub struct Options {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Checks an issuers file. With a token, compares each claim with the expected value. Exit code 1 when the server
    /// would refuse the token, 2 when the file has mistakes.
    Check {
        /// The issuers file.
        file: PathBuf,
        /// A token, which is not printed; - reads it from standard input, so that no process list shows it.
        #[arg(hide_env_values = true)]
        token: Option<String>,
    },
}

/// Maximum size of standard input that is read as a token.
const LONGEST_INPUT: u64 = 1024 * 1024;

/// Runs the command.
pub fn run(options: &Options) -> ExitCode {
    let What::Check { file, token } = &options.what;
    let entries = match file::open(file) {
        Ok(entries) => entries,
        Err(refused) => return mistaken(&refused.0),
    };
    match token.as_deref().map(given) {
        None => print(&sound(file, &entries)),
        Some(Ok(token)) => block_on(check(entries, &token)),
        Some(Err(error)) => failed("issuers", &error),
    }
}

/// Reads a token from the command line or standard input, with or without the `Bearer` scheme.
pub(crate) fn given(token: &str) -> Result<String, std::io::Error> {
    let mut text = token.to_owned();
    if token == "-" {
        text.clear();
        std::io::stdin().take(LONGEST_INPUT).read_to_string(&mut text)?;
    }
    let text = text.trim();
    let scheme = text.get(..7).filter(|scheme| scheme.eq_ignore_ascii_case("bearer "));
    Ok(scheme.map_or(text, |scheme| text[scheme.len()..].trim()).to_owned())
}

fn sound(file: &Path, entries: &[IssuerEntry]) -> String {
    let mut text = format!("{}: sound\n", file.display());
    for entry in entries {
        text.push_str(&format!("{}: iss \"{}\", aud \"{}\"\n", entry.name, entry.issuer, entry.audience));
    }
    text
}

async fn check(entries: Vec<IssuerEntry>, token: &str) -> ExitCode {
    let issuers = match Issuers::trust(entries, clock()).await {
        Ok(issuers) => issuers,
        Err(refused) => return mistaken(&refused.0),
    };
    let findings = explain(token, &issuers, clock()).await;
    let text: String = findings.iter().map(|finding| format!("{finding}\n")).collect();
    let printed = print(&text);
    let refused = findings.last().is_none_or(|judgement| judgement.refused.is_some());
    if refused { ExitCode::FAILURE } else { printed }
}
