//! Which part of an ordered list is asked for, as a condition on its order.

use sea_orm::{
    Value,
    sea_query::{Cond, Condition, DynIden, Expr, ExprTrait, Order},
};
use uuid::Uuid;

use super::scope::column;

/// A place in a list: the value of the column that orders it, and the row's id.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The ordering column's value.
    pub value: Value,
    /// The row.
    pub id: Uuid,
}

/// Which part of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Paging {
    /// So many rows at most.
    pub size: u64,
    /// Only rows behind this place.
    pub after: Option<Place>,
    /// Only rows before this place.
    pub before: Option<Place>,
    /// Whether the last rows are wanted instead of the first.
    pub backward: bool,
}

impl Paging {
    /// One row more than the page tells whether there is another.
    #[must_use]
    pub const fn limit(&self) -> u64 {
        self.size + 1
    }

    /// The order in which the rows are read: turned round for the last ones.
    #[must_use]
    pub fn order(&self, order: &[(DynIden, Order)]) -> Vec<(DynIden, Order)> {
        let turned = |order: &Order| match order {
            Order::Asc => Order::Desc,
            _ => Order::Asc,
        };
        order.iter().map(|(name, it)| (name.clone(), if self.backward { turned(it) } else { it.clone() })).collect()
    }

    /// "Behind `after` and before `before`" for rows under the alias, ordered by one column and then the id, both in
    /// the same direction.
    #[must_use]
    pub fn condition(&self, row: &DynIden, order: &[(DynIden, Order)]) -> Condition {
        let [(key, direction), (id, _)] = order else { return Cond::all() };
        let ascending = matches!(direction, Order::Asc);
        let beyond = |place: &Place, later: bool| {
            // Compared as a pair, so that the index of the order leads to the place.
            let row = Expr::tuple([column(row, key.clone()), column(row, id.clone())]);
            let place = Expr::tuple([Expr::val(place.value.clone()), Expr::val(place.id)]);
            if later == ascending { row.gt(place) } else { row.lt(place) }
        };
        Cond::all()
            .add_option(self.after.as_ref().map(|place| beyond(place, true)))
            .add_option(self.before.as_ref().map(|place| beyond(place, false)))
    }
}
