//! The page of an ordered list, as a condition on the columns of its order.

use sea_orm::{
    Value,
    sea_query::{Cond, Condition, DynIden, Expr, ExprTrait},
};
use uuid::Uuid;

use super::{expression::column, ordering::Ordering};

/// A position in a list: the value of the ordering column, and the row's id.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The ordering column's value.
    pub value: Value,
    /// The row's id.
    pub id: Uuid,
}

/// Which page of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Paging {
    /// The size of the page.
    pub size: u64,
    /// Only rows after this position.
    pub after: Option<Place>,
    /// Only rows before this position.
    pub before: Option<Place>,
    /// Whether the last rows are read instead of the first.
    pub backward: bool,
}

impl Paging {
    /// The number of rows to read: one more than the page, to learn whether there is another page.
    pub(crate) const fn limit(&self) -> u64 {
        self.size + 1
    }

    /// The order in which the rows are read: reversed for the last rows.
    pub fn order(&self, order: &Ordering) -> Ordering {
        if self.backward { order.reversed() } else { order.clone() }
    }

    /// "After `after` and before `before`" for rows under the alias in this order.
    pub fn condition(&self, row: &DynIden, order: &Ordering) -> Condition {
        let beyond = |place: &Place, later: bool| {
            // A row comparison, so that the index of the order is used.
            let row = Expr::tuple([column(row, order.key.clone()), column(row, order.id.clone())]);
            let place = Expr::tuple([Expr::val(place.value.clone()), Expr::val(place.id)]);
            if later == order.ascends() { row.gt(place) } else { row.lt(place) }
        };
        Cond::all()
            .add_option(self.after.as_ref().map(|place| beyond(place, true)))
            .add_option(self.before.as_ref().map(|place| beyond(place, false)))
    }
}
