//! Reads a table that the demo is made of: a head that names the columns, then one row on each line.

use std::{fmt::Debug, str::FromStr};

use sea_orm::ActiveEnum;

/// The rows of a table with this many columns.
pub(crate) fn rows<const COLUMNS: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; COLUMNS]> {
    let cells = |line: &'static str| line.split(',').collect::<Vec<_>>().try_into();
    table.lines().skip(1).map(move |line| cells(line).expect("a row has the columns of its head"))
}

/// A cell that may be empty.
pub(crate) fn given(cell: &'static str) -> Option<&'static str> {
    (!cell.is_empty()).then_some(cell)
}

/// A number in a cell.
pub(crate) fn number<N: FromStr<Err: Debug>>(cell: &str) -> N {
    cell.parse().expect("the cell is a number")
}

/// A code in a cell.
pub(crate) fn code<C: ActiveEnum<Value = String>>(cell: &str) -> C {
    C::try_from_value(&cell.to_owned()).expect("the cell is a code of the list")
}
