//! `audit`: verifies the chain of the read log, and makes a key that signs it.

use std::{
    fs::OpenOptions,
    io::Write as _,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Args, Subcommand};

use super::{Where, failed, on_database, printing::print, running};
use crate::store::{
    database::failure::plain,
    read_log::{
        signing,
        verify::{Report, verify},
    },
};

/// The exit code when something is not as it was written.
const FOUND: u8 = 3;

/// Options of `audit`.
#[derive(Args)]
pub struct Options {
    #[command(subcommand)]
    what: What,
    #[command(flatten)]
    on: Where,
}

#[derive(Subcommand)]
enum What {
    /// Verifies that no row of the read log was changed, removed, added or moved. Exit code 3 if one was.
    Verify {
        /// A public key (PEM) that signed checkpoints, in addition to those in the settings.
        #[arg(long = "public-key", value_name = "FILE")]
        public_keys: Vec<PathBuf>,
    },
    /// Makes a key for audit.signing_key_file: writes FILE, which only you can read, and prints the public key.
    Key {
        /// The file of the private key. It must not exist.
        file: PathBuf,
    },
}

/// Runs the command.
pub fn run(options: &Options) -> ExitCode {
    match &options.what {
        What::Verify { public_keys } => verified(&options.on, public_keys),
        What::Key { file } => match make_key(file) {
            Ok(public) => print(&public),
            Err(error) => failed("audit key", &error),
        },
    }
}

fn verified(on: &Where, public_keys: &[PathBuf]) -> ExitCode {
    on_database("audit verify", on, running::open_existing, async |database, config| {
        let keys = running::signer(&config.audit).and_then(|signer| {
            let mut keys = signer.known().clone();
            public_keys.iter().try_for_each(|file| keys.add(file))?;
            Ok(keys)
        });
        let keys = match keys {
            Ok(keys) => keys,
            Err(error) => return failed("audit verify", &error),
        };
        match verify(database, &keys).await {
            Ok(report) => {
                let printed = print(&said(&report));
                if report.findings.is_empty() { printed } else { ExitCode::from(FOUND) }
            }
            Err(error) => failed("the read log cannot be verified", &plain(&error)),
        }
    })
}

fn said(report: &Report) -> String {
    let Report { chains, rows, after_checkpoint, checkpoints, unsigned, without_chain, findings } = report;
    let mut lines: Vec<_> = findings.iter().map(|finding| format!("FAULT {finding}")).collect();
    lines.push(format!("{rows} rows in {chains} chains, {checkpoints} checkpoints"));
    if *after_checkpoint > 0 {
        lines.push(format!("{after_checkpoint} rows are after the last checkpoint of their chain and not signed"));
    }
    if *unsigned > 0 {
        lines.push(format!("{unsigned} checkpoints are not signed"));
    }
    if let (count @ 1.., Some(newest)) = without_chain {
        let newest = newest.to_rfc3339();
        lines.push(format!("{count} rows are of a program without chains, the newest of {newest}"));
    }
    lines.push(if findings.is_empty() { "no fault".to_owned() } else { format!("{} faults", findings.len()) });
    lines.join("\n") + "\n"
}

fn make_key(file: &Path) -> Result<String, String> {
    let (private, public) = signing::new_key()?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(file).and_then(|mut file| file.write_all(private.as_bytes()));
    written.map_err(|error| format!("{}: {error}", file.display()))?;
    Ok(public)
}
