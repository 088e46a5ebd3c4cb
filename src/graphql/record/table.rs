//! The table of fields that every record type is: name, class, one line of meaning, how to read it. A field without a
//! class cannot be written down. The schema, the dictionary, the columns to fetch and the access matrix come from here.

use async_graphql::{ID, OutputType, Value, registry::Registry, resolver_utils::EnumType};
use entity::{
    centre,
    codes::{Coarsens, DataClass},
    organisation,
};
use sea_orm::{
    DbErr, TryGetable,
    sea_query::{DynIden, IntoIden},
};
use uuid::Uuid;

use super::{Seen, scalar::Scalar};
use crate::{
    global_id,
    graphql::visible::{self, Plain, Visible},
    store::{
        facts::Access,
        occupancy::Occupancy,
        read::{Cells, Edge},
    },
};

/// A record type.
pub trait Record: Send + Sync + 'static {
    /// Its table of fields.
    fn table() -> &'static Table;
}

/// One record type: where its rows are and what its fields hold.
#[derive(Debug)]
pub struct Table {
    /// The GraphQL name.
    pub name: &'static str,
    /// One line of meaning.
    pub doc: &'static str,
    /// The database table.
    pub from: DynIden,
    /// The column that identifies a row, or the parent's key where rows have no id of their own.
    pub key: DynIden,
    /// How access to its rows is decided.
    pub access: Access,
    /// The fields, in the order of the schema.
    pub fields: Vec<Field>,
}

/// One field of a record.
#[derive(Debug)]
pub struct Field {
    /// The GraphQL name.
    pub name: &'static str,
    /// The class of what it tells.
    pub class: DataClass,
    /// One line of meaning: the schema's text.
    pub doc: &'static str,
    /// How it is read.
    pub holds: Holds,
    /// To whom introspection shows it.
    pub visible: fn(Access, DataClass) -> Visible,
}

/// Registers a type with the engine and returns its name in the schema.
pub type Register = fn(&mut Registry) -> String;

