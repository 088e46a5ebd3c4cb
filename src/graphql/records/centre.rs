//! `Centre`: a migrant centre. Ordinary centres are public. `Scope::knows_centre` decides who may know of a protected
//! one.

use async_graphql::{Value, resolver_utils::enum_value};
use entity::{
    case, centre,
    codes::{CentreStatus, CentreType, DataClass as D, Weekday},
    stay,
};
use sea_orm::{
    prelude::Date,
    sea_query::{IntoIden, Order},
};

use super::{Case, Centre, Holiday, LocalisedText, Occupancy, Organisation, RollCallEntry, Stay, edge};
use crate::{
    graphql::record::{
        beds::{beds_by_day, beds_now},
        fields::{self, connection, public_id, run_by},
        parts::{part, public_part},
        table::{Part, ReadParts, Table, record},
        translated::{NAME, entry_parts, name_translations, objects},
    },
    rules::calendar,
    scalars::{CountryCode, TimeZone},
    store::{
        access::{
            row_access::Access,
            stay::{heads, leaving, present},
        },
        lists::centre_cases,
        read::children::Edge,
    },
};

record!(Centre, table);

#[expect(clippy::too_many_lines, reason = "a table of fields, no course of action")]
fn table() -> Table {
    Table {
        name: "Centre",
        doc: "A place where people on the move are received.",
        from: centre::Entity.into_iden(),
        key: centre::Column::Id.into_iden(),
        access: Access::Public,
        fields: vec![
            public_id("Global identifier."),
            fields::centre::<String>("code", D::Public, "Short code, used in access tokens.", |it, _| {
                it.code.clone().into()
            }),
            fields::centre::<String>("name", D::Public, NAME, |it, languages| {
                languages.choose(&it.name, it.name_translations.as_deref()).into()
            }),
            name_translations::<LocalisedText>(ReadParts::Centre(|it| objects(it.name_translations.as_deref()))),
            fields::centre::<CentreType>("type", D::Public, "Type of centre.", |it, _| enum_value(it.centre_type)),
            fields::centre::<CountryCode>("country", D::Public, "Country, ISO 3166-1 alpha-3.", |it, _| {
                it.country.clone().into()
            }),
            fields::centre::<String>("admin1", D::Public, "Region (first administrative level).", |it, _| {
                it.admin1.clone().into()
            }),
            fields::centre::<Option<String>>(
                "admin2",
                D::Public,
                "Department (second administrative level).",
                |it, _| it.admin2.clone().map_or(Value::Null, Value::from),
            ),
            fields::centre::<i32>("capacityBeds", D::Public, "Number of ordinary beds.", |it, _| {
                it.capacity_beds.into()
            }),
            fields::centre::<i32>("surgeBeds", D::Public, "Number of beds that can be added in a surge.", |it, _| {
                it.surge_beds.into()
            }),
            fields::centre::<bool>("openCentre", D::Public, "Whether people come and go freely.", |it, _| {
                it.open_centre.into()
            }),
            fields::centre::<Option<String>>("openingHours", D::Public, "Opening hours.", |it, _| {
                it.opening_hours.clone().map_or(Value::Null, Value::from)
            }),
            fields::centre::<TimeZone>(
                "timeZone",
                D::Public,
                "Time zone, as in the IANA database. The days of the centre begin at midnight of this zone.",
                |it, _| it.time_zone.clone().into(),
            ),
            fields::centre::<Vec<Weekday>>(
                "workingDays",
                D::Public,
                "The days of the week on which the centre works. The clocks of referrals to a service of the centre count them \
                 in its time zone.",
                |it, _| Value::List(calendar::working_days(&it.working_days).into_iter().map(enum_value).collect()),
            ),
            entry_parts::<Holiday>(
                "holidays",
                "The public holidays, on which the centre does not work, in the order of their days.",
                ReadParts::Centre(holidays),
            ),
            fields::centre::<CentreStatus>(
                "status",
                D::Public,
                "Where it is in its life cycle. Only an OPEN centre takes people in.",
                |it, _| enum_value(it.status),
            ),
            fields::centre::<i32>(
                "version",
                D::Public,
                "Version of the entry. Pass it as `version` to `updateCentre`.",
                |it, _| it.version.into(),
            ),
            run_by::<Organisation>("organisation", "The organisation that runs the centre."),
            beds_now::<Occupancy>("occupancy", "Occupied and free beds now. For those who run or oversee the centre."),
            beds_by_day::<Occupancy>(
                "occupancyPerDay",
                "Occupied and free beds at the end of each day in the time zone of the centre, at most 366 days. For \
                     those who run or oversee the centre.",
            ),
            connection::<Case>(
                "cases",
                D::OperationalCoarse,
                "The cases for which this centre answers and that you may know of, newest first.",
                || Edge {
                    ways: Some(centre_cases::ways),
                    ..edge(case::Column::FrontingCentreId, case::Column::OpenedAt, case::Column::Id, Order::Desc)
                },
            ),
            connection::<Stay>(
                "presentStays",
                D::OperationalCoarse,
                "The stays of people who have a bed in this centre now, as far as you may know where they are, the latest \
                 arrival first.",
                || Edge {
                    visible: present,
                    ..edge(stay::Column::CentreId, stay::Column::FromAt, stay::Column::Id, Order::Desc)
                },
            ),
            connection::<RollCallEntry>(
                "rollCall",
                D::Contact,
                "Everybody who has a bed in this centre now, also those whose case you may not read, the latest arrival \
                 first. For those who run the centre.",
                || Edge {
                    visible: heads,
                    ..edge(stay::Column::CentreId, stay::Column::FromAt, stay::Column::Id, Order::Desc)
                },
            ),
            connection::<Stay>(
                "expectedDepartures",
                D::OperationalCoarse,
                "The stays of `presentStays` with a planned last day, the earliest day first.",
                || Edge {
                    visible: leaving,
                    ..edge(stay::Column::CentreId, stay::Column::ExpectedUntil, stay::Column::Id, Order::Asc)
                },
            ),
        ],
    }
}

/// The objects of the holidays of a centre.
fn holidays(centre: &centre::Model) -> Vec<Part> {
    let object = |it: &calendar::Holiday| serde_json::to_value(it).ok()?.as_object().cloned();
    calendar::holidays(centre.holidays.as_deref()).iter().filter_map(object).collect()
}

record!(Holiday, holiday);

fn holiday() -> Table {
    Table {
        name: "Holiday",
        doc: "A public holiday of a centre.",
        from: centre::Entity.into_iden(),
        key: centre::Column::Id.into_iden(),
        access: Access::Public,
        fields: vec![
            public_part::<Date>("date", "The day."),
            part::<String>("name", D::Public, "Its name. Null if it has none."),
        ],
    }
}
