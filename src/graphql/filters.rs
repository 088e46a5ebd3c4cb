//! The filters and sort keys of lists, as input types. Each field names the class of what a match reveals.

use async_graphql::{Enum, ID, InputObject};
use entity::{
    centre,
    codes::{
        CaseStatus, CentreType, DataClass as D, Priority, ReferralState, ServiceGroup, ServiceStatus, ServiceType,
        Urgency,
    },
};
use sea_orm::{prelude::DateTimeUtc, sea_query::Order};

use crate::{
    access::directive::holds,
    error::Error,
    global_id,
    graphql::{
        filter_values::{self, any_of, checked, in_order, region},
        request::Request,
    },
    rules::{
        fold,
        search::{self, NameSearch},
    },
    scalars::{CountryCode, LanguageTag},
    store::{
        Store,
        lists::{
            case::{CaseFilter, CaseOrder},
            referral::{ReferralBox, ReferralFilter},
            service::ServiceFilter,
        },
        read_log::Search,
    },
};

/// A sort direction.
#[derive(Clone, Copy, Debug, Default, Enum, Eq, PartialEq)]
pub(crate) enum OrderDirection {
    /// Smallest or earliest first.
    Asc,
    /// Largest or latest first.
    #[default]
    Desc,
}

/// A sort key of cases.
#[derive(Clone, Copy, Debug, Default, Enum, Eq, PartialEq)]
#[graphql(name = "CaseOrder")]
pub(crate) enum CaseOrderInput {
    /// The time when the case was opened.
    #[default]
    OpenedAt,
    /// The reference.
    Reference,
}

/// The direction of referrals.
#[derive(Clone, Copy, Debug, Enum, Eq, PartialEq)]
#[graphql(name = "ReferralBox")]
pub(crate) enum ReferralBoxInput {
    /// Referrals to your organisation.
    Incoming,
    /// Referrals from your organisation.
    Outgoing,
}

/// Conditions on cases. All of them must hold. A condition on data that you may not read for a case leaves that case
/// out.
#[derive(Clone, Debug, Default, InputObject)]
#[graphql(name = "CaseFilter")]
pub(crate) struct CaseFilterInput {
    /// Only cases with one of these statuses.
    #[graphql(directive = holds::apply(D::Operational))]
    status: Option<Vec<CaseStatus>>,
    /// Only cases with one of these priorities.
    #[graphql(directive = holds::apply(D::Operational))]
    priority: Option<Vec<Priority>>,
    /// Only cases for which this centre answers (`Case.centre`).
    #[graphql(directive = holds::apply(D::Operational))]
    centre: Option<ID>,
    /// Only cases opened at this moment or later.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    opened_from: Option<DateTimeUtc>,
    /// Only cases opened before this moment.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    opened_before: Option<DateTimeUtc>,
    /// True: only cases assigned to you, as case worker or in an open medical encounter. False: only other cases.
    #[graphql(directive = holds::apply(D::Operational))]
    assigned_to_me: Option<bool>,
    /// Only cases of people with this nationality, ISO 3166-1 alpha-3.
    #[graphql(directive = holds::apply(D::Identity))]
    nationality: Option<CountryCode>,
    /// Only cases of people with this name. Each word must be the beginning of a part of the name; accents, case and
    /// common transliterations do not matter. At most six different words.
    #[graphql(directive = holds::apply(D::Identity))]
    name: Option<String>,
}

/// Conditions on referrals. All of them must hold. A condition on data that you may not read for a referral leaves it
/// out.
#[derive(Clone, Debug, Default, InputObject)]
#[graphql(name = "ReferralFilter")]
pub(crate) struct ReferralFilterInput {
    /// Only referrals in one of these states.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    state: Option<Vec<ReferralState>>,
    /// Only referrals with one of these urgencies.
    #[graphql(directive = holds::apply(D::Operational))]
    urgency: Option<Vec<Urgency>>,
    /// True: only referrals whose running clock has passed its due time. False: only the others.
    #[graphql(directive = holds::apply(D::Operational))]
    overdue: Option<bool>,
    /// Only referrals to services of this group.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    service_group: Option<ServiceGroup>,
    /// Only referrals sent (INCOMING) or drafted (OUTGOING) at this moment or later.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    from: Option<DateTimeUtc>,
    /// Only referrals sent (INCOMING) or drafted (OUTGOING) before this moment.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    before: Option<DateTimeUtc>,
}

/// Conditions on centres. All of them must hold.
#[derive(Clone, Debug, Default, InputObject)]
#[graphql(name = "CentreFilter")]
pub(crate) struct CentreFilterInput {
    /// Only centres in this country, ISO 3166-1 alpha-3.
    #[graphql(directive = holds::apply(D::Public))]
    country: Option<CountryCode>,
    /// Only centres of this type.
    #[graphql(name = "type", directive = holds::apply(D::Public))]
    centre_type: Option<CentreType>,
}

