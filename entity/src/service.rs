//! A service that accepts referrals: what it offers, to whom, and its free capacity.

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
    /// The centre where it is provided, if any.
    pub centre_id: Option<Uuid>,
    /// The kind of service.
    pub service_type: ServiceType,
    /// The name.
    pub name: String,
    /// Translations of the name: an object in JSON from language tags to texts.
    pub name_translations: Option<String>,
    /// The help that it offers.
    pub description: String,
    /// Translations of the description: an object in JSON from language tags to texts.
    pub description_translations: Option<String>,
    /// The people who can use it.
    pub eligibility: Option<String>,
    /// Translations of the eligibility: an object in JSON from language tags to texts.
    pub eligibility_translations: Option<String>,
    /// Country, ISO 3166-1 alpha-3.
    pub country: String,
    /// First administrative level, such as a region.
    pub admin1: Option<String>,
    /// Whether people need a referral.
    pub referral_required: bool,
    /// When it answers referrals, as text.
    pub acceptance_hours: Option<String>,
    /// When it is open: a list in JSON of days of the week with their hours.
    pub schedules: Option<String>,
    /// What people pay, as text.
    pub costs: Option<String>,
    /// The telephone of its desk, E.164.
    pub telephone: Option<String>,
    /// The mailbox of its desk.
    pub email: Option<String>,
    /// The unit of its capacity: beds, sessions, families.
    pub capacity_unit: Option<String>,
    /// Total capacity.
    pub capacity_total: Option<i32>,
    /// Free capacity.
    pub capacity_free: Option<i32>,
    /// When the free capacity was reported.
    pub capacity_as_of: Option<DateTimeUtc>,
    /// Whether it accepts referrals.
    pub status: ServiceStatus,
    /// The day on which a paused service accepts referrals again.
    pub resumes_on: Option<Date>,
    /// Whether its existence is secret.
    pub confidential: bool,
    /// Name and description in all their languages, normalised for search.
    pub search_key: String,
    /// The name as lists are ordered by it, without accents and case first.
    pub sort_key: String,
    /// When the row was created.
    pub created_at: DateTimeUtc,
    /// When the row last changed.
    pub updated_at: DateTimeUtc,
    /// Incremented with each change, from 1.
    pub version: i32,
}

plain_entity!();
