//! Lists of objects inside a column, such as the evidence of a frozen packet. They are no rows of their own and have the
//! clearance of the row that holds them.

use async_graphql::{OutputType, Value};
use entity::codes::DataClass;
use sea_orm::{DbErr, sea_query::DynIden};

use super::{
    answer::AnswerWriter,
    fields::{field, link},
    plan::{Body, Slot},
    table::{Field, Holds, Part, ReadParts, Record, Table},
    types::RecordAnswer,
};
use crate::{
    error::Error,
    store::{access::clearance::Clearance, read::rows::Cells},
};

/// A list of objects inside a column.
pub(crate) fn parts<R: Record>(
    name: &'static str,
    class: DataClass,
    columns: Vec<DynIden>,
    doc: &'static str,
    read: fn(&Cells<'_>) -> Result<Option<Vec<Part>>, DbErr>,
) -> Field {
    link::<R, Option<Vec<RecordAnswer<R>>>>(
        name,
        class,
        doc,
        Holds::Parts { columns, to: R::table, read: ReadParts::Row(read) },
    )
}

/// A value of such an object that every reader of the directory gets and that is never null.
pub(crate) fn public_part<T: OutputType>(name: &'static str, doc: &'static str) -> Field {
    field::<T>(name, DataClass::Public, doc, Holds::Part)
}

/// A value of such an object.
pub(crate) fn part<T: OutputType>(name: &'static str, class: DataClass, doc: &'static str) -> Field {
    field::<Option<T>>(name, class, doc, Holds::Part)
}

impl AnswerWriter<'_> {
    /// Writes the objects of a column of a row.
    pub(super) fn parts(
        &mut self,
        field: &Field,
        cells: &Cells<'_>,
        body: &Body,
        clearance: Clearance,
    ) -> Result<(), Error> {
        let Holds::Parts { to, read: ReadParts::Row(read), .. } = &field.holds else { return self.null() };
        match read(cells)? {
            Some(objects) => self.objects(to(), &objects, body, clearance),
            None => self.null(),
        }
    }

    /// Writes objects that are no rows of their own.
    pub(super) fn objects(
        &mut self,
        table: &'static Table,
        objects: &[Part],
        body: &Body,
        clearance: Clearance,
    ) -> Result<(), Error> {
        self.list(objects, |this, object| {
            this.object(body, |this, slot| match slot {
                Slot::Field { field, place, .. } if !clearance.holds(field.class) => {
                    this.withhold(table, field, *place)
                }
                Slot::Field { field, .. } => {
                    let value = object.get(field.name).cloned().unwrap_or_default();
                    this.value(&Value::from_json(value).map_err(|error| DbErr::Json(error.to_string()))?)
                }
                Slot::Named(..) => this.text(table.name),
            })
        })
    }
}
