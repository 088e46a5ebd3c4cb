//! Exports the directory: the rows of each record as lines that an import reads.

use std::collections::BTreeMap;

use sea_orm::DbErr;

use super::{
    cell::Cell,
    column::{Column, Holds},
    known::{Known, Names, Source, Values, text, uuid},
    record::Record,
    sheet::{Row, Sheet},
};
use crate::{
    rules::{calendar, schedule, translation::Translations},
    store::database::Database,
};

/// All rows, in the order of their names.
pub(crate) async fn export(database: &Database) -> Result<Vec<Sheet>, DbErr> {
    let moment = database.at_one_moment().await?;
    let known = Known::read(Source::Moment(&moment)).await?;
    Ok(sheets(&known))
}

/// The rows as sheets.
pub(super) fn sheets(known: &Known) -> Vec<Sheet> {
    let names: BTreeMap<Record, Names> = Record::ALL.into_iter().map(|record| (record, known.names(record))).collect();
    let sheet = |record: Record| {
        let mut rows: Vec<_> = known.rows(record).map(|(_, values)| line(record, values, known, &names)).collect();
        // By what people read, because identifiers of rows have no order that means anything.
        rows.sort_by_cached_key(|cells| cells.iter().skip(1).map(|(_, cell)| cell.text()).collect::<Vec<_>>());
        let rows = rows.into_iter().zip(2..).map(|(cells, line)| Row { line, cells });
        Sheet { record, place: record.name().to_owned(), rows: rows.collect() }
    };
    Record::ALL.into_iter().map(sheet).collect()
}

fn line(
    record: Record,
    values: &Values,
    known: &Known,
    names: &BTreeMap<Record, Names>,
) -> Vec<(&'static Column, Cell)> {
    let cell = |column: &'static Column| {
        let Some(value) = values.get(column.name) else { return (column, Cell::Empty) };
        let cell = match (column.holds, uuid(value)) {
            (Holds::Reference(to), Some(id)) => {
                Cell::Text(names.get(&to).map_or_else(|| id.to_string(), |names| known.named(to, id, names)))
            }
            (Holds::Schedules, _) => {
                Cell::Text(text(value).map_or_else(String::new, |it| schedule::written(&schedule::stored(Some(&it)))))
            }
            (Holds::Holidays, _) => Cell::Text(calendar::written_holidays(&calendar::holidays(text(value).as_deref()))),
            (Holds::Translations { .. }, _) => {
                let stored = Translations::stored(text(value).as_deref());
                Cell::Texts(stored.each().map(|(tag, text)| (tag.to_owned(), text.to_owned())).collect())
            }
            _ => Cell::of(value),
        };
        (column, cell)
    };
    record.columns().iter().map(cell).collect()
}
