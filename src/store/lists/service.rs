//! The service directory: open to all, except services that are confidential to another organisation.

use entity::{
    codes::{DataClass, ReferralState, ServiceGroup, ServiceStatus, ServiceType},
    referral::{self, Column as R},
    service::{Column as C, Entity},
    service_language,
};
use sea_orm::{
    Iterable,
    sea_query::{Cond, Condition, DynIden, ExprTrait, Query},
};
use uuid::Uuid;

use super::list::Selected;
use crate::store::{
    access::scope::Scope,
    sql::{
        expression::{alias, code, column},
        ordering::Ordering,
    },
};
use entity::codes::Coarsens;

/// Filter of the service directory.
#[derive(Clone, Debug, Default)]
pub(crate) struct ServiceFilter {
    /// Only services of one of these types.
    pub(crate) service_type: Option<Vec<ServiceType>>,
    /// Only services of one of these groups.
    pub(crate) group: Option<Vec<ServiceGroup>>,
    /// Only services of one of these organisations.
    pub(crate) organisation: Option<Vec<Uuid>>,
    /// Only services in one of these countries.
    pub(crate) country: Option<Vec<String>>,
    /// Only services in this region, in each of its spellings.
    pub admin1: Option<Vec<String>>,
    /// Only services where one of these languages is spoken.
    pub(crate) language: Option<Vec<String>>,
    /// `true`: only services with free places or an unknown number of them, and neither full nor closed; `false`: only full
    /// ones.
    pub(crate) free_capacity: Option<bool>,
    /// Only services in one of these states, for example those that accept people now.
    pub(crate) status: Option<Vec<ServiceStatus>>,
    /// Only services with all these words in name or description. The words are folded like the search key.
    pub(crate) text: Option<Vec<String>>,
    /// Only services that could take this referral instead: see [`alternatives`].
    pub(crate) alternative_to: Option<Uuid>,
}

impl Selected for ServiceFilter {
    type Entity = Entity;

    fn condition(&self, scope: &Scope, t: &DynIden, _: &Ordering) -> Condition {
        let Self {
            service_type,
            group,
            organisation,
            country,
            admin1,
            language,
            free_capacity,
            status,
            text,
            alternative_to,
        } = self;
        let of_group = group.as_ref().map(|groups| {
            let members = ServiceType::iter().filter(|service| groups.contains(&service.coarse()));
            column(t, C::ServiceType).is_in(members.map(|service| code(&service)))
        });
        let spoken = language.as_ref().map(|languages| {
            let of = alias("language");
            let speaking = Query::select()
                .column((of.clone(), service_language::Column::ServiceId))
                .from_as(service_language::Entity, of.clone())
                .and_where(column(&of, service_language::Column::Language).is_in(languages.iter().map(String::as_str)))
                .take();
            column(t, C::Id).in_subquery(speaking)
        });
        // A viewer who handles no cases finds nothing. Other viewers find the services whose free places they may read.
        let known = scope.grants.anywhere().holds(DataClass::OperationalCoarse);
        let free = |free: bool| {
            let places = || column(t, C::CapacityFree);
            let full = || column(t, C::Status).eq(code(&ServiceStatus::Full));
            let over = [ServiceStatus::Full, ServiceStatus::Closed];
            let free = if free {
                let open = column(t, C::Status).is_not_in(over.iter().map(code));
                places().is_null().or(places().gt(0)).and(open)
            } else {
                places().lte(0).or(full())
            };
            let known = if known { scope.counts_places(t) } else { Cond::any() };
            Cond::all().add(known).add(free)
        };
        let words = text
            .iter()
            .flatten()
            .fold(Cond::all(), |all, word| all.add(column(t, C::SearchKey).like(format!("%{word}%"))));
        Cond::all()
            .add(scope.lists_service(t))
            .add_option(service_type.as_ref().map(|of| column(t, C::ServiceType).is_in(of.iter().map(code))))
            .add_option(of_group)
            .add_option(organisation.as_ref().map(|of| column(t, C::OrganisationId).is_in(of.iter().copied())))
            .add_option(country.as_ref().map(|of| column(t, C::Country).is_in(of.iter().map(String::as_str))))
            .add_option(admin1.as_ref().map(|of| column(t, C::Admin1).is_in(of.iter().map(String::as_str))))
            .add_option(spoken)
            .add_option(free_capacity.map(free))
            .add_option(status.as_ref().map(|of| column(t, C::Status).is_in(of.iter().map(code))))
            .add_option(alternative_to.map(|referral| alternatives(scope, t, referral).add(free(true))))
            .add(words)
    }
}

/// Services of the same kind as a referral that the viewer knows, which take people now and belong to no organisation to which
/// the person was referred for it.
fn alternatives(scope: &Scope, t: &DynIden, referral: Uuid) -> Condition {
    let [this, other, of] = ["this", "other", "of"].map(alias);
    let known = |alias: &DynIden| scope.referrals(alias, DataClass::Operational);
    let kind = Query::select()
        .column((this.clone(), R::ServiceType))
        .from_as(referral::Entity, this.clone())
        .and_where(column(&this, R::Id).eq(referral))
        .cond_where(known(&this))
        .take();
    let case = Query::select()
        .column((of.clone(), R::CaseId))
        .from_as(referral::Entity, of.clone())
        .and_where(column(&of, R::Id).eq(referral))
        .take();
    let not_asked = [ReferralState::Draft, ReferralState::Cancelled, ReferralState::EnteredInError];
    let asked = Query::select()
        .column((other.clone(), R::ToOrganisationId))
        .from_as(referral::Entity, other.clone())
        .and_where(column(&other, R::CaseId).in_subquery(case))
        .and_where(column(&other, R::ServiceType).equals((t.clone(), C::ServiceType)))
        .and_where(column(&other, R::State).is_not_in(not_asked.iter().map(code)))
        .cond_where(known(&other))
        .take();
    Cond::all()
        .add(column(t, C::ServiceType).in_subquery(kind))
        .add(column(t, C::Status).eq(code(&ServiceStatus::Active)))
        .add(column(t, C::OrganisationId).in_subquery(asked).not())
}
