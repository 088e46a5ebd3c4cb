//! The filters and orders of the lists, as input types. Each field names the class that it tells.

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
    graphql::filter_values::{self, any_of, checked, in_order, region},
    rules::search::{self, NameSearch},
    store::{
        Store,
        case::{CaseFilter, CaseOrder},
        referral::{ReferralBox, ReferralFilter},
        service::ServiceFilter,
    },
};

/// A direction of order.
#[derive(Clone, Copy, Debug, Default, Enum, Eq, PartialEq)]
pub enum OrderDirection {
    /// Smallest or earliest first.
    Asc,
    /// Largest or latest first.
    #[default]
    Desc,
}

/// By what cases are ordered: operational facts only.
#[derive(Clone, Copy, Debug, Default, Enum, Eq, PartialEq)]
#[graphql(name = "CaseOrder")]
pub enum CaseOrderInput {
    /// The moment of opening.
    #[default]
    OpenedAt,
    /// The reference.
    Reference,
}

/// Which of the two boxes of referrals.
#[derive(Clone, Copy, Debug, Enum, Eq, PartialEq)]
#[graphql(name = "ReferralBox")]
pub enum ReferralBoxInput {
    /// To my organisation.
    Incoming,
    /// From my organisation.
    Outgoing,
}

/// Which cases. Each condition narrows the list to the cases of which you may read what it tells.
#[derive(Clone, Debug, Default, InputObject)]
#[graphql(name = "CaseFilter")]
pub struct CaseFilterInput {
    /// In one of these states.
    #[graphql(directive = holds::apply(D::Operational))]
    status: Option<Vec<CaseStatus>>,
    /// Of one of these priorities.
    #[graphql(directive = holds::apply(D::Operational))]
    priority: Option<Vec<Priority>>,
    /// Answered for by this centre.
    #[graphql(directive = holds::apply(D::Operational))]
    centre: Option<ID>,
    /// Opened at this moment or later.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    opened_from: Option<DateTimeUtc>,
    /// Opened before this moment.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    opened_before: Option<DateTimeUtc>,
    /// Assigned to me, as case worker or in an open medical encounter, or not.
    #[graphql(directive = holds::apply(D::Operational))]
    assigned_to_me: Option<bool>,
    /// Of a person with this nationality, ISO 3166-1 alpha-3.
    #[graphql(directive = holds::apply(D::Identity))]
    nationality: Option<String>,
    /// Of a person with this name: every word the beginning of a part of the name, accents, case and common
    /// transliterations aside. Six different words at most.
    #[graphql(directive = holds::apply(D::Identity))]
    name: Option<String>,
}

/// Which referrals.
#[derive(Clone, Debug, Default, InputObject)]
#[graphql(name = "ReferralFilter")]
pub struct ReferralFilterInput {
    /// In one of these states.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    state: Option<Vec<ReferralState>>,
    /// Of one of these urgencies.
    #[graphql(directive = holds::apply(D::Operational))]
    urgency: Option<Vec<Urgency>>,
    /// Whether the running clock has passed its due time.
    #[graphql(directive = holds::apply(D::Operational))]
    overdue: Option<bool>,
    /// For a service of this group.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    service_group: Option<ServiceGroup>,
    /// Sent (incoming) or drafted (outgoing) at this moment or later.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    from: Option<DateTimeUtc>,
    /// Sent (incoming) or drafted (outgoing) before this moment.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    before: Option<DateTimeUtc>,
}

/// Which centres.
#[derive(Clone, Debug, Default, InputObject)]
#[graphql(name = "CentreFilter")]
pub struct CentreFilterInput {
    /// In this country, ISO 3166-1 alpha-3.
    #[graphql(directive = holds::apply(D::Public))]
    country: Option<String>,
    /// Of this kind.
    #[graphql(name = "type", directive = holds::apply(D::Public))]
    centre_type: Option<CentreType>,
}

/// Which services.
#[derive(Clone, Debug, Default, InputObject)]
#[graphql(name = "ServiceFilter")]
pub struct ServiceFilterInput {
    /// Of one of these types.
    #[graphql(name = "type", directive = holds::apply(D::Public))]
    service_type: Option<Vec<ServiceType>>,
    /// Of this group.
    #[graphql(directive = holds::apply(D::Public))]
    group: Option<ServiceGroup>,
    /// Of this organisation.
    #[graphql(directive = holds::apply(D::Public))]
    organisation: Option<ID>,
    /// In this country, ISO 3166-1 alpha-3.
    #[graphql(directive = holds::apply(D::Public))]
    country: Option<String>,
    /// In this region, accents and case aside.
    #[graphql(directive = holds::apply(D::Public))]
    admin1: Option<String>,
    /// Spoken there, BCP 47.
    #[graphql(directive = holds::apply(D::Public))]
    language: Option<String>,
    /// With free places, or with none, among the services of which you may read how many are free.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    free_capacity: Option<bool>,
    /// In this status.
    #[graphql(directive = holds::apply(D::Public))]
    status: Option<ServiceStatus>,
    /// With these words in name or description.
    #[graphql(directive = holds::apply(D::Public))]
    text: Option<String>,
}

impl OrderDirection {
    /// The direction of the database.
    #[must_use]
    pub const fn read(self) -> Order {
        match self {
            Self::Asc => Order::Asc,
            Self::Desc => Order::Desc,
        }
    }
}

impl CaseOrderInput {
    /// The order of the store.
    #[must_use]
    pub const fn read(self) -> CaseOrder {
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
    /// The filter of the store.
    ///
    /// # Errors
    /// When an identifier or a text is malformed, or the range is turned round.
    pub fn read(self) -> Result<CaseFilter, Error> {
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
    /// The filter of the store.
    ///
    /// # Errors
    /// When the range is turned round.
    pub fn read(self) -> Result<ReferralFilter, Error> {
        let Self { state, urgency, overdue, service_group, from, before } = self;
        in_order("before", from, before)?;
        let (state, urgency) = (any_of("state", state)?, any_of("urgency", urgency)?);
        Ok(ReferralFilter { state, urgency, overdue, service_group, from, before })
    }
}

impl CentreFilterInput {
    /// The filter, checked.
    ///
    /// # Errors
    /// When the country is none.
    pub fn read(self) -> Result<Self, Error> {
        Ok(Self { country: filter_values::country("country", self.country.as_deref())?, ..self })
    }

    /// Whether the filter lets the centre through.
    #[must_use]
    pub fn matches(&self, it: &centre::Model) -> bool {
        self.country.as_ref().is_none_or(|country| it.country == *country)
            && self.centre_type.is_none_or(|of| it.centre_type == of)
    }
}

impl ServiceFilterInput {
    /// The filter of the store.
    ///
    /// # Errors
    /// When an identifier or a text is malformed, or the directory has no such region.
    pub fn read(self, store: &Store) -> Result<ServiceFilter, Error> {
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
