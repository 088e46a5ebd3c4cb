//! Rows of one record, as a file has them, and what is wrong with them. A format makes sheets of a file, or a file of
//! sheets.

use std::fmt;

use super::{
    cell::Cell,
    heading::{Cells, Heading},
    record::Record,
};

/// The rows of a record in a file.
#[derive(Clone, Debug)]
pub(crate) struct Sheet {
    /// The record.
    pub record: Record,
    /// The file or sheet, as a report names it.
    pub place: String,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A row of a file.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// Its line in the file.
    pub line: usize,
    /// The cells of the columns that the file has.
    pub cells: Cells,
}

/// A mistake in a file.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct Finding {
    /// The file or sheet.
    pub place: String,
    /// The line. `None` if the mistake is in no line of it.
    pub line: Option<usize>,
    /// The column. `None` if the mistake is in no column of it.
    pub column: Option<String>,
    /// What is wrong, and what is allowed.
    pub wrong: String,
}

impl Finding {
    /// A mistake in a file as a whole.
    pub(crate) fn in_file(place: impl Into<String>, wrong: impl Into<String>) -> Self {
        Self { place: place.into(), line: None, column: None, wrong: wrong.into() }
    }

    /// A mistake in a line.
    pub(crate) fn in_line(place: impl Into<String>, line: usize, wrong: impl Into<String>) -> Self {
        Self { line: Some(line), ..Self::in_file(place, wrong) }
    }

    /// The same mistake in a column.
    pub(crate) fn of(self, column: impl Into<String>) -> Self {
        Self { column: Some(column.into()), ..self }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { place, line, column, wrong } = self;
        write!(to, "{place}")?;
        if let Some(line) = line {
            write!(to, ", line {line}")?;
        }
        if let Some(column) = column {
            write!(to, ", column {column}")?;
        }
        write!(to, ": {wrong}")
    }
}

/// The mark of a line that describes columns. It is in the first cell of the line, which holds an identifier otherwise.
pub(crate) const COMMENT: &str = "# ";

/// Makes a sheet of lines of cells. The first line has the names of the columns. Empty lines and comments are left out.
pub(crate) fn of_lines(
    record: Record,
    place: &str,
    lines: impl IntoIterator<Item = (usize, Vec<Cell>)>,
    findings: &mut Vec<Finding>,
) -> Sheet {
    let is_comment = |cells: &[Cell]| cells.first().is_some_and(|it| it.text().starts_with(COMMENT));
    let mut lines = lines
        .into_iter()
        .filter(|(_, cells)| !is_comment(cells) && cells.iter().any(|cell| !cell.text().trim().is_empty()));
    let mut sheet = Sheet { record, place: place.to_owned(), rows: Vec::new() };
    let Some((at, names)) = lines.next() else {
        findings.push(Finding::in_file(place, "it has no line with the names of the columns"));
        return sheet;
    };
    let mut columns: Vec<Option<Heading>> = Vec::with_capacity(names.len());
    for name in names.iter().map(Cell::text) {
        let name = name.trim();
        let heading = Heading::named(record, name);
        if let Err(wrong) = &heading
            && !name.is_empty()
        {
            findings.push(Finding::in_line(place, at, wrong));
        }
        if heading.as_ref().is_ok_and(|it| columns.iter().flatten().any(|other| other.name() == it.name())) {
            findings.push(Finding::in_line(place, at, format!("the column {name} is there twice")));
        }
        columns.push(heading.ok());
    }
    for (line, mut cells) in lines {
        // A spreadsheet leaves out the empty cells at the end of a line.
        cells.resize(cells.len().max(columns.len()), Cell::Empty);
        let stray = cells.iter().enumerate().find(|(at, cell)| {
            **cell != Cell::Empty
                && !cell.text().trim().is_empty()
                && names.get(*at).is_none_or(|it| it.text().trim().is_empty())
        });
        if let Some((at, cell)) = stray {
            let cell = super::cell::shortened(&cell.text());
            let wrong = format!("cell {} (\"{cell}\") is under no name of a column", at + 1);
            findings.push(Finding::in_line(place, line, wrong));
        }
        let mut row = Row { line, cells: Vec::with_capacity(columns.len()) };
        for (heading, cell) in columns.iter().zip(cells) {
            if let Some(heading) = heading {
                heading.add(cell, &mut row.cells);
            }
        }
        sheet.rows.push(row);
    }
    sheet
}
