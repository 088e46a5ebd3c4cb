//! The fields of a record: one function for each way to read a value or to lead to another record.

use async_graphql::{ID, OutputType, Value, resolver_utils::EnumType};
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

use super::{
    scalar::Scalar,
    table::{Field, Holds, Record, Via},
    types::{Connection, RecordAnswer},
};
use crate::{
    access::action::Action,
    actions::available::Actor,
    global_id,
    graphql::visible::{self, Plain},
    rules::translation::Languages,
    store::read::{children::Edge, rows::Cells},
};

/// A field whose type in the schema is `T`.
pub(super) fn field<T: OutputType>(name: &'static str, class: DataClass, doc: &'static str, holds: Holds) -> Field {
    Field { name, class, doc, of: T::create_type_info, holds, visible: visible::field::<Plain> }
}

/// A field that leads to another record.
pub(super) fn link<R: Record, T: OutputType>(
    name: &'static str,
    class: DataClass,
    doc: &'static str,
    holds: Holds,
) -> Field {
    Field { visible: visible::field::<RecordAnswer<R>>, ..field::<T>(name, class, doc, holds) }
}

/// The name of a field that shows a column: `issued_on` is "issuedOn", and `case_id` leads to "case". The tables are made
/// once, so that the names are never freed.
pub(super) fn named_like(column: &DynIden) -> &'static str {
    let column = column.inner();
    let mut words = column.strip_suffix("_id").unwrap_or(&column).split('_');
    let mut name = words.next().unwrap_or_default().to_owned();
    for word in words {
        let (initial, rest) = word.split_at(1);
        name += &(initial.to_uppercase() + rest);
    }
    name.leak()
}

impl Field {
    /// The field with a name that is not that of its column.
    pub(crate) fn named(self, name: &'static str) -> Self {
        Self { name, ..self }
    }
}

/// The opaque global identifier of a row. It reveals only that the row exists.
pub(crate) fn id(doc: &'static str) -> Field {
    field::<ID>("id", DataClass::OperationalCoarse, doc, Holds::Id)
}

/// The opaque global identifier of a row of the public directory.
pub(crate) fn public_id(doc: &'static str) -> Field {
    field::<ID>("id", DataClass::Public, doc, Holds::Id)
}

/// The identifier of a part of another record, for the caches of clients. It has the class of the part and may be
/// withheld.
/// `node` does not accept it. `T` is the record type.
pub(crate) fn part_id<T: Record>(class: DataClass, key: impl IntoIden) -> Field {
    let doc = "Identifier for client caches. `node` does not accept it.";
    computed::<ID>("id", class, vec![key.into_iden()], doc, |cells| {
        Ok(cells.get::<Option<Uuid>>(0)?.map_or(Value::Null, |id| global_id::value(T::table().name, id)))
    })
}

