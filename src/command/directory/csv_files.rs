//! CSV: a folder with one file for each record, named like it. A text that a spreadsheet would take for a formula has an
//! apostrophe before it, which the reader removes.

use std::path::{Path, PathBuf};

use super::file::{bytes, name};
use crate::{
    access::findings::nearest,
    store::directory::{
        cell::Cell,
        heading::Heading,
        record::Record,
        sheet::{COMMENT, Finding, Sheet, of_lines},
    },
};

/// The mark of UTF-8 at the beginning of a file. Without it Excel shows é and Arabic letters wrong.
const UTF_8: &str = "\u{FEFF}";

/// Reads the CSV files of a folder. Other files are ignored.
pub(super) fn read_folder(folder: &Path, findings: &mut Vec<Finding>) -> Vec<Sheet> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            findings.push(Finding::in_file(folder.display().to_string(), error.to_string()));
            return Vec::new();
        }
    };
    let is_csv = |path: &PathBuf| path.extension().is_some_and(|it| it.eq_ignore_ascii_case("csv"));
    let mut files: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).filter(is_csv).collect();
    files.sort();
    if files.is_empty() {
        findings.push(Finding::in_file(folder.display().to_string(), "it has no CSV file"));
    }
    files.iter().flat_map(|file| read_file(file, findings)).collect()
}

/// Reads the file of one record.
pub(super) fn read_file(path: &Path, findings: &mut Vec<Finding>) -> Vec<Sheet> {
    let place = name(path);
    let stem = path.file_stem().map(|it| it.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    let Some(record) = Record::named(&stem) else {
        findings.push(Finding::in_file(place, no_record(&stem)));
        return Vec::new();
    };
    let Some(bytes) = bytes(path, findings) else { return Vec::new() };
    if let Ok(text) = String::from_utf8(bytes) {
        return vec![read(record, &place, &text, findings)];
    }
    findings.push(Finding::in_file(place, "it is not UTF-8; in a spreadsheet save it as \"CSV UTF-8\""));
    Vec::new()
}

/// The sentence about a file or sheet that is no record.
pub(super) fn no_record(stem: &str) -> String {
    let names = Record::ALL.map(Record::name);
    format!("no record is called \"{stem}\"{}; they are {}", nearest(stem, names), names.join(", "))
}

/// Reads the text of a file.
pub(super) fn read(record: Record, place: &str, text: &str, findings: &mut Vec<Finding>) -> Sheet {
    let text = text.strip_prefix(UTF_8).unwrap_or(text);
    // A spreadsheet writes semicolons where the decimal mark is a comma.
    let first = text.lines().next().unwrap_or_default();
    let delimiter = if first.contains(';') && !first.contains(',') { b';' } else { b',' };
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    let (mut lines, mut names) = (Vec::new(), None);
    for line in reader.records() {
        let line = match line {
            Ok(line) => line,
            Err(error) => {
                findings.push(Finding::in_file(place, error.to_string()));
                break;
            }
        };
        let number = line.position().map_or(0, |at| usize::try_from(at.line()).unwrap_or(usize::MAX));
        let expected = *names.get_or_insert(line.len());
        if line.len() < expected && line.iter().any(|cell| !cell.is_empty()) {
            let wrong = format!("it has {} cells, and the first line has {expected}", line.len());
            findings.push(Finding::in_line(place, number, wrong));
            continue;
        }
        lines.push((number, line.iter().map(|text| Cell::Text(unguarded(text).to_owned())).collect()));
    }
    of_lines(record, place, lines, findings)
}

/// The file of a record, with the rows of its sheet.
pub(super) fn written(record: Record, sheets: &[Sheet]) -> Vec<u8> {
    let rows = sheets.iter().filter(|sheet| sheet.record == record).flat_map(|sheet| &sheet.rows).map(|row| &row.cells);
    let headings = Heading::of_rows(record, &rows);
    lines(&headings, rows.map(|row| headings.iter().map(|heading| guarded(&heading.cell(row))).collect()))
}

/// The file of a record without rows. Its second line describes the columns.
pub(super) fn template(record: Record) -> Vec<u8> {
    let headings = Heading::of_template(record);
    let described = headings.iter().enumerate();
    let described =
        described.map(|(at, heading)| format!("{}{}", if at == 0 { COMMENT } else { "" }, heading.description()));
    lines(&headings, [described.collect()])
}

fn lines(headings: &[Heading], rows: impl IntoIterator<Item = Vec<String>>) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(UTF_8.as_bytes().to_vec());
    let names: Vec<_> = headings.iter().map(Heading::name).collect();
    for line in std::iter::once(names).chain(rows) {
        writer.write_record(line).expect("every line has a cell for each column, and memory takes it");
    }
    writer.into_inner().expect("memory takes it")
}

/// The first characters of a formula, in half and full width. A tab and a line end are skipped before them.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Whether this is such a text behind any number of apostrophes. These count too, so that one can be added and removed.
fn looks_like_a_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(FORMULA)
}

fn guarded(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) if looks_like_a_formula(text) => format!("'{text}"),
        // A negative number is a number in a spreadsheet too.
        cell => cell.text(),
    }
}

fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'').filter(|text| looks_like_a_formula(text)).unwrap_or(text)
}
