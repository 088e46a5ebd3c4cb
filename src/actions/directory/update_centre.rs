//! Those who run a centre keep its entry in the directory.

use async_graphql::{InputObject, MaybeUndefined};
use entity::{
    centre,
    codes::{CentreStatus, Weekday},
};

use super::{
    calendar::{HolidayInput, set_calendar},
    entry::of_centre,
};
use crate::{
    access::action::Action,
    actions::{
        Verb,
        localised::{LocalisedTextInput, retranslate},
    },
    global_id::Id,
    rules::{
        centre::{beds, moves},
        given::{filled, set},
        refusal::same_version,
        text::{self, TextKind},
        time_zone,
    },
    scalars::TimeZone,
    store::write::{change::Change, change_log::ChangeRecord, save, stop::ChangeError},
};

/// Changes to the entry of a centre. A field that is left out does not change; null empties it if it can be empty. Where the
/// centre is, what kind it is and who runs it stays.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct UpdateCentreInput {
    pub centre_id: Id<centre::Entity>,
    pub version: i32,
    /// Name.
    pub name: MaybeUndefined<String>,
    /// Translations of the name. They replace the present ones.
    pub name_translations: MaybeUndefined<Vec<LocalisedTextInput>>,
    /// Department (second administrative level).
    pub admin2: MaybeUndefined<String>,
    /// Number of ordinary beds. It can be below the number of people who stay there now.
    pub capacity_beds: MaybeUndefined<i32>,
    /// Number of beds that can be added in a surge.
    pub surge_beds: MaybeUndefined<i32>,
    /// Whether people come and go freely.
    pub open_centre: MaybeUndefined<bool>,
    /// Opening hours.
    pub opening_hours: MaybeUndefined<String>,
    /// Time zone, as in the IANA database, for example Africa/Niamey.
    pub time_zone: MaybeUndefined<TimeZone>,
    /// The days of the week on which it works, at least one. They replace the present ones. Clocks that run already keep their due
    /// times.
    pub working_days: MaybeUndefined<Vec<Weekday>>,
    /// Public holidays, at most 200. They replace the present ones. Clocks that run already keep their due times.
    pub holidays: MaybeUndefined<Vec<HolidayInput>>,
    /// Where it is in its life cycle.
    pub status: MaybeUndefined<CentreStatus>,
}

impl Verb for UpdateCentreInput {
    const ACTION: Action = Action::UpdateCentre;
    type Subject = centre::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let permit = Self::permit(change, self.centre_id.0).await?;
        let Self {
            centre_id: _,
            version,
            name,
            name_translations,
            admin2,
            capacity_beds,
            surge_beds,
            open_centre,
            opening_hours,
            time_zone,
            working_days,
            holidays,
            status,
        } = self;
        let before = permit.row();
        same_version(version, before.version)?;

        let mut after = before.clone();
        if let Some(name) = filled("name", name)? {
            after.name = text::required("name", TextKind::LongLine, &name)?;
        }
        retranslate(&mut after.name_translations, "nameTranslations", TextKind::LongLine, name_translations)?;
        set(&mut after.admin2, text::changed("admin2", TextKind::LongLine, admin2)?);
        if let Some(count) = filled("capacityBeds", capacity_beds)? {
            after.capacity_beds = beds("capacityBeds", count)?;
        }
        if let Some(count) = filled("surgeBeds", surge_beds)? {
            after.surge_beds = beds("surgeBeds", count)?;
        }
        if let Some(open) = filled("openCentre", open_centre)? {
            after.open_centre = open;
        }
        set(&mut after.opening_hours, text::changed("openingHours", TextKind::LongLine, opening_hours)?);
        if let Some(zone) = filled("timeZone", time_zone)? {
            after.time_zone = time_zone::time_zone("timeZone", &zone)?;
        }
        set_calendar(&mut after, working_days, holidays)?;
        if let Some(status) = filled("status", status)? {
            moves(before.status, status)?;
            after.status = status;
        }
        if after != *before {
            after.version += 1;
            after.updated_at = change.now();
        }
        let changed = save::write(change, before, &after).await?;
        Ok(of_centre(&after, changed))
    }
}
