//! `Person`: the person a case is about. It is reached only through the case and read with the case's clearance.

use entity::{
    birth::Birth,
    codes::{AgeBand, BirthDatePrecision, DataClass as D, MaritalStatus, Sex},
    contact, identifier, nationality,
    person::{Column as C, Entity},
    person_language, person_name, protection_marker,
};
use sea_orm::{
    prelude::Date,
    sea_query::{IntoIden, Order},
};

use super::{Contact, Identifier, Nationality, Person, PersonLanguage, PersonName, ProtectionMarker, edge};
use crate::{
    graphql::record::{
        fields::{code, computed, many, part_id, plain},
        table::{Table, record},
    },
    scalars::CountryCode,
    store::{
        access::{inferred, row_access::Access, scope::of_case_at_home},
        read::children::Edge,
    },
};

record!(Person, table);

#[expect(clippy::too_many_lines, reason = "a table has as many lines as the record has fields")]
fn table() -> Table {
    Table {
        name: "Person",
        doc: "A person on the move. You reach a person through a case and read what you may read of that case.",
        from: Entity.into_iden(),
        key: C::Id.into_iden(),
        access: Access::Inherited,
        fields: vec![
            part_id::<Person>(D::Operational, C::Id),
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
            many::<PersonName>("names", D::Identity, "Names. The first is the name in use.", || {
                edge(person_name::Column::PersonId, person_name::Column::Position, person_name::Column::Id, Order::Asc)
            }),
            many::<Nationality>(
                "nationalities",
                D::Identity,
                "Claimed, documented and confirmed nationalities.",
                || Edge {
                    visible: inferred::nationalities,
                    ..edge(
                        nationality::Column::PersonId,
                        nationality::Column::Country,
                        nationality::Column::Id,
                        Order::Asc,
                    )
                },
            ),
            many::<PersonLanguage>(
                "languages",
                D::Operational,
                "Languages, and whether an interpreter is needed.",
                || {
                    edge(
                        person_language::Column::PersonId,
                        person_language::Column::Language,
                        person_language::Column::Language,
                        Order::Asc,
                    )
                },
            ),
            many::<Identifier>("identifiers", D::Identity, "Identity documents and their numbers.", || Edge {
                visible: inferred::identifiers,
                ..edge(
                    identifier::Column::PersonId,
                    identifier::Column::IdentifierType,
                    identifier::Column::Id,
                    Order::Asc,
                )
            }),
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
            many::<Contact>("contacts", D::Contact, "Ways to reach the person and the next of kin.", || {
                edge(contact::Column::PersonId, contact::Column::ContactType, contact::Column::Id, Order::Asc)
            }),
        ],
    }
}
