//! A place where people are received. An ordinary centre answers for a protected one.

use sea_orm::entity::prelude::*;

use crate::codes::{CentreStatus, CentreType};

/// A row of `centres`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "centres")]
pub struct Model {
    /// The centre.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The organisation that runs it.
    pub organisation_id: Uuid,
    /// Short code, unique.
    pub code: String,
    /// The name.
    pub name: String,
    /// Translations of the name: an object in JSON from language tags to texts.
    pub name_translations: Option<String>,
    /// The kind of centre.
    pub centre_type: CentreType,
    /// Country, ISO 3166-1 alpha-3.
    pub country: String,
    /// First administrative level, such as a region.
    pub admin1: String,
    /// Second administrative level, such as a department.
    pub admin2: Option<String>,
    /// Degrees north, WGS 84.
    pub latitude: Option<f64>,
    /// Degrees east, WGS 84.
    pub longitude: Option<f64>,
    /// Number of ordinary beds.
    pub capacity_beds: i32,
    /// Number of further beds for an emergency.
    pub surge_beds: i32,
    /// Whether the location is secret.
    pub protected: bool,
    /// The ordinary centre that answers for this protected one.
    pub fronting_centre_id: Option<Uuid>,
    /// Opening hours, as text.
    pub opening_hours: Option<String>,
    /// Its time zone, a name of the IANA database. Its days begin and end there.
    pub time_zone: String,
    /// The days of the week on which it works, such as `MO,TU,WE,TH,FR`.
    pub working_days: String,
    /// Its public holidays: a list in JSON of days with their names.
    pub holidays: Option<String>,
    /// Whether people may come and go freely.
    pub open_centre: bool,
    /// Where it is in its life cycle.
    pub status: CentreStatus,
    /// When the row was created.
    pub created_at: DateTimeUtc,
    /// When the row last changed.
    pub updated_at: DateTimeUtc,
    /// Counts the changes of the row.
    pub version: i32,
}

plain_entity!();
