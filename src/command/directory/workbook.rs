//! Spreadsheets (XLSX): one sheet for each record, named like it. They are only read.

use std::{
    collections::BTreeMap,
    fmt::Display,
    io::{self, Cursor, Read as _},
    path::Path,
};

use calamine::{Data, ExcelDateTime, Reader as _, Xlsx, XlsxError};
use chrono::{NaiveDate, NaiveTime};
use zip::ZipArchive;

use super::{
    csv_files::no_record,
    file::{bytes, name},
};
use crate::store::directory::{
    cell::Cell,
    record::Record,
    sheet::{Finding, Sheet, of_lines},
};

/// The most bytes that a spreadsheet may have when it is unpacked. A small file can unpack to more than the memory.
const MOST_UNPACKED: u64 = 64 * 1024 * 1024;
/// The most columns of a sheet. No record has as many.
const MOST_COLUMNS: usize = 100;

/// Reads the sheets.
pub(super) fn read(path: &Path, findings: &mut Vec<Finding>) -> Vec<Sheet> {
    let Some(bytes) = bytes(path, findings) else { return Vec::new() };
    let opened = is_bounded(&bytes).and_then(|()| Xlsx::new(Cursor::new(bytes)).map_err(|error| error.to_string()));
    let mut workbook = match opened {
        Ok(workbook) => workbook,
        Err(why) => {
            findings.push(Finding::in_file(name(path), format!("it is no spreadsheet: {why}")));
            return Vec::new();
        }
    };
    let mut sheets = Vec::new();
    for called in workbook.sheet_names() {
        let place = format!("sheet {called}");
        let lines = match lines(&mut workbook, &called) {
            Ok(lines) => lines,
            Err(why) => {
                findings.push(Finding::in_file(place, why));
                continue;
            }
        };
        // An empty sheet is one that a spreadsheet makes by itself.
        if lines.is_empty() {
            continue;
        }
        match Record::named(&called.trim().to_ascii_lowercase()) {
            Some(record) => sheets.push(of_lines(record, &place, lines, findings)),
            None => findings.push(Finding::in_file(place, no_record(&called))),
        }
    }
    if sheets.is_empty() && findings.is_empty() {
        findings.push(Finding::in_file(name(path), "it has no sheet with rows"));
    }
    sheets
}

/// Unpacks the file once without keeping it, because the sizes that it declares may be wrong.
fn is_bounded(bytes: &[u8]) -> Result<(), String> {
    let said = |error: &dyn Display| error.to_string();
    let mut packed = ZipArchive::new(Cursor::new(bytes)).map_err(|error| said(&error))?;
    let mut left = MOST_UNPACKED;
    for number in 0..packed.len() {
        let part = packed.by_index(number).map_err(|error| said(&error))?;
        let size = io::copy(&mut part.take(left + 1), &mut io::sink()).map_err(|error| said(&error))?;
        left = left.checked_sub(size).ok_or_else(|| format!("it unpacks to more than {MOST_UNPACKED} bytes"))?;
    }
    Ok(())
}

/// The lines that have a cell. They are read one by one, because a table of all cells up to the last one could be larger
/// than the memory.
fn lines(workbook: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &str) -> Result<Vec<(usize, Vec<Cell>)>, String> {
    let said = |error: XlsxError| error.to_string();
    let mut cells = workbook.worksheet_cells_reader(sheet).map_err(said)?;
    let mut lines: BTreeMap<usize, Vec<Cell>> = BTreeMap::new();
    while let Some(found) = cells.next_cell().map_err(said)? {
        let (row, column) = found.get_position();
        let data = Data::from(found.get_value().clone());
        let (line, column) = (row as usize + 1, column as usize);
        if data == Data::Empty {
            continue;
        }
        if column >= MOST_COLUMNS {
            return Err(format!("line {line} has a cell in column {}, far from the others", column + 1));
        }
        let line = lines.entry(line).or_default();
        line.resize(line.len().max(column + 1), Cell::Empty);
        line[column] = cell(&data);
    }
    Ok(lines.into_iter().collect())
}

fn cell(data: &Data) -> Cell {
    match data {
        Data::Empty => Cell::Empty,
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => Cell::Text(text.clone()),
        Data::Int(number) => Cell::Text(number.to_string()),
        Data::Float(number) => Cell::Number(*number),
        Data::Bool(yes) => Cell::YesNo(*yes),
        Data::DateTime(at) => day_or_moment(at),
        Data::Error(error) => Cell::Unreadable(format!("the cell has the error {error}")),
    }
}

/// A day if it has no time of the day. A spreadsheet knows no time zones, so its times are UTC.
fn day_or_moment(at: &ExcelDateTime) -> Cell {
    let (year, month, day, hour, minute, second, milli) = at.to_ymd_hms_milli();
    let day = NaiveDate::from_ymd_opt(year.into(), month.into(), day.into());
    let time = NaiveTime::from_hms_milli_opt(hour.into(), minute.into(), second.into(), milli.into());
    match (day, time) {
        (Some(day), Some(NaiveTime::MIN)) if at.is_datetime() => Cell::Day(day),
        (Some(day), Some(time)) if at.is_datetime() => Cell::Moment(day.and_time(time).and_utc()),
        _ => Cell::Unreadable("the cell has a time that is no day; format the cell as text".to_owned()),
    }
}
