//! The headings of a file: a column, and the language if the column has translations. `name_fr` is the name in French.

use super::{
    cell::Cell,
    column::{Column, Holds},
    record::Record,
};
use crate::{access::findings::nearest, rules::language::language};

/// The cells of a row, by column.
pub(crate) type Cells = Vec<(&'static Column, Cell)>;

/// A heading.
#[derive(Clone, Debug)]
pub(crate) struct Heading {
    column: &'static Column,
    /// The language of the cells, in a column with translations.
    tag: Option<String>,
}

/// The languages in which a template has the columns with translations.
const EXAMPLES: [&str; 2] = ["fr", "ar"];

impl Heading {
    /// The heading of this name.
    /// Errors: why there is none.
    pub(crate) fn named(record: Record, name: &str) -> Result<Self, String> {
        for column in record.columns() {
            match column.holds {
                Holds::Translations { of, .. } => {
                    let Some(tag) = name.strip_prefix(of).and_then(|rest| rest.strip_prefix('_')) else { continue };
                    let tag = language(column.name, tag).map_err(|_| {
                        let tag = super::cell::shortened(tag);
                        format!("\"{tag}\" is no language: {}", column.holds.allowed())
                    })?;
                    return Ok(Self { column, tag: Some(tag) });
                }
                _ if column.name == name => return Ok(Self { column, tag: None }),
                _ => {}
            }
        }
        Err(no_column(record, name))
    }

    /// The headings of an export: those of the columns, with the languages that the rows have.
    pub(crate) fn of_rows<'r>(record: Record, rows: &(impl Iterator<Item = &'r Cells> + Clone)) -> Vec<Self> {
        let tags = |column: &Column| {
            let cells = rows.clone().flatten().filter(|(it, _)| it.name == column.name);
            let mut tags: Vec<_> = cells.flat_map(|(_, cell)| cell.texts()).map(|(tag, _)| tag.clone()).collect();
            tags.sort();
            tags.dedup();
            tags
        };
        Self::each(record, tags)
    }

    /// The headings of a template.
    pub(crate) fn of_template(record: Record) -> Vec<Self> {
        Self::each(record, |_| EXAMPLES.map(str::to_owned).to_vec())
    }

    fn each(record: Record, tags: impl Fn(&'static Column) -> Vec<String>) -> Vec<Self> {
        let headings = record.columns().iter().flat_map(|column| {
            let tags =
                if column.has_translations() { tags(column).into_iter().map(Some).collect() } else { vec![None] };
            tags.into_iter().map(move |tag| Self { column, tag })
        });
        headings.collect()
    }

    /// Its name in a file.
    pub(crate) fn name(&self) -> String {
        match (&self.tag, self.column.holds) {
            (Some(tag), Holds::Translations { of, .. }) => format!("{of}_{tag}"),
            _ => self.column.name.to_owned(),
        }
    }

    /// What a person has to know before filling it in.
    pub(crate) fn description(&self) -> String {
        self.column.description()
    }

    /// The cell of a row under this heading.
    pub(crate) fn cell(&self, row: &Cells) -> Cell {
        let cell = row.iter().find(|(column, _)| column.name == self.column.name).map(|(_, cell)| cell);
        match (&self.tag, cell) {
            (Some(tag), Some(cell)) => {
                cell.texts().iter().find(|(it, _)| it == tag).map_or(Cell::Empty, |(_, text)| Cell::Text(text.clone()))
            }
            (_, cell) => cell.cloned().unwrap_or(Cell::Empty),
        }
    }

    /// Adds a cell under this heading to a row. The translations of one text are one cell.
    pub(crate) fn add(&self, cell: Cell, row: &mut Cells) {
        let Some(tag) = self.tag.clone().filter(|_| !matches!(cell, Cell::Unreadable(_))) else {
            row.push((self.column, cell));
            return;
        };
        let text = (tag, cell.text());
        let known = row.iter_mut().find(|(column, _)| column.name == self.column.name);
        match known {
            Some((_, Cell::Texts(texts))) => texts.push(text),
            _ => row.push((self.column, Cell::Texts(vec![text]))),
        }
    }
}

/// The sentence about a name that is no column.
fn no_column(record: Record, name: &str) -> String {
    let names: Vec<_> = Heading::of_template(record).iter().map(Heading::name).collect();
    format!(
        "there is no column \"{}\"{}; the columns are {}",
        super::cell::shortened(name),
        nearest(name, &names),
        names.join(", ")
    )
}