/// How a field is read.
#[derive(Debug)]
pub enum Holds {
    /// A value made of columns of the row.
    Leaf {
        /// The columns that are read.
        columns: Vec<DynIden>,
        /// The type in the schema.
        of: Register,
        /// The value; nothing is decoded that is not shown.
        read: fn(&Cells<'_>) -> Result<Value, DbErr>,
    },
    /// A value of an organisation, which is kept in memory.
    Organisation {
        /// The type in the schema.
        of: Register,
        /// The value.
        read: fn(&organisation::Model) -> Value,
    },
    /// A value of a centre, which is kept in memory.
    Centre {
        /// The type in the schema.
        of: Register,
        /// The value.
        read: fn(&centre::Model) -> Value,
    },
    /// A value of the beds of a centre.
    Occupancy {
        /// The type in the schema.
        of: Register,
        /// The value.
        read: fn(&Occupancy) -> Value,
    },
    /// The beds of a centre: now, or day by day.
    Occupancies {
        /// The record.
        to: fn() -> &'static Table,
        /// The type in the schema.
        of: Register,
        /// Whether it is a list of days.
        daily: bool,
    },
    /// The global identifier.
    Id,
    /// One row of another record, joined.
    One {
        /// The pointing column.
        via: DynIden,
        /// The record pointed to.
        to: fn() -> &'static Table,
        /// The type in the schema.
        of: Register,
    },
    /// An organisation or a centre.
    Known {
        /// What points to it.
        via: Via,
        /// The record pointed to.
        to: fn() -> &'static Table,
        /// The type in the schema.
        of: Register,
    },
    /// Rows of another record that point here.
    Many {
        /// How they point here.
        edge: fn() -> Edge,
        /// The record that points.
        to: fn() -> &'static Table,
        /// The type in the schema.
        of: Register,
        /// Whether it is answered as a Relay connection rather than as a list.
        connection: bool,
    },
}

/// What points to an organisation or a centre.
#[derive(Debug)]
pub enum Via {
    /// A column of the row.
    Column(DynIden),
    /// The organisation that runs a centre.
    RunBy,
}

impl Table {
    /// The field of this name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

pub(super) fn field(name: &'static str, class: DataClass, doc: &'static str, holds: Holds) -> Field {
    Field { name, class, doc, holds, visible: visible::field::<Plain> }
}

/// A field that leads to another record.
pub(super) fn link<R: Record>(name: &'static str, class: DataClass, doc: &'static str, holds: Holds) -> Field {
    Field { name, class, doc, holds, visible: visible::field::<Seen<R>> }
}

pub(super) fn type_of<T: OutputType>(registry: &mut Registry) -> String {
    T::create_type_info(registry)
}

/// The opaque global identifier of a row: that the row exists, and nothing more.
#[must_use]
pub fn id(doc: &'static str) -> Field {
    field("id", DataClass::OperationalCoarse, doc, Holds::Id)
}

/// The opaque global identifier of a row of the public directory.
#[must_use]
pub fn public_id(doc: &'static str) -> Field {
    field("id", DataClass::Public, doc, Holds::Id)
}

/// The identifier of a part of another record, for caches of clients. It is read like the rest of the part, hence may be
/// withheld, and `node` does not take it. `T` is the record.
#[must_use]
pub fn part_id<T: Record>(class: DataClass, key: impl IntoIden) -> Field {
    let doc = "Identifier for caches; `node` does not take it.";
    computed::<ID>("id", class, vec![key.into_iden()], doc, |cells| {
        Ok(cells.get::<Option<Uuid>>(0)?.map_or(Value::Null, |id| global_id::value(T::table().name, id)))
    })
}

/// A value computed from columns.
#[must_use]
pub fn computed<T: OutputType>(
    name: &'static str,
    class: DataClass,
    columns: Vec<DynIden>,
    doc: &'static str,
    read: fn(&Cells<'_>) -> Result<Value, DbErr>,
) -> Field {
    field(name, class, doc, Holds::Leaf { columns, of: type_of::<Option<T>>, read })
}

/// A column of a plain scalar type, as it is.
#[must_use]
pub fn plain<T: Scalar>(name: &'static str, class: DataClass, column: impl IntoIden, doc: &'static str) -> Field {
    computed::<T>(name, class, vec![column.into_iden()], doc, |cells| {
        Ok(cells.get::<Option<T>>(0)?.map_or(Value::Null, Scalar::value))
    })
}

/// A column that holds a code: the text of the database is the name in the schema.
#[must_use]
pub fn code<E: EnumType + OutputType>(
    name: &'static str,
    class: DataClass,
    column: impl IntoIden,
    doc: &'static str,
) -> Field {
    computed::<E>(name, class, vec![column.into_iden()], doc, |cells| {
        // Written to the answer, a name is a text.
        Ok(cells.get::<Option<String>>(0)?.map_or(Value::Null, Value::String))
    })
}

/// The coarse parent of a code.
#[must_use]
pub fn coarse_code<E>(name: &'static str, class: DataClass, column: impl IntoIden, doc: &'static str) -> Field
where
    E: Coarsens + TryGetable,
    E::Parent: EnumType + OutputType,
{
    computed::<E::Parent>(name, class, vec![column.into_iden()], doc, |cells| {
        Ok(cells
            .get::<Option<E>>(0)?
            .map_or(Value::Null, |code| async_graphql::resolver_utils::enum_value(code.coarse())))
    })
}

/// The one row of another record that a column points to.
#[must_use]
pub fn one<R: Record>(name: &'static str, class: DataClass, via: impl IntoIden, doc: &'static str) -> Field {
    link::<R>(name, class, doc, Holds::One { via: via.into_iden(), to: R::table, of: type_of::<Option<Seen<R>>> })
}

/// The organisation or centre that a column points to.
#[must_use]
pub fn known<R: Record>(name: &'static str, class: DataClass, via: impl IntoIden, doc: &'static str) -> Field {
    let via = Via::Column(via.into_iden());
    link::<R>(name, class, doc, Holds::Known { via, to: R::table, of: type_of::<Option<Seen<R>>> })
}

/// The organisation that runs a centre.
#[must_use]
pub fn run_by<R: Record>(name: &'static str, doc: &'static str) -> Field {
    let holds = Holds::Known { via: Via::RunBy, to: R::table, of: type_of::<Option<Seen<R>>> };
    link::<R>(name, DataClass::Public, doc, holds)
}

/// A value of an organisation: directory, hence public.
#[must_use]
pub fn organisation<T: OutputType>(
    name: &'static str,
    doc: &'static str,
    read: fn(&organisation::Model) -> Value,
) -> Field {
    field(name, DataClass::Public, doc, Holds::Organisation { of: type_of::<T>, read })
}

/// A value of a centre: directory, hence public; protected centres are not in the directory.
#[must_use]
pub fn centre<T: OutputType>(
    name: &'static str,
    class: DataClass,
    doc: &'static str,
    read: fn(&centre::Model) -> Value,
) -> Field {
    field(name, class, doc, Holds::Centre { of: type_of::<T>, read })
}

/// A list of the rows that point here.
#[must_use]
pub fn many<R: Record>(name: &'static str, class: DataClass, doc: &'static str, edge: fn() -> Edge) -> Field {
    let of = type_of::<Option<Vec<Seen<R>>>>;
    link::<R>(name, class, doc, Holds::Many { edge, to: R::table, of, connection: false })
}

/// A Relay connection of the rows that point here.
#[must_use]
pub fn connection<R: Record>(name: &'static str, class: DataClass, doc: &'static str, edge: fn() -> Edge) -> Field {
    let of = type_of::<Option<super::Connection<R>>>;
    link::<R>(name, class, doc, Holds::Many { edge, to: R::table, of, connection: true })
}
