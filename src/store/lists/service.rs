//! The service directory: open to all, except services that are confidential to another organisation.

use entity::{
    codes::{DataClass, ServiceGroup, ServiceStatus, ServiceType},
    service::{Column as C, Entity},
    service_language,
};
use sea_orm::{
    Iterable,
    sea_query::{Cond, Condition, DynIden, ExprTrait, IntoIden, Order, Query, SelectStatement},
};
use uuid::Uuid;

use crate::store::{
    access::{clearance::Clearance, scope::Scope},
    read::rows::Listing,
    sql::{
        expression::{alias, code, column, listed},
        paging::Paging,
    },
};
use entity::codes::Coarsens;

/// Filter of the service directory.
#[derive(Clone, Debug, Default)]
pub(crate) struct ServiceFilter {
    /// Only services of one of these types.
    pub service_type: Option<Vec<ServiceType>>,
    /// Only services of this group.
    pub group: Option<ServiceGroup>,
    /// Only services of this organisation.
    pub organisation: Option<Uuid>,
    /// Only services in this country.
    pub country: Option<String>,
    /// Only services in this region, in each of its spellings.
    pub admin1: Option<Vec<String>>,
    /// Only services where this language is spoken.
    pub language: Option<String>,
    /// `true`: only services with free places or an unknown number of them; `false`: only full ones.
    pub free_capacity: Option<bool>,
    /// Only services in this state, for example those that accept people now.
    pub status: Option<ServiceStatus>,
    /// Only services with all these words in name or description. The words are folded like the search key.
    pub text: Option<Vec<String>>,
}

/// The ordering columns: by name.
pub(crate) fn order() -> Vec<(DynIden, Order)> {
    vec![(C::Name.into_iden(), Order::Asc), (C::Id.into_iden(), Order::Asc)]
}

/// The services that match the filter.
pub(crate) fn list(scope: &Scope, filter: &ServiceFilter, paging: &Paging) -> Listing {
    let t = listed();
    let from = Query::select()
        .from_as(Entity, t.clone())
        .cond_where(Cond::all().add(conditions(scope, filter, &t)).add(paging.condition(&t, &order())))
        .take();
    Listing { from, order: paging.order(&order()), limit: paging.limit(), inherited: Clearance::PUBLIC }
}

/// The same services without order and page, for a count.
pub(crate) fn all(scope: &Scope, filter: &ServiceFilter) -> SelectStatement {
    let t = listed();
    Query::select()
        .column((t.clone(), C::Id))
        .from_as(Entity, t.clone())
        .cond_where(conditions(scope, filter, &t))
        .take()
}

fn conditions(scope: &Scope, filter: &ServiceFilter, t: &DynIden) -> Condition {
    let ServiceFilter { service_type, group, organisation, country, admin1, language, free_capacity, status, text } =
        filter;
    let of_group = group.map(|group| {
        let members = ServiceType::iter().filter(|service| service.coarse() == group);
        column(t, C::ServiceType).is_in(members.map(|service| code(&service)))
    });
    let spoken = language.as_ref().map(|language| {
        let of = alias("language");
        let speaking = Query::select()
            .column((of.clone(), service_language::Column::ServiceId))
            .from_as(service_language::Entity, of.clone())
            .and_where(column(&of, service_language::Column::Language).eq(language.as_str()))
            .take();
        column(t, C::Id).in_subquery(speaking)
    });
    // A viewer who handles no cases finds nothing. Other viewers find the services whose free places they may read.
    let known = scope.grants.anywhere().holds(DataClass::OperationalCoarse);
    let free = free_capacity.map(|free| {
        let places = || column(t, C::CapacityFree);
        let free = if free { places().is_null().or(places().gt(0)) } else { places().lte(0) };
        let known = if known { scope.counts_places(t) } else { Cond::any() };
        Cond::all().add(known).add(free)
    });
    let words =
        text.iter().flatten().fold(Cond::all(), |all, word| all.add(column(t, C::SearchKey).like(format!("%{word}%"))));
    Cond::all()
        .add(scope.lists_service(t))
        .add_option(service_type.as_ref().map(|of| column(t, C::ServiceType).is_in(of.iter().map(code))))
        .add_option(of_group)
        .add_option(organisation.map(|of| column(t, C::OrganisationId).eq(of)))
        .add_option(country.as_ref().map(|it| column(t, C::Country).eq(it.as_str())))
        .add_option(admin1.as_ref().map(|it| column(t, C::Admin1).is_in(it.iter().map(String::as_str))))
        .add_option(spoken)
        .add_option(free)
        .add_option(status.map(|status| column(t, C::Status).eq(code(&status))))
        .add(words)
}