/// A value that is computed from columns.
pub(crate) fn computed<T: OutputType>(
    name: &'static str,
    class: DataClass,
    columns: Vec<DynIden>,
    doc: &'static str,
    read: fn(&Cells<'_>) -> Result<Value, DbErr>,
) -> Field {
    field::<Option<T>>(name, class, doc, Holds::Leaf { columns, read })
}

/// The actions that the viewer can take on the row now. Everybody who may know of the row reads them, so `read` looks only
/// at what this viewer reads.
pub(crate) fn available_actions(
    columns: Vec<DynIden>,
    read: fn(&Actor<'_>, &Cells<'_>) -> Result<Vec<Action>, DbErr>,
) -> Field {
    let doc = "The actions that you can take on it now: your roles, your relation and its state as you read it allow them. \
               A mutation can still be refused because of its input or because of another record.";
    field::<Vec<Action>>("availableActions", DataClass::OperationalCoarse, doc, Holds::Actions { columns, read })
}

/// A column of a scalar type, shown as it is stored.
pub(crate) fn plain<T: Scalar>(class: DataClass, column: impl IntoIden, doc: &'static str) -> Field {
    let column = column.into_iden();
    computed::<T>(named_like(&column), class, vec![column], doc, |cells| {
        Ok(cells.get::<Option<T>>(0)?.map_or(Value::Null, Scalar::value))
    })
}

/// A column that holds a code. The stored text is the name of the enum value in the schema.
pub(crate) fn code<E: EnumType + OutputType>(class: DataClass, column: impl IntoIden, doc: &'static str) -> Field {
    let column = column.into_iden();
    computed::<E>(named_like(&column), class, vec![column], doc, |cells| {
        // In the JSON of the answer an enum value is a string.
        Ok(cells.get::<Option<String>>(0)?.map_or(Value::Null, Value::String))
    })
}

/// A column that holds a code, shown as the coarse parent of that code.
pub(crate) fn coarse_code<E>(class: DataClass, column: impl IntoIden, doc: &'static str) -> Field
where
    E: Coarsens + TryGetable,
    E::Parent: EnumType + OutputType,
{
    let column = column.into_iden();
    computed::<E::Parent>(named_like(&column), class, vec![column], doc, |cells| {
        Ok(cells
            .get::<Option<E>>(0)?
            .map_or(Value::Null, |code| async_graphql::resolver_utils::enum_value(code.coarse())))
    })
}

/// The one row of another record that a column points to.
pub(crate) fn one<R: Record>(class: DataClass, via: impl IntoIden, doc: &'static str) -> Field {
    let via = via.into_iden();
    let name = named_like(&via);
    link::<R, Option<RecordAnswer<R>>>(name, class, doc, Holds::One { via, to: R::table })
}

/// The organisation or centre that a column points to.
pub(crate) fn known<R: Record>(class: DataClass, via: impl IntoIden, doc: &'static str) -> Field {
    let via = via.into_iden();
    let (name, via) = (named_like(&via), Via::Column(via));
    link::<R, Option<RecordAnswer<R>>>(name, class, doc, Holds::Known { via, to: R::table })
}

/// The organisation that runs a centre.
pub(crate) fn run_by<R: Record>(name: &'static str, doc: &'static str) -> Field {
    let holds = Holds::Known { via: Via::RunBy, to: R::table };
    link::<R, Option<RecordAnswer<R>>>(name, DataClass::Public, doc, holds)
}

/// A value of an organisation. It is public, like the whole directory.
pub(crate) fn organisation<T: OutputType>(
    name: &'static str,
    doc: &'static str,
    read: fn(&organisation::Model, &Languages) -> Value,
) -> Field {
    field::<T>(name, DataClass::Public, doc, Holds::Organisation { read })
}

/// A value of a centre. A protected centre is not shown to those who may not know of it, so the values of any other
/// centre can be public.
pub(crate) fn centre<T: OutputType>(
    name: &'static str,
    class: DataClass,
    doc: &'static str,
    read: fn(&centre::Model, &Languages) -> Value,
) -> Field {
    field::<T>(name, class, doc, Holds::Centre { read })
}

/// A plain list of the child rows.
pub(crate) fn many<R: Record>(name: &'static str, class: DataClass, doc: &'static str, edge: fn() -> Edge) -> Field {
    link::<R, Option<Vec<RecordAnswer<R>>>>(name, class, doc, Holds::Many { edge, to: R::table, connection: false })
}

/// The child rows twice: the first hundred as a plain list, and all of them as a connection. The two descriptions begin with
/// `doc`.
pub(crate) fn listed<R: Record>(name: &'static str, class: DataClass, doc: &str, edge: fn() -> Edge) -> [Field; 2] {
    let [list, pages, connected] = [format!("{doc}."), format!("{doc}, in pages."), format!("{name}Connection")];
    [many::<R>(name, class, list.leak(), edge), connection::<R>(connected.leak(), class, pages.leak(), edge)]
}

/// A Relay connection of the child rows.
pub(crate) fn connection<R: Record>(
    name: &'static str,
    class: DataClass,
    doc: &'static str,
    edge: fn() -> Edge,
) -> Field {
    link::<R, Option<Connection<R>>>(name, class, doc, Holds::Many { edge, to: R::table, connection: true })
}
