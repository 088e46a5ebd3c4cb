//! `Person`: the person a case is about. It is reached only through the case and read with the case's clearance.

use entity::{
    birth::Birth,
    codes::{AgeBand, BirthDatePrecision, DataClass as D, MaritalStatus, Sex},
    person::{Column as C, Entity},
    protection_marker,
};
use sea_orm::{
    prelude::Date,
    sea_query::{IntoIden, Order},
};

use super::{
    Contact, Identifier, Nationality, Person, PersonLanguage, PersonName, ProtectionMarker, edge,
    person_lists::{contacts, former, identifiers, languages, names, nationalities},
    person_merge::merges,
};
use crate::{
    graphql::record::{
        fields::{code, computed, id, many, plain},
        table::{Table, record},
    },
    scalars::CountryCode,
    store::{
        access::{row_access::Access, scope::of_case_at_home},
        read::children::Edge,
    },
};

record!(Person, table);

fn table() -> Table {
    Table {
        name: "Person",
        doc: "A person on the move. You read of a person what you may read of the case that leads to it. If several cases do, \
              `node` takes the one that shows most.",
        from: Entity.into_iden(),
        key: C::Id.into_iden(),
        access: Access::Inherited,
        fields: vec![
            id("Global identifier."),
            plain::<i32>(
                D::Identity,
                C::Version,
                "Version of the person's own facts, without names and other lists. Pass it to a mutation.",
            ),
            plain::<String>(
                D::Operational,
                C::Reference,
                "Reference for people, safe to quote: it contains no personal data.",
            ),
            code::<Sex>(D::Operational, C::Sex, "Sex, as stated."),
            computed::<AgeBand>(
                "ageBand",
                D::Operational,
                vec![C::BirthDate.into_iden(), C::BirthDatePrecision.into_iden()],
                "Age band today, for the lowest age that the date of birth allows.",
                |cells| {
                    let birth = Birth { date: cells.get(0)?, precision: cells.get(1)? };
                    Ok(async_graphql::resolver_utils::enum_value(birth.band(cells.now.day())))
                },
            ),
            plain::<String>(D::IdentityCoarse, C::Initials, "Initials of the name in use."),
            computed::<i32>(
                "birthYear",
                D::IdentityCoarse,
                vec![C::BirthDate.into_iden()],
                "Year of birth.",
                |cells| {
                    use chrono::Datelike as _;
                    Ok(cells.get::<Option<Date>>(0)?.map_or(async_graphql::Value::Null, |date| date.year().into()))
                },
            ),
            plain::<Date>(D::Identity, C::BirthDate, "Date of birth. `birthDatePrecision` says how exact it is."),
            computed::<BirthDatePrecision>(
                "birthDatePrecision",
                D::Identity,
                vec![C::BirthDate.into_iden(), C::BirthDatePrecision.into_iden()],
                "How exact the date of birth is. Null if the date is unknown.",
                |cells| {
                    let known = cells.get::<Option<Date>>(0)?.is_some();
                    let precision = cells.get::<Option<String>>(1)?.filter(|_| known);
                    Ok(precision.map_or(async_graphql::Value::Null, async_graphql::Value::String))
                },
            ),
            plain::<CountryCode>(D::Identity, C::BirthCountry, "Country of birth, ISO 3166-1 alpha-3."),
            plain::<String>(D::Identity, C::BirthPlace, "Place of birth."),
            code::<MaritalStatus>(D::Identity, C::MaritalStatus, "Marital status."),
            plain::<String>(D::Protection, C::GenderIdentity, "Gender in the person's own words."),
            plain::<bool>(D::Protection, C::Deceased, "Whether the person has died."),
            many::<PersonName>("names", D::Identity, "Names. The first is the name in use.", names),
            many::<Nationality>(
                "nationalities",
                D::Identity,
                "Claimed, documented and confirmed nationalities.",
                nationalities,
            ),
            many::<PersonLanguage>(
                "languages",
                D::Operational,
                "Languages, and whether an interpreter is needed.",
                languages,
            ),
            many::<Identifier>("identifiers", D::Identity, "Identity documents and their numbers.", identifiers),
            many::<ProtectionMarker>(
                "protectionMarkers",
                D::Asylum,
                "Signs that the person may need international protection, newest first.",
                || Edge {
                    // Signs that the owning organisation noted stay with it. A receiver sees only what its share opens.
                    visible: |scope, marker| {
                        of_case_at_home(scope, marker, protection_marker::Column::CaseId.into_iden())
                    },
                    ..edge(
                        protection_marker::Column::PersonId,
                        protection_marker::Column::NotedAt,
                        protection_marker::Column::Id,
                        Order::Desc,
                    )
                },
            ),
            many::<Contact>("contacts", D::Contact, "Ways to reach the person and the next of kin.", contacts),
        ]
        .into_iter()
        .chain(former())
        .chain([merges()])
        .collect(),
    }
}

#[cfg(test)]
mod tests {
    use entity::codes::DataClass;

    use crate::{
        access::class::ClassSet,
        graphql::{record::table::Record as _, records::Person},
        store::access::{clearance::Clearance, person::leads},
    };

    #[test]
    fn each_fact_of_a_person_is_enough_to_reach_it_and_a_tombstone_is_not() {
        let leads = |class| leads(Clearance { classes: ClassSet::of(&[class]), case_id: None });
        for field in &Person::table().fields {
            assert_eq!(leads(field.class), field.name != "id", "{}", field.name);
        }
        assert!(!leads(DataClass::OperationalCoarse));
    }
}
