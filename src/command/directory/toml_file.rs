//! TOML: one file with an array of tables for each record. A value that is left out stays as it is, and an empty text
//! clears it.

use std::path::Path;

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    csv_files::no_record,
    file::{bytes, name},
};
use crate::store::directory::{
    cell::Cell,
    heading::{Cells, Heading},
    record::Record,
    sheet::{Finding, Row, Sheet},
};

/// Reads the file.
pub(super) fn read(path: &Path, findings: &mut Vec<Finding>) -> Vec<Sheet> {
    let place = name(path);
    let Some(bytes) = bytes(path, findings) else { return Vec::new() };
    if let Ok(text) = String::from_utf8(bytes) {
        return parsed(&place, &text, findings);
    }
    findings.push(Finding::in_file(place, "it is not UTF-8"));
    Vec::new()
}

/// Reads the text of a file.
pub(super) fn parsed(place: &str, text: &str, findings: &mut Vec<Finding>) -> Vec<Sheet> {
    let line = |at: usize| text.as_bytes()[..at.min(text.len())].split(|byte| *byte == b'\n').count();
    let (document, faults) = DeTable::parse_recoverable(text);
    for fault in &faults {
        let at = line(fault.span().unwrap_or_default().start);
        findings.push(Finding::in_line(place, at, fault.message()));
    }
    if !faults.is_empty() {
        return Vec::new();
    }
    let mut sheets = Vec::new();
    for (called, rows) in document.get_ref() {
        let Some(record) = Record::named(called.get_ref()) else {
            findings.push(Finding::in_line(place, line(called.span().start), no_record(called.get_ref())));
            continue;
        };
        let tables: Option<Vec<_>> = rows.get_ref().as_array().map(|rows| rows.iter().collect());
        let Some(tables) = tables.filter(|all| all.iter().all(|row| row.get_ref().as_table().is_some())) else {
            let wrong = format!("write each record under a line of its own: [[{}]]", record.name());
            findings.push(Finding::in_line(place, line(called.span().start), wrong));
            continue;
        };
        let tables = tables.into_iter().filter_map(|row| Some((line(row.span().start), row.get_ref().as_table()?)));
        let rows = tables.map(|(at, table)| Row { line: at, cells: cells(record, place, table, &line, findings) });
        sheets.push(Sheet { record, place: place.to_owned(), rows: rows.collect() });
    }
    sheets
}

fn cells(
    record: Record,
    place: &str,
    table: &DeTable<'_>,
    line: &impl Fn(usize) -> usize,
    findings: &mut Vec<Finding>,
) -> Cells {
    let mut cells = Cells::new();
    for (called, value) in table {
        match Heading::named(record, called.get_ref()) {
            Ok(heading) => heading.add(cell(value), &mut cells),
            Err(wrong) => findings.push(Finding::in_line(place, line(called.span().start), wrong)),
        }
    }
    cells
}

fn cell(value: &Spanned<DeValue<'_>>) -> Cell {
    match value.get_ref() {
        DeValue::String(text) => Cell::Text(text.to_string()),
        DeValue::Integer(number) if number.radix() == 10 => Cell::Text(number.as_str().to_owned()),
        DeValue::Float(number) => Cell::Text(number.as_str().to_owned()),
        DeValue::Boolean(yes) => Cell::YesNo(*yes),
        DeValue::Datetime(at) => Cell::Text(at.to_string()),
        DeValue::Integer(_) | DeValue::Array(_) | DeValue::Table(_) => {
            Cell::Unreadable("write a text, a number, a date, true or false".to_owned())
        }
    }
}

/// The file with the rows of the sheets.
pub(super) fn written(sheets: &[Sheet]) -> Vec<u8> {
    let mut text = String::new();
    for sheet in sheets {
        for row in &sheet.rows {
            text.push_str(&format!("[[{}]]\n", sheet.record.name()));
            for heading in Heading::of_rows(sheet.record, &std::iter::once(&row.cells)) {
                if let Some(value) = literal(&heading.cell(&row.cells)) {
                    text.push_str(&format!("{} = {value}\n", heading.name()));
                }
            }
            text.push('\n');
        }
    }
    text.into_bytes()
}

fn literal(cell: &Cell) -> Option<String> {
    match cell {
        Cell::Empty | Cell::Texts(_) | Cell::Unreadable(_) => None,
        Cell::Text(text) => Some(toml::Value::String(text.clone()).to_string()),
        Cell::YesNo(yes) => Some(yes.to_string()),
        Cell::Number(_) | Cell::Day(_) | Cell::Moment(_) => Some(cell.text()),
    }
}

/// The file without rows. Comments describe the columns.
pub(super) fn template() -> Vec<u8> {
    let mut text =
        "# Remove the mark # before the lines that you fill in. Repeat a record as often as needed.\n".to_owned();
    for record in Record::ALL {
        text.push_str(&format!("\n# [[{}]]\n", record.name()));
        for heading in Heading::of_template(record) {
            text.push_str(&format!("# {} = \"\"  # {}\n", heading.name(), heading.description()));
        }
    }
    text.into_bytes()
}
