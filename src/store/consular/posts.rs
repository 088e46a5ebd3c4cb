//! The public directory of posts.

use entity::consular_post::{Column as C, Entity};
use sea_orm::sea_query::{Cond, Condition, DynIden, ExprTrait, IntoIden, Order, Query, SelectStatement};

use crate::store::{
    facts::Clearance,
    paging::Paging,
    read::{Listing, listed},
    scope::column,
};

/// The ordering columns: by name.
#[must_use]
pub fn order() -> Vec<(DynIden, Order)> {
    vec![(C::Name.into_iden(), Order::Asc), (C::Id.into_iden(), Order::Asc)]
}

/// The posts of a State, or in a country.
#[must_use]
pub fn list(country: Option<&str>, host_country: Option<&str>, paging: &Paging) -> Listing {
    let (t, order) = (listed(), order());
    let from = Query::select()
        .from_as(Entity, t.clone())
        .cond_where(conditions(&t, country, host_country))
        .cond_where(paging.condition(&t, &order))
        .take();
    Listing { from, order: paging.order(&order), limit: paging.limit(), inherited: Clearance::PUBLIC }
}

/// All such posts, to be counted.
#[must_use]
pub fn all(country: Option<&str>, host_country: Option<&str>) -> SelectStatement {
    let t = listed();
    Query::select()
        .column((t.clone(), C::Id))
        .from_as(Entity, t.clone())
        .cond_where(conditions(&t, country, host_country))
        .take()
}

fn conditions(t: &DynIden, country: Option<&str>, host_country: Option<&str>) -> Condition {
    Cond::all()
        .add_option(country.map(|country| column(t, C::Country).eq(country)))
        .add_option(host_country.map(|country| column(t, C::HostCountry).eq(country)))
}
