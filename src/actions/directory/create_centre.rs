//! An administrator adds a centre of the own organisation. A protected centre is added by the operator, because an administrator
//! may not know where it is.

use async_graphql::InputObject;
use entity::{
    centre,
    codes::{CentreStatus, CentreType},
};
use sea_orm::IntoActiveModel;
use uuid::Uuid;

use super::entry::of_centre;
use crate::{
    access::action::Action,
    actions::{
        Verb,
        localised::{LocalisedTextInput, translated},
    },
    rules::{
        calendar::USUAL_WEEK,
        centre::{beds, in_country, one_more},
        reference,
        text::{self, TextKind},
        time_zone,
    },
    scalars::{CountryCode, TimeZone},
    store::write::{
        change::Change,
        change_log::ChangeRecord,
        reference::{taken_meanwhile, unused},
        save::Write as _,
        stop::ChangeError,
    },
};

/// A new centre. The server gives it its code.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CreateCentreInput {
    /// Name.
    pub name: String,
    /// Translations of the name.
    #[graphql(default)]
    pub name_translations: Vec<LocalisedTextInput>,
    /// Type of centre.
    #[graphql(name = "type")]
    pub of_type: CentreType,
    /// Country, ISO 3166-1 alpha-3. It is that of your organisation, if that has one.
    pub country: CountryCode,
    /// Region (first administrative level).
    pub admin1: String,
    /// Department (second administrative level).
    pub admin2: Option<String>,
    /// Number of ordinary beds.
    pub capacity_beds: i32,
    /// Number of beds that can be added in a surge.
    #[graphql(default)]
    pub surge_beds: i32,
    /// Whether people come and go freely.
    pub open_centre: bool,
    /// Opening hours.
    pub opening_hours: Option<String>,
    /// Time zone, as in the IANA database, for example Africa/Niamey. Default: UTC.
    pub time_zone: Option<TimeZone>,
}

impl Verb for CreateCentreInput {
    const ACTION: Action = Action::CreateCentre;
    type Subject = centre::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        change.permit_in_directory(Self::ACTION)?;
        let Self {
            name,
            name_translations,
            of_type,
            country,
            admin1,
            admin2,
            capacity_beds,
            surge_beds,
            open_centre,
            opening_hours,
            time_zone,
        } = self;
        one_more(change.ordinary_centres().await?)?;
        let country = in_country(&country, change.scope.viewer.country.as_deref())?;
        let optional = |field, given: Option<String>| text::optional(field, TextKind::LongLine, given.as_deref());
        let now = change.now();
        let code = unused(change.transaction(), centre::Column::Code, |drawn| reference::centre(&country, drawn));
        let row = centre::Model {
            id: Uuid::now_v7(),
            organisation_id: change.scope.viewer.organisation_id,
            name: text::required("name", TextKind::LongLine, &name)?,
            name_translations: translated("nameTranslations", TextKind::LongLine, &name_translations)?,
            centre_type: of_type,
            admin1: text::required("admin1", TextKind::LongLine, &admin1)?,
            admin2: optional("admin2", admin2)?,
            latitude: None,
            longitude: None,
            capacity_beds: beds("capacityBeds", capacity_beds)?,
            surge_beds: beds("surgeBeds", surge_beds)?,
            protected: false,
            fronting_centre_id: None,
            opening_hours: optional("openingHours", opening_hours)?,
            open_centre,
            time_zone: time_zone::time_zone("timeZone", time_zone.as_deref().unwrap_or(time_zone::USUAL))?,
            // `updateCentre` gives it a calendar of its own.
            working_days: USUAL_WEEK.to_owned(),
            holidays: None,
            status: CentreStatus::Planned,
            created_at: now,
            updated_at: now,
            version: 1,
            code: code.await?,
            country,
        };
        let row = row.into_active_model().insert_in(change).await.map_err(taken_meanwhile)?;
        Ok(of_centre(&row, vec!["code", "name", "centre_type", "status"]))
    }
}
