//! The cases that each of many centres answers for, as far as the viewer may know where they are. There are two access
//! paths. For cases that the viewer reaches by position, an index has the newest cases of each centre. Cases that a
//! referral or a consent opens are few, and are found from those rows. A single condition for both would scan the cases
//! of every centre.

use entity::{
    case::{Column as C, Entity},
    codes::DataClass,
};
use sea_orm::sea_query::{Cond, Condition, DynIden, IntoIden, Query, SelectStatement};
use uuid::Uuid;

use crate::store::{
    Store,
    access::scope::Scope,
    read::{
        access_paths::union,
        children::{Edge, firsts_of_few},
    },
    sql::{
        expression::{alias, among, column, listed},
        paging::Paging,
    },
};

/// Filtering by centre reveals where a case is, so it needs this class.
const TOLD: DataClass = DataClass::Operational;

/// The cases of the centres, `AS t`: see [`crate::store::read::children::ChildQuery`].
pub(crate) fn ways(store: &Store, edge: &Edge, centres: &[Uuid], paging: Option<&Paging>) -> SelectStatement {
    let (scope, candidate, t) = (&store.scope, alias("candidate"), listed());
    let (table, key) = (&Entity.into_iden(), &C::Id.into_iden());
    let backend = store.database.backend();
    let found = |centres: &[Uuid], way: Condition| {
        Query::select()
            .column((candidate.clone(), C::Id))
            .column((candidate.clone(), edge.parent.clone()))
            .from_as(Entity, candidate.clone())
            .and_where(among(column(&candidate, edge.parent.clone()), centres.iter().copied(), backend))
            .cond_where(way)
            .take()
    };
    let mut ways: Vec<_> =
        scope.opened_by_other_rows(&candidate, TOLD).into_iter().map(|way| found(centres, way)).collect();
    let (near, reached_by_position) = (near(store, centres), reached_by_position(scope, &candidate));
    if !near.is_empty() && !scope.reached_by_position(&candidate, TOLD).is_empty() {
        ways.push(match paging {
            Some(paging) => {
                let by_position = Edge { visible: self::reached_by_position, ways: None, ..edge.clone() };
                let mut firsts = store.first_children((table, key), &by_position, &near, paging);
                if ways.is_empty() {
                    return firsts;
                }
                firsts.column((t.clone(), C::Id)).column((t.clone(), edge.parent.clone())).take()
            }
            None => found(&near, reached_by_position),
        });
    }
    let ids = |columns: &[DynIden]| union(table, columns, ways);
    match paging {
        Some(paging) => firsts_of_few((table, key), ids(std::slice::from_ref(key)), edge, (centres.len(), paging)),
        None => Query::select().from_subquery(ids(&[key.clone(), edge.parent.clone()]), t).take(),
    }
}

/// "The viewer reaches the case by position."
fn reached_by_position(scope: &Scope, case: &DynIden) -> Condition {
    scope.reached_by_position(case, TOLD).into_iter().fold(Cond::any(), Condition::add)
}

/// Centres whose people the viewer can reach by position: its own, those that it oversees, and the centres that front
/// for either.
fn near(store: &Store, centres: &[Uuid]) -> Vec<Uuid> {
    let near = |asked: Uuid| {
        let here = store.directory.centres().iter().filter(|it| it.id == asked || it.fronting_centre_id == Some(asked));
        here.into_iter().any(|it| store.scope.stands_behind(it))
    };
    centres.iter().copied().filter(|id| near(*id)).collect()
}
