//! The data dictionary: name, type, class and meaning of every field of every record, made from the record tables.

use async_graphql::registry::Registry;

use super::records;
use crate::access::policy::spelled;

const HEADINGS: [&str; 5] = ["record", "field", "type", "class", "meaning"];

/// The dictionary as Markdown, one table for each record.
pub(crate) fn markdown() -> String {
    let (mut text, registry) = (String::new(), &mut Registry::default());
    for table in records::all() {
        text.push_str(&format!(
            "## {}\n\n{}\n\n| field | type | class | meaning |\n|---|---|---|---|\n",
            table.name, table.doc
        ));
        for field in &table.fields {
            let class = spelled(&field.class);
            text.push_str(&format!("| {} | `{}` | {class} | {} |\n", field.name, (field.of)(registry), field.doc));
        }
        text.push('\n');
    }
    text
}

/// The dictionary as CSV (RFC 4180).
pub(crate) fn csv() -> String {
    let (mut text, registry) = (csv::Writer::from_writer(Vec::new()), &mut Registry::default());
    text.write_record(HEADINGS).expect("memory can be written");
    for table in records::all() {
        for field in &table.fields {
            let line = [table.name, field.name, &(field.of)(registry), &spelled(&field.class), field.doc];
            text.write_record(line).expect("memory can be written");
        }
    }
    let bytes = text.into_inner().expect("memory can be written");
    String::from_utf8(bytes).expect("names are text")
}
