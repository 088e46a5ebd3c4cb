//! A recipient named in a consent, by organisation, kind of organisation or kind of service.

use sea_orm::entity::prelude::*;

use crate::codes::{OrganisationType, ServiceType};

/// A row of `consent_recipients`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "consent_recipients")]
pub struct Model {
    /// The entry.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The consent.
    pub consent_id: Uuid,
    /// The organisation, if named.
    pub organisation_id: Option<Uuid>,
    /// The kind of organisation, if named.
    pub organisation_type: Option<OrganisationType>,
    /// The kind of service, if named.
    pub service_type: Option<ServiceType>,
    /// From when the consent no longer covers this recipient. Null if it still covers it.
    pub excluded_from: Option<DateTimeUtc>,
    /// The newer consent or refusal that replaces this one for this recipient.
    pub decided_by_id: Option<Uuid>,
}

plain_entity!();
