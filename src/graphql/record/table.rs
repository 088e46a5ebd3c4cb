//! The table of fields that defines a record type. Each field has a name, a class, a description and a way to read it;
//! a field without a class cannot be declared. The schema, the dictionary, the columns to fetch and the access matrix
//! come from these tables.

use async_graphql::{Context, Value, registry::Registry};
use entity::{centre, codes::DataClass, organisation};
use sea_orm::{DbErr, sea_query::DynIden};

use crate::{
    access::action::Action,
    actions::available::Actor,
    rules::translation::Languages,
    store::{
        access::{clearance::Clearance, person, row_access::Access},
        read::{children::Edge, occupancy::Occupancy, rows::Cells},
    },
};

/// An object inside a column, by the names of its fields in the schema.
pub type Part = serde_json::Map<String, serde_json::Value>;

/// A record type.
pub trait Record: Send + Sync + 'static {
    /// Its table of fields.
    fn table() -> &'static Table;
}

/// Defines the table of a record type by the function that makes it.
macro_rules! record {
    ($name:ident, $table:path) => {
        impl crate::graphql::record::table::Record for $name {
            fn table() -> &'static Table {
                static TABLE: std::sync::LazyLock<Table> = std::sync::LazyLock::new($table);
                &TABLE
            }
        }
    };
}

pub(crate) use record;

/// The definition of a record type: where its rows are and what its fields hold.
#[derive(Debug)]
pub struct Table {
    /// The GraphQL name.
    pub name: &'static str,
    /// The description in the schema.
    pub doc: &'static str,
    /// The database table.
    pub from: DynIden,
    /// The column that identifies a row. If the rows have no id of their own, it is the key of the parent.
    pub key: DynIden,
    /// How access to its rows is decided.
    pub access: Access,
    /// The fields, in the order of the schema.
    pub fields: Vec<Field>,
}

impl Table {
    /// Whether the records are read from the directory in memory and not from the database, because only there unknown
    /// centres are filtered out.
    pub(crate) fn is_entry(&self) -> bool {
        matches!(self.name, "Organisation" | "Centre")
    }
}

/// One field of a record.
#[derive(Debug)]
pub struct Field {
    /// The GraphQL name.
    pub name: &'static str,
    /// The class that a reader must hold.
    pub class: DataClass,
    /// The description in the schema.
    pub doc: &'static str,
    /// Registers its type with the engine and returns the name of the type in the schema.
    pub of: fn(&mut Registry) -> String,
    /// How it is read.
    pub holds: Holds,
    /// Decides to which viewers introspection shows it.
    pub visible: fn(Access, DataClass) -> Visible,
}

/// The engine's hook: whether introspection shows an item in this context.
pub(crate) type Visible = fn(&Context<'_>) -> bool;

/// How a field is read.
#[derive(Debug)]
pub enum Holds {
    /// A value that is computed from columns of the row.
    Leaf {
        /// The columns that are read.
        columns: Vec<DynIden>,
        /// Computes the value. It is called only if the field is shown.
        read: fn(&Cells<'_>) -> Result<Value, DbErr>,
    },
    /// The actions that the viewer can take on the row.
    Actions {
        /// The columns that are read.
        columns: Vec<DynIden>,
        /// Computes the actions.
        read: fn(&Actor<'_>, &Cells<'_>) -> Result<Vec<Action>, DbErr>,
    },
    /// A value of an organisation of the directory in memory.
    Organisation {
        /// The value, for a reader with these languages.
        read: fn(&organisation::Model, &Languages) -> Value,
    },
    /// A value of a centre of the directory in memory.
    Centre {
        /// The value, for a reader with these languages.
        read: fn(&centre::Model, &Languages) -> Value,
    },
    /// A value of the occupied beds of a centre.
    Occupancy {
        /// The value.
        read: fn(&Occupancy) -> Value,
    },
    /// The occupied beds of a centre, now or for each day of a period.
    Occupancies {
        /// The record type of the answer.
        to: fn() -> &'static Table,
        /// Whether it is a list with an entry for each day.
        daily: bool,
    },
    /// The objects of a list inside a column. They are no rows of their own.
    Parts {
        /// The columns that are read.
        columns: Vec<DynIden>,
        /// The record type of the objects.
        to: fn() -> &'static Table,
        /// Reads the objects.
        read: ReadParts,
    },
    /// The value of such an object under the name of the field.
    Part,
    /// The global identifier.
    Id,
    /// One row of another record, fetched by a join.
    One {
        /// The column with the id of the other row.
        via: DynIden,
        /// The other record type.
        to: fn() -> &'static Table,
    },
    /// An organisation or a centre of the directory in memory.
    Known {
        /// What points to it.
        via: Via,
        /// The record type of the entry.
        to: fn() -> &'static Table,
    },
    /// The child rows: rows of another record that point here.
    Many {
        /// How to find the children of a row.
        edge: fn() -> Edge,
        /// The record type of the children.
        to: fn() -> &'static Table,
        /// Whether it is a Relay connection. Otherwise it is a plain list.
        connection: bool,
    },
}

/// Reads the objects of a list inside a column. `None` if there is no list.
#[derive(Clone, Copy, Debug)]
pub enum ReadParts {
    /// From a row.
    Row(fn(&Cells<'_>) -> Result<Option<Vec<Part>>, DbErr>),
    /// From an organisation of the directory in memory.
    Organisation(fn(&organisation::Model) -> Vec<Part>),
    /// From a centre of the directory in memory.
    Centre(fn(&centre::Model) -> Vec<Part>),
}

/// What points to an organisation or a centre.
#[derive(Debug)]
pub enum Via {
    /// A column of the row.
    Column(DynIden),
    /// The `organisation_id` of a centre: the organisation that runs it.
    RunBy,
}

impl Field {
    /// Whether a reader with this clearance of the row may read the field.
    pub(crate) fn is_readable(&self, row: Clearance) -> bool {
        let leads = match &self.holds {
            Holds::One { to, .. } if to().name == "Person" => person::leads(row),
            _ => true,
        };
        row.holds(self.class) && leads
    }
}

impl Table {
    /// The field with this name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}
