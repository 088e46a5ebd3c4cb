//! `Service`: an offer in the service directory, after the Human Services Data Specification.

use std::sync::LazyLock;

use entity::{
    codes::{DataClass as D, ServiceStatus, ServiceType},
    service, service_language,
};
use sea_orm::{
    prelude::DateTimeUtc,
    sea_query::{IntoIden, Order},
};

use super::{Centre, Organisation, edge};
use crate::{
    graphql::record::table::{Record, Table, coarse_code, code, known, many, plain, public_id},
    store::facts::Access,
};

/// The record type.
#[derive(Debug)]
pub struct Service;

impl Record for Service {
    fn table() -> &'static Table {
        static TABLE: LazyLock<Table> = LazyLock::new(|| Table {
            name: "Service",
            doc: "A service that an organisation offers: directory entry after the Human Services Data Specification.",
            from: service::Entity.into_iden(),
            key: service::Column::Id.into_iden(),
            access: Access::Service,
            fields: vec![
                public_id("Global identifier."),
                code::<ServiceType>("type", D::Public, service::Column::ServiceType, "Kind of service."),
                coarse_code::<ServiceType>("group", D::Public, service::Column::ServiceType, "Coarse kind of service."),
                plain::<String>("name", D::Public, service::Column::Name, "Name."),
                plain::<String>("description", D::Public, service::Column::Description, "What is offered."),
                plain::<String>("eligibility", D::Public, service::Column::Eligibility, "Who may use it."),
                plain::<String>("country", D::Public, service::Column::Country, "Country, ISO 3166-1 alpha-3."),
                plain::<String>("admin1", D::Public, service::Column::Admin1, "First administrative level: region."),
                many::<ServiceLanguage>("languages", D::Public, "Languages of the service.", || {
                    edge(
                        service_language::Column::ServiceId,
                        service_language::Column::Language,
                        service_language::Column::Language,
                        &Order::Asc,
                    )
                }),
                plain::<bool>(
                    "referralRequired",
                    D::Public,
                    service::Column::ReferralRequired,
                    "Whether a referral is required.",
                ),
                plain::<String>(
                    "acceptanceHours",
                    D::Public,
                    service::Column::AcceptanceHours,
                    "When people are received.",
                ),
                code::<ServiceStatus>("status", D::Public, service::Column::Status, "Whether it takes people now."),
                plain::<String>(
                    "capacityUnit",
                    D::Public,
                    service::Column::CapacityUnit,
                    "What capacity is counted in.",
                ),
                plain::<i32>("capacityTotal", D::Public, service::Column::CapacityTotal, "Places in all."),
                plain::<i32>(
                    "capacityFree",
                    D::OperationalCoarse,
                    service::Column::CapacityFree,
                    "Free places; for those who handle cases, for it moves with each person who is taken in.",
                ),
                plain::<DateTimeUtc>(
                    "capacityAsOf",
                    D::OperationalCoarse,
                    service::Column::CapacityAsOf,
                    "When the free places were counted.",
                ),
                known::<Organisation>(
                    "organisation",
                    D::Public,
                    service::Column::OrganisationId,
                    "The organisation that offers it.",
                ),
                known::<Centre>("centre", D::Public, service::Column::CentreId, "The centre where it is offered."),
            ],
        });
        &TABLE
    }
}

/// The record type.
#[derive(Debug)]
pub struct ServiceLanguage;

impl Record for ServiceLanguage {
    fn table() -> &'static Table {
        static TABLE: LazyLock<Table> = LazyLock::new(|| Table {
            name: "ServiceLanguage",
            doc: "A language of a service.",
            from: service_language::Entity.into_iden(),
            key: service_language::Column::ServiceId.into_iden(),
            access: Access::Public,
            fields: vec![plain::<String>(
                "language",
                D::Public,
                service_language::Column::Language,
                "Language, BCP 47.",
            )],
        });
        &TABLE
    }
}
