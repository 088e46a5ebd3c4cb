//! A recipient that a consent names, by organisation, kind of organisation or kind of service.

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
    /// The organisation, when named.
    pub organisation_id: Option<Uuid>,
    /// The kind of organisation, when named.
    pub organisation_type: Option<OrganisationType>,
    /// The kind of service, when named.
    pub service_type: Option<ServiceType>,
    /// From when on the consent does not cover this recipient any more; null for a recipient that it covers.
    pub excluded_from: Option<DateTimeUtc>,
    /// The newer consent or refusal that decides about this recipient instead.
    pub decided_by_id: Option<Uuid>,
}

/// None: the store writes its own joins.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
