//! The facts of a person as they were before a correction.

use sea_orm::entity::prelude::*;

use crate::codes::{BirthDatePrecision, MaritalStatus, Sex};

/// A row of `former_person_facts`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "former_person_facts")]
pub struct Model {
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The person.
    pub person_id: Uuid,
    /// Sex, as stated then.
    pub sex: Sex,
    /// Date of birth; the first day of the month or year if only that was known.
    pub birth_date: Option<Date>,
    /// How exactly the date of birth was known.
    pub birth_date_precision: BirthDatePrecision,
    /// Country of birth, ISO 3166-1 alpha-3.
    pub birth_country: Option<String>,
    /// Place of birth.
    pub birth_place: Option<String>,
    /// Marital status, as stated then.
    pub marital_status: Option<MaritalStatus>,
    /// The correction that replaced these facts.
    pub correction_id: Uuid,
}

plain_entity!();
