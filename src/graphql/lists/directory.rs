//! The lists of the directory: organisations and centres in memory, services, consular posts, and colleagues.

use async_graphql::{Context, InputObject};
use entity::{
    centre,
    codes::{
        CentreStatus, CentreType, DataClass as D, OrganisationType, Role, ServiceGroup, ServiceStatus, ServiceType,
    },
    consular_post, organisation, referral, service,
};
use sea_orm::sea_query::Order;

use super::{
    listed::{Listed, ListedEntries, NamedEntry, given_filter},
    order::{
        CentreOrderField, ColleagueOrderField, ConsularPostOrderField, OrderDirection, OrganisationOrderField,
        ServiceOrderField,
    },
    values::{any_of, checked, each, keys, region},
};
use crate::{
    access::directive::holds,
    error::Error,
    global_id::Id,
    graphql::{
        prefetch::Entry,
        records::{Centre, ConsularPost, Organisation, Service, Worker},
        request::Request,
    },
    rules::{country, language, search},
    scalars::{CountryCode, LanguageTag},
    store::{
        Store,
        consular::posts::PostFilter,
        lists::{service::ServiceFilter, worker::ColleagueFilter},
        sql::ordering::Ordering,
    },
};

/// Conditions on organisations. All of them must hold.
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct OrganisationFilter {
    /// Only organisations of one of these types.
    #[graphql(name = "type", directive = holds::apply(D::Public))]
    of_type: Option<Vec<OrganisationType>>,
    /// Only organisations of one of these countries, ISO 3166-1 alpha-3.
    #[graphql(directive = holds::apply(D::Public))]
    country: Option<Vec<CountryCode>>,
}

/// Conditions on centres. All of them must hold.
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct CentreFilter {
    /// Only centres of one of these types.
    #[graphql(name = "type", directive = holds::apply(D::Public))]
    of_type: Option<Vec<CentreType>>,
    /// Only centres in one of these countries, ISO 3166-1 alpha-3.
    #[graphql(directive = holds::apply(D::Public))]
    country: Option<Vec<CountryCode>>,
    /// Only centres with one of these statuses.
    #[graphql(directive = holds::apply(D::Public))]
    status: Option<Vec<CentreStatus>>,
}

/// Conditions on services. All of them must hold.
#[derive(Clone, Debug, Default, InputObject)]
#[graphql(name = "ServiceFilter")]
pub(crate) struct ServiceFilterInput {
    /// Only services of one of these types.
    #[graphql(name = "type", directive = holds::apply(D::Public))]
    of_type: Option<Vec<ServiceType>>,
    /// Only services of one of these groups.
    #[graphql(directive = holds::apply(D::Public))]
    group: Option<Vec<ServiceGroup>>,
    /// Only services of one of these organisations.
    #[graphql(directive = holds::apply(D::Public))]
    organisation_id: Option<Vec<Id<organisation::Entity>>>,
    /// Only services in one of these countries, ISO 3166-1 alpha-3.
    #[graphql(directive = holds::apply(D::Public))]
    country: Option<Vec<CountryCode>>,
    /// Only services in this region. Accents and case do not matter.
    #[graphql(directive = holds::apply(D::Public))]
    admin1: Option<String>,
    /// Only services where one of these languages is spoken, BCP 47.
    #[graphql(directive = holds::apply(D::Public))]
    language: Option<Vec<LanguageTag>>,
    /// True: only services with free places, or that do not count places, and that are neither FULL nor CLOSED. False: only
    /// services that are FULL or without free places.
    /// Services whose free places you may not read are left out.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    free_capacity: Option<bool>,
    /// Only services with one of these statuses.
    #[graphql(directive = holds::apply(D::Public))]
    status: Option<Vec<ServiceStatus>>,
    /// Only services with all these words in the name or the description.
    #[graphql(directive = holds::apply(D::Public))]
    text: Option<String>,
    /// Only services that could take this referral instead: the same kind of service, which takes people now and has free places,
    /// of organisations to which the person was not referred for it. You find no service if you may not know of the referral.
    #[graphql(directive = holds::apply(D::Operational))]
    alternative_to_referral_id: Option<Id<referral::Entity>>,
}

/// Conditions on consular posts. All of them must hold.
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct ConsularPostFilter {
    /// Only posts of one of these States, ISO 3166-1 alpha-3.
    #[graphql(directive = holds::apply(D::Public))]
    country: Option<Vec<CountryCode>>,
    /// Only posts in one of these countries, ISO 3166-1 alpha-3.
    #[graphql(directive = holds::apply(D::Public))]
    host_country: Option<Vec<CountryCode>>,
}

/// Conditions on your colleagues. All of them must hold.
#[derive(Clone, Debug, Default, InputObject)]
#[graphql(name = "ColleagueFilter")]
pub(crate) struct ColleagueFilterInput {
    /// Only workers with one of these roles (`Worker.roles`).
    #[graphql(directive = holds::apply(D::StaffAssigned))]
    role: Option<Vec<Role>>,
    /// Only workers of one of these centres (`Worker.centres` and `Worker.allOrdinaryCentres`).
    #[graphql(directive = holds::apply(D::StaffAssigned))]
    centre_id: Option<Vec<Id<centre::Entity>>>,
    /// True: only workers who were deactivated. False: only the others.
    #[graphql(directive = holds::apply(D::StaffAssigned))]
    deactivated: Option<bool>,
}

