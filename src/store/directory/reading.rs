//! Reads the lines of a record: the value of each cell, and the rows that its references name.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    cell::Read,
    column::{Column, Holds, Need},
    known::{Names, Values, is_null},
    record::Record,
    sheet::{Finding, Row, Sheet},
};

/// A line that was read.
#[derive(Debug)]
pub(super) struct Line<'s> {
    /// The file or sheet.
    pub place: &'s str,
    /// Its number.
    pub number: usize,
    /// The values that it gives. An empty cell gives null, a missing column nothing.
    pub given: Values,
    /// References to rows of the same record, which are looked up when all lines are known.
    pub to_own: Vec<(&'static Column, String)>,
    /// Whether nothing is wrong with it.
    pub sound: bool,
}

/// The names of the records that were read before.
#[derive(Debug, Default)]
pub(super) struct Before {
    /// The names of the rows.
    pub names: BTreeMap<Record, Names>,
    /// The names in lines with a mistake. A reference to one is no mistake of its own.
    pub doubtful: BTreeSet<(Record, String)>,
}

impl Before {
    /// The reference of a column. `None` if its mistake was told, or is told by another line.
    pub(super) fn refer(
        &self,
        line: &mut Line<'_>,
        column: &'static Column,
        to: Record,
        name: &str,
        findings: &mut Vec<Finding>,
    ) {
        let none = Names::default();
        match self.names.get(&to).unwrap_or(&none).find(to, name) {
            Ok(id) => _ = line.given.insert(column.name, id.into()),
            Err(_) if self.doubtful.contains(&(to, name.to_owned())) => line.sound = false,
            Err(wrong) => line.wrong(column.name, wrong, findings),
        }
    }
}

impl<'s> Line<'s> {
    fn new(place: &'s str, number: usize) -> Self {
        Self { place, number, given: Values::new(), to_own: Vec::new(), sound: true }
    }

    /// Adds a mistake in a column of the line.
    pub(super) fn wrong(&mut self, column: &str, wrong: impl Into<String>, findings: &mut Vec<Finding>) {
        self.sound = false;
        findings.push(Finding::in_line(self.place, self.number, wrong).of(column));
    }
}

/// Reads the lines of the record.
pub(super) fn lines<'s>(
    record: Record,
    sheets: &'s [Sheet],
    before: &Before,
    findings: &mut Vec<Finding>,
) -> Vec<Line<'s>> {
    let of_record = sheets.iter().filter(|sheet| sheet.record == record);
    let rows = of_record.flat_map(|sheet| sheet.rows.iter().map(|row| (sheet.place.as_str(), row)));
    rows.map(|(place, row)| line(record, place, row, before, findings)).collect()
}

fn line<'s>(record: Record, place: &'s str, row: &Row, before: &Before, findings: &mut Vec<Finding>) -> Line<'s> {
    let mut line = Line::new(place, row.line);
    for (column, cell) in &row.cells {
        match (column.read(cell), column.holds) {
            (Err(wrong), _) => line.wrong(column.name, wrong, findings),
            (Ok(Read::Named(name)), Holds::Reference(to)) if to == record => line.to_own.push((column, name)),
            (Ok(Read::Named(name)), Holds::Reference(to)) => before.refer(&mut line, column, to, &name, findings),
            (Ok(Read::Named(_)), _) => {}
            (Ok(Read::Value(value)), _) if is_null(&value, column) => match column.need {
                // An empty cell of these says nothing.
                Need::Default(_) => {}
                Need::Optional if matches!(column.holds, Holds::Id) => {}
                Need::Required => line.wrong(column.name, needed(column), findings),
                Need::Optional => _ = line.given.insert(column.name, value),
            },
            (Ok(Read::Value(value)), _) => _ = line.given.insert(column.name, value),
        }
    }
    line
}

/// The sentence about a value that is missing.
pub(super) fn needed(column: &Column) -> String {
    format!("a value is needed: {}", column.holds.allowed())
}
