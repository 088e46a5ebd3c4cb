//! The matrix as a text for readers and diffs: a line for each field of each record, and a column for each role in each
//! standing that shows anything.

use std::fmt::Write as _;

use entity::codes::{DataClass, OrganisationType};
use sea_orm::Iterable;
use waystation::{
    access::policy::spelled,
    graphql::{record::table::Table, records},
    store::access::row_access::Access,
};

use super::{
    packets::Packets,
    seen::{Cell, Seen},
};
use crate::support::{
    columns::{Column, cells, end, heads, left_out, line, standings},
    standing::Standing,
};

const HEAD: &str = "\
The matrix of fields. tests/it/who_sees_what.rs asks the engine, and UPDATE=1 rewrites this file. Read the diff.

F  the value          ·  withheld: null, and a note with the class          -  no row that the viewer may know of
";

/// The whole text of the matrix.
pub fn print(
    columns: Vec<Column<Seen>>,
    packets: &Packets,
    kinds: &[(OrganisationType, Standing, Seen)],
    ordered: &[(OrganisationType, Seen)],
) -> String {
    let mut text = HEAD.to_owned();
    let (open, guarded): (Vec<_>, Vec<_>) = records::all().into_iter().partition(|table| all_full(table, &columns));
    standings(&mut text);
    let names: Vec<_> = open.iter().map(|table| table.name).collect();
    line(&mut text, format_args!("\nEverybody sees every field of: {}", names.join(", ")));
    let rows: Vec<_> = guarded.iter().copied().filter(|table| !in_directory(table)).collect();
    let (columns, empty): (Vec<_>, Vec<_>) = columns.into_iter().partition(|it| shows_any(&rows, &it.of));
    text.push_str("\nThese see no row of any other record, and only the PUBLIC fields of a centre:\n");
    let beyond = |seen: &Seen, table: &Table| {
        let of = table.fields.iter().filter(|field| field.class != DataClass::Public);
        of.into_iter().any(|field| seen.cell(table.name, field.name) == Cell::Full)
    };
    let directory = || guarded.iter().filter(|table| in_directory(table));
    assert!(
        empty.iter().all(|column| !directory().any(|table| beyond(&column.of, table))),
        "a column shows more than PUBLIC"
    );
    left_out(&mut text, &empty);
    for table in guarded {
        if table.access == Access::Packet {
            // The objects of its lists have the class of the list.
            if table.name == "ConsularPacket" {
                packets.print(&mut text);
            }
            continue;
        }
        line(&mut text, format_args!("\n{}: {}", table.name, table.doc));
        heads(&mut text, &columns, 44);
        for field in &table.fields {
            let _ = write!(text, "{:24}{:20}", field.name, spelled(&field.class));
            cells(&mut text, &columns, |seen| seen.cell(table.name, field.name).sign());
        }
    }
    ceilings(&mut text, kinds, ordered);
    text
}

/// One cell for each class, because a ceiling names classes and not fields.
fn ceilings(text: &mut String, kinds: &[(OrganisationType, Standing, Seen)], ordered: &[(OrganisationType, Seen)]) {
    text.push_str(
        "\nThe ceilings: a viewer with every role that one token may hold together, by kind of organisation. Left: an\n",
    );
    text.push_str(
        "assigned case. Right: a case of another organisation, with a share of every class. One letter for each class:\n",
    );
    let classes: Vec<_> = DataClass::iter().filter(|class| *class != DataClass::Public).collect();
    for (letter, class) in ('a'..).zip(&classes) {
        line(text, format_args!("{letter}  {}", spelled(class)));
    }
    text.push('\n');
    let letters: String = ('a'..).take(classes.len()).collect();
    line(text, format_args!("{:28}{letters}   {letters}", ""));
    let cells = |seen: &Seen| classes.iter().map(|class| class_cell(seen, *class).sign()).collect::<String>();
    for of in kinds.chunks(2) {
        let _ = write!(text, "{:28}", spelled(&of[0].0));
        for (_, _, seen) in of {
            let _ = write!(text, "{}   ", cells(seen));
        }
        end(text);
    }
    text.push_str("\nThe same, if an approved legal order opened the share:\n\n");
    for (kind, seen) in ordered {
        line(text, format_args!("{:28}{}   {}", spelled(kind), " ".repeat(classes.len()), cells(seen)));
    }
}

/// The most that any field of the class shows.
fn class_cell(seen: &Seen, class: DataClass) -> Cell {
    let tables = records::all();
    let rows = tables.iter().filter(|table| !in_directory(table));
    let fields = rows.flat_map(|table| table.fields.iter().map(|field| (table.name, field)));
    let cells = fields.filter(|(_, field)| field.class == class).map(|(record, field)| seen.cell(record, field.name));
    cells.max().unwrap_or_default()
}

fn all_full(table: &Table, columns: &[Column<Seen>]) -> bool {
    let full = |seen: &Seen| table.fields.iter().all(|field| seen.cell(table.name, field.name) == Cell::Full);
    columns.iter().all(|column| full(&column.of))
}

/// Whether the record is part of the public directory.
fn in_directory(table: &Table) -> bool {
    table.access == Access::Public
}

fn shows_any(tables: &[&'static Table], seen: &Seen) -> bool {
    let mut fields = tables.iter().flat_map(|table| table.fields.iter().map(|field| (table.name, field.name)));
    fields.any(|(record, field)| seen.cell(record, field) != Cell::Absent)
}
