//! Lists of transfers: of the cases and organisations that the viewer may know of.

use entity::{
    codes::{DataClass, TransferState},
    transfer::{Column as C, Entity},
};
use sea_orm::{
    ActiveEnum,
    sea_query::{Cond, Condition, DynIden, ExprTrait, IntoIden, Order, Query, SelectStatement},
};

use super::{
    paging::Paging,
    read::{Listing, listed},
    scope::{Scope, column},
};

/// The ordering columns: newest first.
#[must_use]
pub fn order() -> Vec<(DynIden, Order)> {
    vec![(C::CreatedAt.into_iden(), Order::Desc), (C::Id.into_iden(), Order::Desc)]
}

/// The transfers from or to the viewer's organisation that the viewer may know of.
#[must_use]
pub fn list(scope: &Scope, state: Option<&[TransferState]>, paging: &Paging) -> Listing {
    let t = listed();
    let from = Query::select()
        .from_as(Entity, t.clone())
        .cond_where(Cond::all().add(conditions(scope, state, &t)).add(paging.condition(&t, &order())))
        .take();
    Listing { from, order: paging.order(&order()), limit: paging.limit() }
}

/// All such transfers, to be counted.
#[must_use]
pub fn all(scope: &Scope, state: Option<&[TransferState]>) -> SelectStatement {
    let t = listed();
    Query::select()
        .column((t.clone(), C::Id))
        .from_as(Entity, t.clone())
        .cond_where(conditions(scope, state, &t))
        .take()
}

fn conditions(scope: &Scope, state: Option<&[TransferState]>, t: &DynIden) -> Condition {
    let me = scope.viewer.organisation_id;
    let mine = column(t, C::FromOrganisationId).eq(me).or(column(t, C::ToOrganisationId).eq(me));
    let state = state.map(|state| column(t, C::State).is_in(state.iter().map(ActiveEnum::to_value)));
    Cond::all().add(mine).add(scope.transfers(t, DataClass::OperationalCoarse)).add_option(state)
}
