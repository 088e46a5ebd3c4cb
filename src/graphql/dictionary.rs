//! The data dictionary: name, type, class and meaning of every field of every record, made from the record tables.

use async_graphql::registry::Registry;

use super::{
    record::table::{Field, Holds},
    records,
};
use crate::access::policy::spelled;

const HEADINGS: [&str; 5] = ["record", "field", "type", "class", "meaning"];

/// The dictionary as Markdown, one table for each record.
pub(crate) fn markdown() -> String {
    let mut text = String::new();
    for table in records::all() {
        text.push_str(&format!(
            "## {}\n\n{}\n\n| field | type | class | meaning |\n|---|---|---|---|\n",
            table.name, table.doc
        ));
        for field in &table.fields {
            let class = spelled(&field.class);
            text.push_str(&format!("| {} | `{}` | {class} | {} |\n", field.name, type_of(field), field.doc));
        }
        text.push('\n');
    }
    text
}

/// The dictionary as CSV (RFC 4180).
pub(crate) fn csv() -> String {
    let mut text = csv::Writer::from_writer(Vec::new());
    text.write_record(HEADINGS).expect("memory can be written");
    for table in records::all() {
        for field in &table.fields {
            let line = [table.name, field.name, &type_of(field), &spelled(&field.class), field.doc];
            text.write_record(line).expect("memory can be written");
        }
    }
    let bytes = text.into_inner().expect("memory can be written");
    String::from_utf8(bytes).expect("names are text")
}

fn type_of(field: &Field) -> String {
    let registry = &mut Registry::default();
    match &field.holds {
        Holds::Leaf { of, .. }
        | Holds::Organisation { of, .. }
        | Holds::Centre { of, .. }
        | Holds::Occupancy { of, .. }
        | Holds::Occupancies { of, .. }
        | Holds::One { of, .. }
        | Holds::Known { of, .. }
        | Holds::Many { of, .. } => of(registry),
        Holds::Id => "ID!".to_owned(),
    }
}
