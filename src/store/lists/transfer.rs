//! Lists of transfers from or to the viewer's organisation.

use entity::{
    codes::{DataClass, TransferState},
    transfer::{Column as C, Entity},
};
use sea_orm::sea_query::{Cond, Condition, DynIden, ExprTrait, IntoIden, Order, Query, SelectStatement};

use crate::store::{
    access::scope::Scope,
    read::{
        access_paths::{self, Way},
        rows::Listing,
    },
    sql::{
        expression::{alias, code, column},
        paging::Paging,
    },
};

/// The alias of the transfer in each access path.
const CANDIDATE: &str = "candidate";

/// The ordering columns: newest first.
pub(crate) fn order() -> Vec<(DynIden, Order)> {
    vec![(C::CreatedAt.into_iden(), Order::Desc), (C::Id.into_iden(), Order::Desc)]
}

/// The transfers from or to the viewer's organisation that the viewer may know of.
pub(crate) fn list(scope: &Scope, state: Option<&[TransferState]>, paging: &Paging) -> Listing {
    let (t, order) = (alias(CANDIDATE), order());
    let ways = ways(scope, state, &paging.condition(&t, &order));
    access_paths::page((Entity.into_iden(), &t, C::Id.into_iden()), &order, paging, ways)
}

/// The same transfers without order and page, for a count.
pub(crate) fn all(scope: &Scope, state: Option<&[TransferState]>) -> SelectStatement {
    access_paths::all((&Entity.into_iden(), &alias(CANDIDATE), &C::Id.into_iden()), ways(scope, state, &Cond::all()))
}

/// One access path for the transfers from the viewer's organisation, and one for those to it.
fn ways(scope: &Scope, state: Option<&[TransferState]>, part: &Condition) -> Vec<Way> {
    let t = alias(CANDIDATE);
    let way = |mine: C| {
        let state = state.map(|state| column(&t, C::State).is_in(state.iter().map(code)));
        let ids = Query::select()
            .column((t.clone(), C::Id))
            .from_as(Entity, t.clone())
            .and_where(column(&t, mine).eq(scope.viewer.organisation_id))
            .cond_where(
                Cond::all().add(scope.transfers(&t, DataClass::OperationalCoarse)).add_option(state).add(part.clone()),
            )
            .take();
        Way { ids, few: None }
    };
    vec![way(C::FromOrganisationId), way(C::ToOrganisationId)]
}
