//! `directory`: imports, exports and describes the directory: organisations, centres, services, consular posts and
//! workers.

mod csv_files;
mod file;
mod hsds;
mod toml_file;
mod workbook;

use std::{
    fmt::Display,
    fs::OpenOptions,
    io::Write as _,
    path::{Path, PathBuf},
    process::ExitCode,
};

use crate::{
    http::server::clock,
    store::{
        database::{Database, failure::plain},
        directory::{
            export::export,
            import::{Report, import},
            record::Record,
            sheet::{Finding, Sheet},
        },
    },
};
use clap::{Args, Subcommand, ValueEnum};

use super::{
    Where, failed, on_database,
    printing::{mistaken, print},
    running,
};

/// Options of `directory`.
#[derive(Args)]
pub struct Options {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Imports a directory: all of it, or nothing if a row has a mistake. Nothing is deleted. Exit code 2 when there is a
    /// mistake.
    Import {
        /// A folder of CSV files, one CSV file, a spreadsheet (.xlsx), a TOML file, or services of HSDS 3 (.json).
        #[arg(value_name = "FILE_OR_FOLDER")]
        from: PathBuf,
        /// Only reports what would be done, and every mistake.
        #[arg(long)]
        dry_run: bool,
        /// A taxonomy term of HSDS, by its code or name, and the type of service that it means. Can be repeated.
        #[arg(long = "term", value_name = "TERM=TYPE", value_parser = hsds::term)]
        terms: Vec<hsds::Term>,
        #[command(flatten)]
        on: Where,
    },
    /// Exports the directory to files that do not exist yet. An import of them changes nothing.
    Export {
        /// A TOML file (.toml), or a folder for CSV files.
        #[arg(value_name = "FILE_OR_FOLDER")]
        to: PathBuf,
        #[command(flatten)]
        on: Where,
    },
    /// Writes empty files that describe every column.
    Template {
        /// The format.
        #[arg(value_enum)]
        format: Format,
        /// The folder or file. Default: directory or directory.toml.
        #[arg(value_name = "FILE_OR_FOLDER")]
        to: Option<PathBuf>,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// A folder with one CSV file for each record.
    Csv,
    /// One TOML file.
    Toml,
}

/// Runs the command.
pub fn run(options: &Options) -> ExitCode {
    match &options.what {
        What::Import { from, dry_run, terms, on } => {
            let (sheets, findings, notes) = read(from, terms);
            on_database("directory", on, running::open_existing, async |database, _| {
                if let Err(lacks) = is_up_to_date(database).await {
                    return failed("directory", &lacks);
                }
                match import(database, &sheets, findings, *dry_run, clock()).await {
                    Ok(report) => told(&report, &notes, *dry_run),
                    Err(error) => failed("nothing was imported", &plain(&error)),
                }
            })
        }
        What::Export { to, on } => on_database("directory", on, running::open_existing, async |database, _| {
            if let Err(lacks) = is_up_to_date(database).await {
                return failed("directory", &lacks);
            }
            match export(database).await {
                Ok(sheets) => done(if is_toml(to) {
                    write(&[(to.clone(), toml_file::written(&sheets))])
                } else {
                    folder(to, |record| csv_files::written(record, &sheets))
                }),
                Err(error) => failed("nothing was exported", &plain(&error)),
            }
        }),
        What::Template { format, to } => done(match format {
            Format::Csv => folder(to.as_deref().unwrap_or(Path::new("directory")), csv_files::template),
            Format::Toml => {
                let to = to.clone().unwrap_or_else(|| PathBuf::from("directory.toml"));
                write(&[(to, toml_file::template())])
            }
        }),
    }
}

async fn is_up_to_date(database: &Database) -> Result<(), String> {
    let pending = database.pending().await.map_err(|error| plain(&error))?;
    let lacks = || format!("the database lacks {} migrations: run `waystation migrate up`", pending.len());
    if pending.is_empty() { Ok(()) } else { Err(lacks()) }
}

/// The rows of the files, what is wrong with the files, and what was left out of them.
fn read(from: &Path, terms: &[hsds::Term]) -> (Vec<Sheet>, Vec<Finding>, Vec<Finding>) {
    let (mut findings, mut notes) = (Vec::new(), Vec::new());
    let ends = from.extension().and_then(|it| it.to_str()).map(str::to_ascii_lowercase);
    let sheets = match ends.as_deref() {
        _ if from.is_dir() => csv_files::read_folder(from, &mut findings),
        Some("csv") => csv_files::read_file(from, &mut findings),
        Some("xlsx") => workbook::read(from, &mut findings),
        Some("toml") => toml_file::read(from, &mut findings),
        Some("json") => hsds::read(from, terms, &mut findings, &mut notes),
        _ => {
            let wrong = "it is not a folder of CSV files, and its name does not end in .csv, .xlsx, .toml or .json";
            findings.push(Finding::in_file(from.display().to_string(), wrong));
            Vec::new()
        }
    };
    (sheets, findings, notes)
}

fn is_toml(path: &Path) -> bool {
    path.extension().is_some_and(|it| it.eq_ignore_ascii_case("toml"))
}

/// Prints the report.
fn told(report: &Report, notes: &[Finding], dry: bool) -> ExitCode {
    let mut lines: String = notes.iter().map(|note| format!("{note}\n")).collect();
    for record in Record::ALL {
        let counts = report.counts.get(&record).copied().unwrap_or_default();
        let (new, changed, same) = (counts.new, counts.changed, counts.same);
        lines.push_str(&format!("{:25}  {new} new, {changed} changed, {same} same\n", record.name()));
    }
    let mistakes = report.findings.len();
    lines.push_str(&match (mistakes, dry) {
        (0, true) => "nothing was written, because this was a dry run\n".to_owned(),
        (0, false) => "imported; a running server takes it up within a minute\n".to_owned(),
        (1, _) => "nothing was written, because of 1 mistake\n".to_owned(),
        _ => format!("nothing was written, because of {mistakes} mistakes\n"),
    });
    let printed = print(&lines);
    if mistakes == 0 { printed } else { mistaken(&report.findings.iter().map(Finding::to_string).collect::<Vec<_>>()) }
}

/// Writes a file for each record into a folder.
fn folder(to: &Path, content: impl Fn(Record) -> Vec<u8>) -> Result<String, String> {
    std::fs::create_dir_all(to).map_err(|error| said(to, &error))?;
    let file = |record: Record| (to.join(record.name()).with_extension("csv"), content(record));
    write(&Record::ALL.map(file))
}

/// Writes files that do not exist yet.
fn write(files: &[(PathBuf, Vec<u8>)]) -> Result<String, String> {
    if let Some((exists, _)) = files.iter().find(|(path, _)| path.exists()) {
        return Err(format!("{} exists already; nothing was written", exists.display()));
    }
    let mut names = String::new();
    for (path, content) in files {
        let file = OpenOptions::new().write(true).create_new(true).open(path);
        file.and_then(|mut file| file.write_all(content)).map_err(|error| said(path, &error))?;
        names.push_str(&format!("{}\n", path.display()));
    }
    Ok(names)
}

fn done(written: Result<String, String>) -> ExitCode {
    match written {
        Ok(names) => print(&names),
        Err(error) => failed("directory", &error),
    }
}

/// A sentence about a path.
fn said(path: &Path, why: &dyn Display) -> String {
    format!("{}: {why}", path.display())
}
