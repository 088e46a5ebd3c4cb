//! The fields about the occupied beds of a centre.

use async_graphql::{OutputType, Value};
use entity::codes::DataClass;

use super::{
    fields::{field, link, type_of},
    table::{Field, Holds, Record},
    types::RecordAnswer,
};
use crate::store::read::occupancy::Occupancy;

/// A field of `Occupancy`.
pub(crate) fn beds<T: OutputType>(name: &'static str, doc: &'static str, read: fn(&Occupancy) -> Value) -> Field {
    field(name, DataClass::Operational, doc, Holds::Occupancy { of: type_of::<Option<T>>, read })
}

/// A field that holds the occupancy of a centre now.
pub(crate) fn beds_now<R: Record>(name: &'static str, doc: &'static str) -> Field {
    let holds = Holds::Occupancies { to: R::table, of: type_of::<Option<RecordAnswer<R>>>, daily: false };
    link::<R>(name, DataClass::Operational, doc, holds)
}

/// A field that holds the occupancy of a centre for each day of a period.
pub(crate) fn beds_by_day<R: Record>(name: &'static str, doc: &'static str) -> Field {
    let holds = Holds::Occupancies { to: R::table, of: type_of::<Option<Vec<RecordAnswer<R>>>>, daily: true };
    link::<R>(name, DataClass::Operational, doc, holds)
}
