//! `audit`: verifies the chain of the read log, exports it for an archive, and makes a key that signs it.

use std::{
    fs::{File, OpenOptions},
    io::{self, BufRead as _, BufReader, BufWriter, Write as _},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Args, Subcommand};

use super::{
    Where, failed, on_database,
    printing::{mistaken, print, tell},
    running,
};
use crate::{
    config::Config,
    store::{
        database::{Database, failure::plain},
        read_log::{
            archive::{self, Archive},
            export::{Line, export},
            signing::{self, PublicKeys},
            verify::{
                report::{Finding, Report},
                verify,
            },
        },
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
    Verify(Verify),
    /// Prints the read log as JSON lines for an archive outside. The last line has the position of the next export.
    Export {
        /// The position in the last line of the export before. 0 exports everything.
        #[arg(long, default_value_t = 0)]
        since: i64,
    },
    /// Makes a key for `audit.signing_key_file`: writes FILE, which only you can read, and prints the public key.
    Key {
        /// The file of the private key. It must not exist.
        file: PathBuf,
    },
}

#[derive(Args)]
struct Verify {
    /// A public key (PEM) that signed checkpoints, in addition to those in the settings.
    #[arg(long = "public-key", value_name = "FILE")]
    public_keys: Vec<PathBuf>,
    /// An archive that `audit export` printed. Several are read in their order. The database must agree with it.
    #[arg(long = "archive", value_name = "FILE")]
    archives: Vec<PathBuf>,
    /// Verifies the archive only, without a database.
    #[arg(long, requires = "archives")]
    alone: bool,
}

/// Runs the command.
pub fn run(options: &Options) -> ExitCode {
    match &options.what {
        What::Verify(asked) if asked.alone => {
            let config = match options.on.settings() {
                Ok(config) => config,
                Err(mistakes) => return mistaken(&mistakes),
            };
            super::block_on(async { verified(None, asked, &config).await })
        }
        What::Verify(asked) => {
            on_database("audit verify", &options.on, running::open_existing, async |database, config| {
                verified(Some(database), asked, config).await
            })
        }
        What::Export { since } => {
            on_database("audit export", &options.on, running::open_existing, async |database, _| {
                exported(database, *since).await
            })
        }
        What::Key { file } => match make_key(file) {
            Ok(public) => print(&public),
            Err(error) => failed("audit key", &error),
        },
    }
}

async fn verified(database: Option<&Database>, asked: &Verify, config: &Config) -> ExitCode {
    match lines(database, asked, config).await {
        Ok((mut lines, findings)) => {
            let ended = if findings.is_empty() { "no fault".to_owned() } else { format!("{} faults", findings.len()) };
            let found = findings.iter().map(|finding| format!("FAULT {finding}"));
            lines = found.chain(lines).chain([ended]).collect();
            let printed = print(&format_args!("{}\n", lines.join("\n")));
            if findings.is_empty() { printed } else { ExitCode::from(FOUND) }
        }
        Err(error) => failed("audit verify", &error),
    }
}

/// What was verified, and what is wrong with it.
async fn lines(
    database: Option<&Database>,
    asked: &Verify,
    config: &Config,
) -> Result<(Vec<String>, Vec<Finding>), String> {
    let mut keys = running::signer(&config.audit)?.known().clone();
    asked.public_keys.iter().try_for_each(|file| keys.add(file))?;
    let (mut lines, mut findings) = (Vec::new(), Vec::new());
    if let Some(database) = database {
        let said = |error| format!("the read log cannot be read: {}", plain(&error));
        let report = verify(database, &keys).await.map_err(said)?;
        lines.extend(said_of(&report));
        findings.extend(report.findings);
    }
    if !asked.archives.is_empty() {
        let mut archive = archived(database, &asked.archives, &keys).await?;
        let (rows, checkpoints) = (archive.rows, archive.checkpoints);
        let begin = archive.first.map(|first| format!(", from checkpoint {first} on")).unwrap_or_default();
        lines.push(format!("archive: {rows} rows, {checkpoints} checkpoints{begin}"));
        findings.append(&mut archive.findings);
    }
    Ok((lines, findings))
}

fn said_of(report: &Report) -> Vec<String> {
    let Report { chains, rows, after_checkpoint, checkpoints, unsigned, without_chain, findings: _ } = report;
    let mut lines = vec![format!("{rows} rows in {chains} chains, {checkpoints} checkpoints")];
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
    lines
}

/// Reads archives, and compares them with the database.
async fn archived(database: Option<&Database>, files: &[PathBuf], keys: &PublicKeys) -> Result<Archive, String> {
    let said = |error| format!("the read log cannot be read: {}", plain(&error));
    let first = match database {
        Some(database) => archive::first(database).await.map_err(said)?,
        None => None,
    };
    let mut archive = Archive::default();
    for file in files {
        let wrong = |error: &dyn std::fmt::Display, number: usize| format!("{} line {number}: {error}", file.display());
        let opened = File::open(file).map_err(|error| format!("{}: {error}", file.display()))?;
        for (number, line) in BufReader::new(opened).lines().enumerate() {
            let line = line.map_err(|error| wrong(&error, number + 1))?;
            let line: Line = serde_json::from_str(&line).map_err(|error| wrong(&error, number + 1))?;
            if let (Some(said_there), Some(database)) = (archive.take(line, keys), database) {
                let finding = archive::compare(database, first, &said_there).await.map_err(said)?;
                archive.findings.extend(finding);
            }
        }
    }
    archive.end(keys);
    Ok(archive)
}

async fn exported(database: &Database, since: i64) -> ExitCode {
    let mut output = BufWriter::new(io::stdout());
    let mut put = |line: &Line| {
        serde_json::to_writer(&mut output, line)?;
        output.write_all(b"\n")
    };
    let exported = export(database, since, &mut put).await;
    let flushed = output.flush().map_err(|error| format!("the output cannot be written: {error}"));
    match exported.and(flushed) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tell(&format_args!("audit export: {error}; the export is not complete"));
            ExitCode::FAILURE
        }
    }
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
