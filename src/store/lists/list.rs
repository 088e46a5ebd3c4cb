//! What every list of the roots has: a page in some order, and all its rows for a count.

use sea_orm::{
    EntityTrait,
    sea_query::{Condition, DynIden, Query, SelectStatement},
};

use crate::store::{
    access::{clearance::Clearance, scope::Scope},
    read::rows::Listing,
    sql::{expression::listed, ordering::Ordering, paging::Paging},
};

/// A list of the roots: the rows that the viewer may know of and that match a filter. A list in some order holds only
/// the rows of which the viewer may read the class of the order, and that have a value in its column.
pub trait List: Send + Sync {
    /// A page of it.
    fn page(&self, scope: &Scope, order: &Ordering, paging: &Paging) -> Listing;

    /// All its rows, without order and page, for a count.
    fn all(&self, scope: &Scope, order: &Ordering) -> SelectStatement;

    /// Whether only a followed change of a case can change which rows it holds: neither the time nor a row of another kind
    /// does. See `graphql::basis`.
    fn is_followed(&self) -> bool {
        false
    }

    /// Which of several lists of the same root it is. A cursor of one is not valid for another.
    fn part(&self) -> &'static str {
        ""
    }
}

/// A list that one condition selects from a table.
pub trait Selected: Send + Sync {
    /// The table.
    type Entity: EntityTrait;

    /// The condition on the table under this alias. It holds only for rows of which the viewer may read the class of
    /// the order.
    fn condition(&self, scope: &Scope, t: &DynIden, order: &Ordering) -> Condition;

    /// The clearance of its rows, if their access is inherited.
    fn inherited(&self) -> Clearance {
        Clearance::PUBLIC
    }
}

impl<S: Selected> List for S {
    fn page(&self, scope: &Scope, order: &Ordering, paging: &Paging) -> Listing {
        let t = listed();
        let from = Query::select()
            .from_as(S::Entity::default(), t.clone())
            .cond_where(self.condition(scope, &t, order))
            .and_where_option(order.present(&t))
            .cond_where(paging.condition(&t, order))
            .take();
        Listing { from, order: Some(paging.order(order)), limit: paging.limit(), inherited: self.inherited() }
    }

    fn all(&self, scope: &Scope, order: &Ordering) -> SelectStatement {
        let t = listed();
        Query::select()
            .column((t.clone(), order.id.clone()))
            .from_as(S::Entity::default(), t.clone())
            .cond_where(self.condition(scope, &t, order))
            .and_where_option(order.present(&t))
            .take()
    }
}
