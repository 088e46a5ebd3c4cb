//! A service that takes referrals: what it offers, to whom, and how much room it has.

use sea_orm::entity::prelude::*;

use crate::codes::{ServiceStatus, ServiceType};

/// A row of `services`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "services")]
pub struct Model {
    /// The service.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The organisation that provides it.
    pub organisation_id: Uuid,
    /// The centre where it is provided, when in one.
    pub centre_id: Option<Uuid>,
    /// What kind of help it gives.
    pub service_type: ServiceType,
    /// Name.
    pub name: String,
    /// What it offers.
    pub description: String,
    /// Who can use it.
    pub eligibility: Option<String>,
    /// Country, ISO 3166-1 alpha-3.
    pub country: String,
    /// First administrative level, such as a region.
    pub admin1: Option<String>,
    /// Whether people come by referral only.
    pub referral_required: bool,
    /// When it answers referrals, as text.
    pub acceptance_hours: Option<String>,
    /// What its capacity counts: beds, sessions, families.
    pub capacity_unit: Option<String>,
    /// How many it can serve.
    pub capacity_total: Option<i32>,
    /// How many more it can serve.
    pub capacity_free: Option<i32>,
    /// When the free capacity was reported.
    pub capacity_as_of: Option<DateTimeUtc>,
    /// Whether it takes referrals.
    pub status: ServiceStatus,
    /// Whether its existence is secret.
    pub confidential: bool,
    /// Name and description, folded for search.
    pub search_key: String,
    /// When the row was made.
    pub created_at: DateTimeUtc,
    /// When the row last changed.
    pub updated_at: DateTimeUtc,
    /// Counts changes, from 1.
    pub version: i32,
}

/// None: the store writes its own joins.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
