//! What an answer shows and withholds, field by field.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use waystation::{
    access::policy::spelled,
    graphql::record::table::{Field, Holds, Table},
};

/// The length from which a text is searched for elsewhere in a response: shorter ones occur by chance.
const TELLING: usize = 8;

/// The result of one field for a viewer.
#[derive(Clone, Copy, Debug, Default, Eq, Ord, PartialEq, PartialOrd)]
pub enum Cell {
    /// There is no row, or the viewer may not know of any.
    #[default]
    Absent,
    /// The row is there, and the field is null with a note.
    Withheld,
    /// The value.
    Full,
}

impl Cell {
    pub const fn sign(self) -> char {
        match self {
            Self::Absent => '-',
            Self::Withheld => '·',
            Self::Full => 'F',
        }
    }
}

/// A record and a field.
type Name = (&'static str, &'static str);

/// All cells and values that a viewer reads of a file.
#[derive(Debug, Default)]
pub struct Seen {
    cells: BTreeMap<Name, Cell>,
    values: BTreeMap<String, BTreeSet<Name>>,
}

/// The withheld fields of a record, each with its class and the number of rows.
type Nulls = BTreeMap<String, (String, u64)>;

impl Seen {
    /// The cell of a field.
    pub fn cell(&self, record: &'static str, field: &'static str) -> Cell {
        self.cells.get(&(record, field)).copied().unwrap_or_default()
    }

    /// Texts that only one field holds, with that field.
    pub fn secrets(&self) -> impl Iterator<Item = (Name, &str)> {
        let alone = self.values.iter().filter(|(value, names)| value.len() >= TELLING && names.len() == 1);
        alone.flat_map(|(value, names)| names.iter().map(|name| (*name, value.as_str())))
    }

    /// Adds a record of an answer. The notes must list exactly the withheld fields, each with its class and count.
    pub fn add(&mut self, table: &'static Table, record: &Value, notes: &Nulls) {
        let mut withheld = Nulls::new();
        if !record.is_null() {
            self.record(table, record, notes, &mut withheld);
        }
        assert_eq!(*notes, withheld, "the notes differ from the withheld fields");
    }

    fn record(&mut self, table: &'static Table, record: &Value, notes: &Nulls, withheld: &mut Nulls) {
        for field in &table.fields {
            // Not part of this selection, because the record is above.
            let Some(value) = record.get(field.name) else { continue };
            let cell = self.field(table, field, value, notes, withheld);
            let known = self.cells.entry((table.name, field.name)).or_default();
            assert!(
                *known == cell || *known == Cell::Absent || cell == Cell::Absent,
                "{}.{} is shown in one place and withheld in another",
                table.name,
                field.name
            );
            if *known == Cell::Absent {
                *known = cell;
            }
        }
    }

    fn field(
        &mut self,
        table: &'static Table,
        field: &'static Field,
        value: &Value,
        notes: &Nulls,
        withheld: &mut Nulls,
    ) -> Cell {
        if value.is_null() {
            let name = format!("{}.{}", table.name, field.name);
            // Null without a note: the row has no value. A withheld field has a note even if its value is null.
            if !notes.contains_key(&name) {
                return Cell::Absent;
            }
            withheld.entry(name).or_insert((spelled(&field.class), 0)).1 += 1;
            return Cell::Withheld;
        }
        match &field.holds {
            Holds::One { to, .. } | Holds::Known { to, .. } => self.record(to(), value, notes, withheld),
            Holds::Many { to, connection, .. } => {
                let rows = if *connection { &value["nodes"] } else { value };
                let rows = rows.as_array().expect("a list");
                for row in rows {
                    self.record(to(), row, notes, withheld);
                }
                if rows.is_empty() {
                    return Cell::Absent;
                }
            }
            Holds::Parts { to, .. } => {
                for part in value.as_array().expect("a list") {
                    self.record(to(), part, notes, withheld);
                }
            }
            Holds::Occupancies { to, .. } => {
                let one = std::slice::from_ref(value);
                for counted in value.as_array().map_or(one, Vec::as_slice) {
                    self.record(to(), counted, notes, withheld);
                }
            }
            // Dates and numbers also occur elsewhere by chance.
            Holds::Occupancy { .. } => {}
            Holds::Leaf { .. }
            | Holds::Actions { .. }
            | Holds::Organisation { .. }
            | Holds::Centre { .. }
            | Holds::Part
            | Holds::Id => {
                if let Some(text) = value.as_str() {
                    self.values.entry(text.to_owned()).or_default().insert((table.name, field.name));
                }
            }
        }
        Cell::Full
    }
}
