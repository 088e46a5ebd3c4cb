//! The open cases of each of many workers, as far as the viewer may know whose they are. The cases of a worker are few, so
//! that each access path starts from them.

use entity::{
    case::{Column as C, Entity},
    codes::DataClass,
};
use sea_orm::sea_query::{Condition, ExprTrait, IntoIden, Query, SelectStatement};
use uuid::Uuid;

use crate::store::{
    Store,
    read::{
        access_paths::union,
        children::{Edge, firsts_of_few},
    },
    sql::{
        expression::{alias, among, column, listed},
        paging::Paging,
    },
};

/// The list reveals whose case it is, so it needs this class of the case, and the class of its state.
const TOLD: [DataClass; 2] = [DataClass::StaffAssigned, DataClass::Operational];

/// The open cases of the workers, `AS t`: see [`crate::store::read::children::ChildQuery`].
pub(crate) fn ways(store: &Store, edge: &Edge, workers: &[Uuid], paging: Option<&Paging>) -> SelectStatement {
    let (scope, c) = (&store.scope, alias("candidate"));
    let (table, key) = (&Entity.into_iden(), &C::Id.into_iden());
    let [whose, state] = TOLD;
    let found = |way: Condition| {
        Query::select()
            .column((c.clone(), C::Id))
            .column((c.clone(), edge.parent.clone()))
            .from_as(Entity, c.clone())
            .and_where(among(column(&c, edge.parent.clone()), workers.iter().copied(), store.database.backend()))
            // Only an open case has a rank.
            .and_where(column(&c, C::PriorityRank).is_not_null())
            .cond_where(way)
            .cond_where(scope.cases(&c, state))
            .take()
    };
    let ways = scope.reached_by_position(&c, whose).into_iter().chain(scope.opened_by_other_rows(&c, whose));
    let ways: Vec<_> = ways.map(found).collect();
    let ids = |columns: &[_]| union(table, columns, ways);
    match paging {
        Some(paging) => firsts_of_few((table, key), ids(std::slice::from_ref(key)), edge, (workers.len(), paging)),
        None => Query::select().from_subquery(ids(&[key.clone(), edge.parent.clone()]), listed()).take(),
    }
}
