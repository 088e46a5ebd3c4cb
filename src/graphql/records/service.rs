//! `Service`: an entry of the service directory, modelled on the Human Services Data Specification (HSDS).

use async_graphql::Value;
use entity::{
    codes::{DataClass as D, ServiceStatus, ServiceType, Weekday},
    service, service_language,
};
use sea_orm::{
    prelude::{Date, DateTimeUtc},
    sea_query::{IntoIden, Order},
};

use super::{Centre, LocalisedText, Organisation, Service, ServiceLanguage, ServiceSchedule, edge};
use crate::{
    graphql::record::{
        fields::{coarse_code, code, computed, known, many, plain, public_id},
        parts::{part, parts, public_part},
        scalar::Scalar,
        table::{Part, Table, record},
        translated::{NAME, NAMES, translated, translations},
    },
    rules::{dates::to_the_hour, schedule},
    scalars::{CountryCode, LanguageTag},
    store::access::row_access::Access,
};

record!(Service, service);

fn service() -> Table {
    use entity::service::Column as C;

    Table {
        name: "Service",
        doc: "A service that an organisation offers, modelled on the Human Services Data Specification (HSDS).",
        from: service::Entity.into_iden(),
        key: C::Id.into_iden(),
        access: Access::Service,
        fields: vec![
            public_id("Global identifier."),
            code::<ServiceType>(D::Public, C::ServiceType, "Type of service.").named("type"),
            coarse_code::<ServiceType>(D::Public, C::ServiceType, "Group of services to which the type belongs.")
                .named("group"),
            translated(C::Name, C::NameTranslations, NAME),
            translations::<LocalisedText>(C::NameTranslations, NAMES),
            translated(
                C::Description,
                C::DescriptionTranslations,
                "Description of the service, in your language like the name.",
            ),
            translations::<LocalisedText>(C::DescriptionTranslations, "Translations of the description."),
            translated(C::Eligibility, C::EligibilityTranslations, "The people who may use it, in your language."),
            translations::<LocalisedText>(C::EligibilityTranslations, "Translations of the eligibility."),
            plain::<CountryCode>(D::Public, C::Country, "Country, ISO 3166-1 alpha-3."),
            plain::<String>(D::Public, C::Admin1, "Region (first administrative level)."),
            many::<ServiceLanguage>("languages", D::Public, "Languages in which the service is offered.", || {
                edge(
                    service_language::Column::ServiceId,
                    service_language::Column::Language,
                    service_language::Column::Language,
                    Order::Asc,
                )
            }),
            plain::<bool>(D::Public, C::ReferralRequired, "Whether a referral is required."),
            plain::<String>(D::Public, C::AcceptanceHours, "Hours in which people are received."),
            parts::<ServiceSchedule>(
                "schedules",
                D::Public,
                vec![C::Schedules.into_iden()],
                "When it is open, for programs. `acceptanceHours` says it for people.",
                |cells| Ok(Some(schedules(cells.get::<Option<String>>(0)?.as_deref()))),
            ),
            plain::<String>(D::Public, C::Costs, "What people pay. Null if that is not known."),
            plain::<String>(D::Public, C::Telephone, "Telephone of its desk, E.164. It is never that of a person."),
            plain::<String>(D::Public, C::Email, "Mailbox of its desk. It is never that of a person."),
            code::<ServiceStatus>(D::Public, C::Status, "Whether it takes referrals now."),
            plain::<Date>(
                D::Public,
                C::ResumesOn,
                "The day (UTC) on which a paused service takes referrals again. Null if that is not known.",
            ),
            plain::<String>(D::Public, C::CapacityUnit, "The unit of capacity, for example beds or families."),
            plain::<i32>(D::Public, C::CapacityTotal, "Total number of places."),
            plain::<i32>(
                D::OperationalCoarse,
                C::CapacityFree,
                "Number of free places. For those who refer people; for a service that reveals something about the \
                     person, only for those who receive its referrals.",
            ),
            computed::<DateTimeUtc>(
                "capacityAsOf",
                D::OperationalCoarse,
                vec![C::CapacityAsOf.into_iden()],
                "When the free places were counted, to the hour.",
                |cells| Ok(cells.get::<Option<DateTimeUtc>>(0)?.map_or(Value::Null, |at| to_the_hour(at).value())),
            ),
            plain::<i32>(
                D::OperationalCoarse,
                C::Version,
                "Version of the record, for those who read the free places. Pass it as `version` to `updateService`.",
            ),
            known::<Organisation>(D::Public, C::OrganisationId, "The organisation that offers it."),
            known::<Centre>(D::Public, C::CentreId, "The centre where it is offered."),
        ],
    }
}

/// The objects of the column. One that has another form than the schedules is left out.
fn schedules(column: Option<&str>) -> Vec<Part> {
    let object = |it: &schedule::Schedule| serde_json::to_value(it).ok()?.as_object().cloned();
    schedule::stored(column).iter().filter_map(object).collect()
}

record!(ServiceSchedule, service_schedule);

fn service_schedule() -> Table {
    Table {
        name: "ServiceSchedule",
        doc: "The hours of a service on some days of the week, modelled on the schedule of HSDS.",
        from: service::Entity.into_iden(),
        key: service::Column::Id.into_iden(),
        access: Access::Public,
        fields: vec![
            public_part::<Vec<Weekday>>("days", "Days of the week."),
            public_part::<String>("opensAt", "Opening time in the local time of the place, such as 08:30."),
            public_part::<String>(
                "closesAt",
                "Closing time. If it is not after the opening time, it is on the next day.",
            ),
            part::<Date>("validFrom", D::Public, "The first day on which it applies. Null if it applies already."),
            part::<Date>("validTo", D::Public, "The last day on which it applies. Null if no end is known."),
        ],
    }
}

record!(ServiceLanguage, service_language);

fn service_language() -> Table {
    Table {
        name: "ServiceLanguage",
        doc: "A language in which a service is offered.",
        from: service_language::Entity.into_iden(),
        key: service_language::Column::ServiceId.into_iden(),
        access: Access::Public,
        fields: vec![plain::<LanguageTag>(D::Public, service_language::Column::Language, "Language, BCP 47.")],
    }
}