/// Conditions on services. All of them must hold.
#[derive(Clone, Debug, Default, InputObject)]
#[graphql(name = "ServiceFilter")]
pub(crate) struct ServiceFilterInput {
    /// Only services of one of these types.
    #[graphql(name = "type", directive = holds::apply(D::Public))]
    service_type: Option<Vec<ServiceType>>,
    /// Only services of this group.
    #[graphql(directive = holds::apply(D::Public))]
    group: Option<ServiceGroup>,
    /// Only services of this organisation.
    #[graphql(directive = holds::apply(D::Public))]
    organisation: Option<ID>,
    /// Only services in this country, ISO 3166-1 alpha-3.
    #[graphql(directive = holds::apply(D::Public))]
    country: Option<CountryCode>,
    /// Only services in this region. Accents and case do not matter.
    #[graphql(directive = holds::apply(D::Public))]
    admin1: Option<String>,
    /// Only services where this language is spoken, BCP 47.
    #[graphql(directive = holds::apply(D::Public))]
    language: Option<LanguageTag>,
    /// True: only services with free places, or that do not count places. False: only services without free places.
    /// Services whose free places you may not read are left out.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    free_capacity: Option<bool>,
    /// Only services with this status.
    #[graphql(directive = holds::apply(D::Public))]
    status: Option<ServiceStatus>,
    /// Only services with all these words in the name or the description.
    #[graphql(directive = holds::apply(D::Public))]
    text: Option<String>,
}

impl OrderDirection {
    /// As a direction of the database.
    pub(crate) const fn read(self) -> Order {
        match self {
            Self::Asc => Order::Asc,
            Self::Desc => Order::Desc,
        }
    }
}

impl CaseOrderInput {
    /// As an order of the store.
    pub(crate) const fn read(self) -> CaseOrder {
        match self {
            Self::OpenedAt => CaseOrder::OpenedAt,
            Self::Reference => CaseOrder::Reference,
        }
    }
}

impl From<ReferralBoxInput> for ReferralBox {
    fn from(input: ReferralBoxInput) -> Self {
        match input {
            ReferralBoxInput::Incoming => Self::Incoming,
            ReferralBoxInput::Outgoing => Self::Outgoing,
        }
    }
}

impl CaseFilterInput {
    /// As a filter of the store. Its conditions that search for a person are noted for the read log.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub(crate) fn searched(self, request: &Request) -> Result<CaseFilter, Error> {
        let search = |by, value: Option<&str>| {
            let value = fold::search_key(value?);
            Some(Search { root: "cases", by, value })
        };
        let searches = [search("nationality", self.nationality.as_deref()), search("name", self.name.as_deref())];
        let filter = self.read()?;
        request.searches(searches.into_iter().flatten());
        Ok(filter)
    }

    /// As a filter of the store.
    ///
    /// # Errors
    /// When an identifier or a text is malformed, or the time range is empty.
    pub(crate) fn read(self) -> Result<CaseFilter, Error> {
        let Self { status, priority, centre, opened_from, opened_before, assigned_to_me, nationality, name } = self;
        in_order("openedBefore", opened_from, opened_before)?;
        Ok(CaseFilter {
            status: any_of("status", status)?,
            priority: any_of("priority", priority)?,
            centre: centre.map(|id| global_id::key_of("Centre", &id)).transpose()?,
            opened_from,
            opened_before,
            assigned_to_me,
            nationality: filter_values::nationality("nationality", nationality.as_deref())?,
            name: name.map(|it| checked(NameSearch::of("name", &it))).transpose()?,
        })
    }
}

impl ReferralFilterInput {
    /// As a filter of the store.
    ///
    /// # Errors
    /// When the time range is empty.
    pub(crate) fn read(self) -> Result<ReferralFilter, Error> {
        let Self { state, urgency, overdue, service_group, from, before } = self;
        in_order("before", from, before)?;
        let (state, urgency) = (any_of("state", state)?, any_of("urgency", urgency)?);
        Ok(ReferralFilter { state, urgency, overdue, service_group, from, before })
    }
}

impl CentreFilterInput {
    /// The same filter with a checked country.
    ///
    /// # Errors
    /// When the country code does not exist.
    pub(crate) fn read(self) -> Result<Self, Error> {
        Ok(Self { country: filter_values::country("country", self.country.as_deref())?.map(CountryCode), ..self })
    }

    /// Whether the centre meets the conditions.
    pub(crate) fn matches(&self, it: &centre::Model) -> bool {
        self.country.as_deref().is_none_or(|country| it.country == country)
            && self.centre_type.is_none_or(|of| it.centre_type == of)
    }
}

impl ServiceFilterInput {
    /// As a filter of the store.
    ///
    /// # Errors
    /// When an identifier or a text is malformed, or the directory has no such region.
    pub(crate) fn read(self, store: &Store) -> Result<ServiceFilter, Error> {
        let Self { service_type, group, organisation, country, admin1, language, free_capacity, status, text } = self;
        Ok(ServiceFilter {
            service_type: any_of("type", service_type)?,
            group,
            organisation: organisation.map(|id| global_id::key_of("Organisation", &id)).transpose()?,
            country: filter_values::country("country", country.as_deref())?,
            admin1: region(store, "admin1", admin1.as_deref())?,
            language: filter_values::language("language", language.as_deref())?,
            free_capacity,
            status,
            text: text.map(|it| checked(search::words("text", &it))).transpose()?,
        })
    }
}

#[cfg(test)]
mod tests;
