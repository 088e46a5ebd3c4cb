//! A person, independent of any case. Names, documents and contacts have their own tables.

use sea_orm::entity::prelude::*;

use crate::{
    birth::Birth,
    codes::{BirthDatePrecision, MaritalStatus, Sex},
};

/// A row of `persons`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "persons")]
pub struct Model {
    /// The person.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The organisation that registered the person.
    pub organisation_id: Uuid,
    /// Reference, unique. It contains no personal data.
    pub reference: String,
    /// Sex, as stated.
    pub sex: Sex,
    /// Date of birth; the first day of the month or year if only that is known.
    pub birth_date: Option<Date>,
    /// How exactly the date of birth is known.
    pub birth_date_precision: BirthDatePrecision,
    /// Country of birth, ISO 3166-1 alpha-3.
    pub birth_country: Option<String>,
    /// Place of birth.
    pub birth_place: Option<String>,
    /// Marital status, as stated.
    pub marital_status: Option<MaritalStatus>,
    /// Gender identity in the person's own words.
    pub gender_identity: Option<String>,
    /// Whether the person has died.
    pub deceased: bool,
    /// Initials of the name in use.
    pub initials: Option<String>,
    /// When the row was created.
    pub created_at: DateTimeUtc,
    /// When the row last changed.
    pub updated_at: DateTimeUtc,
    /// Incremented with each change, from 1.
    pub version: i32,
}

plain_entity!();

impl Model {
    /// The date of birth with its precision.
    pub const fn birth(&self) -> Birth {
        Birth { date: self.birth_date, precision: self.birth_date_precision }
    }
}
