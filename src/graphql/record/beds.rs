//! The fields about the occupied beds of a centre.

use async_graphql::{OutputType, Value};
use entity::codes::DataClass;

use super::{
    fields::{field, link},
    table::{Field, Holds, Record},
    types::RecordAnswer,
};
use crate::store::read::occupancy::Occupancy;

/// A field of `Occupancy`.
pub(crate) fn beds<T: OutputType>(name: &'static str, doc: &'static str, read: fn(&Occupancy) -> Value) -> Field {
    field::<Option<T>>(name, DataClass::Operational, doc, Holds::Occupancy { read })
}

/// A field that holds the occupancy of a centre now.
pub(crate) fn beds_now<R: Record>(name: &'static str, doc: &'static str) -> Field {
    let holds = Holds::Occupancies { to: R::table, daily: false };
    link::<R, Option<RecordAnswer<R>>>(name, DataClass::Operational, doc, holds)
}

/// A field that holds the occupancy of a centre for each day of a period.
pub(crate) fn beds_by_day<R: Record>(name: &'static str, doc: &'static str) -> Field {
    let holds = Holds::Occupancies { to: R::table, daily: true };
    link::<R, Option<Vec<RecordAnswer<R>>>>(name, DataClass::Operational, doc, holds)
}
