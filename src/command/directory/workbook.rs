//! Spreadsheets (XLSX): one sheet for each record, named like it. They are only read.

use std::{io::Cursor, path::Path};

use calamine::{Data, ExcelDateTime, Reader as _, Xlsx};
use chrono::{NaiveDate, NaiveTime};

use super::{
    csv_files::no_record,
    file::{bytes, name},
};
use crate::store::directory::{
    cell::Cell,
    record::Record,
    sheet::{Finding, Sheet, of_lines},
};

/// Reads the sheets.
pub(super) fn read(path: &Path, findings: &mut Vec<Finding>) -> Vec<Sheet> {
    let Some(bytes) = bytes(path, findings) else { return Vec::new() };
    let mut workbook = match Xlsx::new(Cursor::new(bytes)) {
        Ok(workbook) => workbook,
        Err(error) => {
            findings.push(Finding::in_file(name(path), format!("it is no spreadsheet: {error}")));
            return Vec::new();
        }
    };
    let mut sheets = Vec::new();
    for called in workbook.sheet_names() {
        let place = format!("sheet {called}");
        let range = match workbook.worksheet_range(&called) {
            Ok(range) => range,
            Err(error) => {
                findings.push(Finding::in_file(place, error.to_string()));
                continue;
            }
        };
        // An empty sheet is one that a spreadsheet makes by itself.
        let Some((first, _)) = range.start() else { continue };
        let Some(record) = Record::named(&called.trim().to_ascii_lowercase()) else {
            findings.push(Finding::in_file(place, no_record(&called)));
            continue;
        };
        let first = usize::try_from(first).unwrap_or(usize::MAX - 1) + 1;
        let lines = (first..).zip(range.rows()).map(|(line, cells)| (line, cells.iter().map(cell).collect()));
        sheets.push(of_lines(record, &place, lines, findings));
    }
    if sheets.is_empty() && findings.is_empty() {
        findings.push(Finding::in_file(name(path), "it has no sheet with rows"));
    }
    sheets
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