impl ListedEntries for OrganisationFilter {
    type Record = Organisation;
    type Order = OrganisationOrderField;
    const NAME: OrganisationOrderField = OrganisationOrderField::Name;

    fn read<'a>(context: &Context<'_>, store: &'a Store) -> Result<Vec<NamedEntry<'a>>, Error> {
        let Self { of_type, country } = given_filter(context)?;
        let (of_type, country) = (any_of("type", of_type)?, each("country", country, country::country)?);
        let listed = store
            .directory
            .organisations()
            .iter()
            .filter(|it| of_type.as_ref().is_none_or(|of| of.contains(&it.organisation_type)))
            .filter(|it| country.as_ref().is_none_or(|of| it.country.as_ref().is_some_and(|it| of.contains(it))));
        Ok(listed.map(|it| ((store.directory.sort_key(it.id), it.id), Entry::Organisation(it))).collect())
    }
}

impl ListedEntries for CentreFilter {
    type Record = Centre;
    type Order = CentreOrderField;
    const NAME: CentreOrderField = CentreOrderField::Name;

    fn read<'a>(context: &Context<'_>, store: &'a Store) -> Result<Vec<NamedEntry<'a>>, Error> {
        let Self { of_type, country, status } = given_filter(context)?;
        let (of_type, country) = (any_of("type", of_type)?, each("country", country, country::country)?);
        let status = any_of("status", status)?;
        let listed = store
            .directory
            .centres()
            .iter()
            .filter(|it| store.scope.knows_centre(it))
            .filter(|it| of_type.as_ref().is_none_or(|of| of.contains(&it.centre_type)))
            .filter(|it| country.as_ref().is_none_or(|of| of.contains(&it.country)))
            .filter(|it| status.as_ref().is_none_or(|of| of.contains(&it.status)));
        Ok(listed.map(|it| ((store.directory.sort_key(it.id), it.id), Entry::Centre(it))).collect())
    }
}

impl Listed for ServiceFilterInput {
    type Record = Service;
    type Order = ServiceOrderField;
    type List = ServiceFilter;
    const USUAL: (ServiceOrderField, OrderDirection) = (ServiceOrderField::Name, OrderDirection::Asc);

    async fn read(context: &Context<'_>) -> Result<ServiceFilter, Error> {
        let filter: Self = given_filter(context)?;
        let Self {
            of_type,
            group,
            organisation_id,
            country,
            admin1,
            language,
            free_capacity,
            status,
            text,
            alternative_to_referral_id,
        } = filter;
        Ok(ServiceFilter {
            service_type: any_of("type", of_type)?,
            group: any_of("group", group)?,
            organisation: keys("organisationId", organisation_id)?,
            country: each("country", country, country::country)?,
            admin1: region(&Request::of(context).store, "admin1", admin1.as_deref())?,
            language: each("language", language, language::language)?,
            free_capacity,
            status: any_of("status", status)?,
            text: text.map(|it| checked(search::words("text", &it))).transpose()?,
            alternative_to: alternative_to_referral_id.map(|id| id.0),
        })
    }

    fn order(_: &ServiceFilter, ServiceOrderField::Name: ServiceOrderField, direction: Order) -> Ordering {
        Ordering::by(service::Column::SortKey, service::Column::Id, direction)
    }
}

impl Listed for ConsularPostFilter {
    type Record = ConsularPost;
    type Order = ConsularPostOrderField;
    type List = PostFilter;
    const USUAL: (ConsularPostOrderField, OrderDirection) = (ConsularPostOrderField::Name, OrderDirection::Asc);

    async fn read(context: &Context<'_>) -> Result<PostFilter, Error> {
        let Self { country, host_country } = given_filter(context)?;
        Ok(PostFilter {
            country: each("country", country, country::country)?,
            host_country: each("hostCountry", host_country, country::country)?,
        })
    }

    fn order(_: &PostFilter, ConsularPostOrderField::Name: ConsularPostOrderField, direction: Order) -> Ordering {
        Ordering::by(consular_post::Column::SortKey, consular_post::Column::Id, direction)
    }
}

impl Listed for ColleagueFilterInput {
    type Record = Worker;
    type Order = ColleagueOrderField;
    type List = ColleagueFilter;
    const USUAL: (ColleagueOrderField, OrderDirection) = (ColleagueOrderField::CreatedAt, OrderDirection::Asc);

    async fn read(context: &Context<'_>) -> Result<ColleagueFilter, Error> {
        let Self { role, centre_id, deactivated } = given_filter(context)?;
        Ok(ColleagueFilter { role: any_of("role", role)?, centre: keys("centreId", centre_id)?, deactivated })
    }

    fn order(_: &ColleagueFilter, by: ColleagueOrderField, direction: Order) -> Ordering {
        use entity::worker::Column as C;

        match by {
            ColleagueOrderField::CreatedAt => Ordering::by(C::CreatedAt, C::Id, direction),
            ColleagueOrderField::DisplayName => Ordering::by(C::SortKey, C::Id, direction),
        }
    }
}
