//! The time zones in which rows are counted: those of the ordinary centres. A protected centre counts in the zone of the
//! centre that answers for it, because their numbers are one.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use entity::{centre, statistics_refresh};
use sea_orm::{DatabaseConnection, DbErr, EntityTrait, QuerySelect, prelude::DateTimeUtc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::rules::time_zone::{self, Zone};

/// The names of the zones, by the id of the centre.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(transparent)]
pub(crate) struct Zones(BTreeMap<Uuid, String>);

impl Zones {
    /// The name of the zone of this ordinary centre. `None` for every other id.
    pub(crate) fn of(&self, centre: Uuid) -> Option<&str> {
        self.0.get(&centre).map(String::as_str)
    }

    /// The zones that a count used. `None` for a count that used none.
    pub(crate) fn stored(column: Option<&serde_json::Value>) -> Option<Self> {
        column.and_then(|zones| Self::deserialize(zones).ok())
    }

    /// Whether a centre has another zone than it had in these counts. A new centre has no rows that were counted.
    pub(super) fn moved_since(&self, counted: &statistics_refresh::Model) -> bool {
        let Some(before) = Self::stored(counted.zones.as_ref()) else { return true };
        self.0.iter().any(|(centre, zone)| before.of(*centre).is_some_and(|before| before != zone))
    }
}

/// The zones of all centres at one moment.
#[derive(Clone, Debug)]
pub(crate) struct Counted {
    /// Those of the ordinary centres.
    pub zones: Zones,
    /// The zone in which each centre counts, for all centres.
    of_centre: BTreeMap<Uuid, Zone>,
}

impl Counted {
    /// Reads them.
    pub(super) async fn read(connection: &DatabaseConnection) -> Result<Self, DbErr> {
        use centre::Column as C;
        let centres: Vec<(Uuid, Option<Uuid>, bool, String)> = centre::Entity::find()
            .select_only()
            .columns([C::Id, C::FrontingCentreId, C::Protected, C::TimeZone])
            .into_tuple()
            .all(connection)
            .await?;
        let ordinary = centres.iter().filter(|(.., protected, _)| !protected);
        let zones = Zones(ordinary.map(|(id, .., zone)| (*id, zone.clone())).collect());
        let of = |(id, fronting, ..): &(Uuid, Option<Uuid>, bool, String)| {
            let name = zones.of(fronting.unwrap_or(*id)).unwrap_or(time_zone::USUAL);
            (*id, time_zone::of_row(name))
        };
        Ok(Self { of_centre: centres.iter().map(of).collect(), zones })
    }

    fn zone(&self, centre: Uuid) -> Zone {
        self.of_centre.get(&centre).copied().unwrap_or(Zone::UTC)
    }

    /// The month of a moment at this centre.
    pub(super) fn month(&self, centre: Uuid, at: DateTimeUtc) -> NaiveDate {
        time_zone::month_of(at, self.zone(centre))
    }

    /// The moment at which the month ends at this centre.
    pub(super) fn end_of_month(&self, centre: Uuid, month: NaiveDate) -> DateTimeUtc {
        time_zone::end_of_month(month, self.zone(centre))
    }
}
