//! The order of a list: one column, then the id, both in one direction.

use entity::codes::DataClass;
use sea_orm::{
    ColumnTrait, ColumnType,
    sea_query::{DynIden, Expr, ExprTrait, IntoIden, Order, SelectStatement},
};

use super::expression::column;

/// The order of a list.
#[derive(Clone, Debug)]
pub struct Ordering {
    /// The ordering column.
    pub(crate) key: DynIden,
    /// The column that decides between equal values.
    pub(crate) id: DynIden,
    /// The class that the order reveals: a list in this order holds only rows of which the viewer may read it.
    pub(crate) class: DataClass,
    /// What the ordering column holds.
    pub(crate) values: Values,
    direction: Order,
    nullable: bool,
}

/// What an ordering column holds.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Values {
    /// Moments.
    Moments,
    /// Days.
    Days,
    /// Whole numbers.
    Numbers,
    /// Texts.
    Texts,
}

impl Ordering {
    /// By a column that every known row shows, then by the id.
    pub fn by<C: ColumnTrait>(key: C, id: C, direction: Order) -> Self {
        let definition = key.def();
        let values = match definition.get_column_type() {
            ColumnType::TimestampWithTimeZone => Values::Moments,
            ColumnType::Date => Values::Days,
            ColumnType::Integer => Values::Numbers,
            _ => Values::Texts,
        };
        let (key, id) = (key.into_iden(), id.into_iden());
        Self { key, id, class: DataClass::OperationalCoarse, values, direction, nullable: definition.is_null() }
    }

    /// The same order by a column of this class.
    pub(crate) fn of_class(self, class: DataClass) -> Self {
        Self { class, ..self }
    }

    /// Whether the smallest value comes first.
    pub(crate) const fn ascends(&self) -> bool {
        matches!(self.direction, Order::Asc)
    }

    /// The opposite order.
    pub(crate) fn reversed(&self) -> Self {
        let direction = if self.ascends() { Order::Desc } else { Order::Asc };
        Self { direction, ..self.clone() }
    }

    /// The columns with their direction.
    pub(crate) fn columns(&self) -> [(DynIden, Order); 2] {
        [(self.key.clone(), self.direction.clone()), (self.id.clone(), self.direction.clone())]
    }

    /// Sorts a statement by these columns of the table under the alias.
    pub(crate) fn sort(&self, select: &mut SelectStatement, row: &DynIden) {
        for (name, direction) in self.columns() {
            select.order_by((row.clone(), name), direction);
        }
    }

    /// "The row has a value in the ordering column", if the column can be null. Other rows have no place in the list.
    pub(crate) fn present(&self, row: &DynIden) -> Option<Expr> {
        self.nullable.then(|| column(row, self.key.clone()).is_not_null())
    }
}
