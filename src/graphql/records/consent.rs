//! `Consent`: what the person agreed to, for whom, for what and until when. What it is about is for those who work the case;
//! others read that one holds, and until when.

use std::sync::LazyLock;

use async_graphql::{Value, resolver_utils::enum_value};
use entity::{
    codes::{ConsentGiver, ConsentMethod, ConsentStatus, DataClass as D, OrganisationType, Purpose, ServiceType},
    consent, consent_recipient,
};
use sea_orm::{
    prelude::DateTimeUtc,
    sea_query::{IntoIden, Order},
};

use super::{Organisation, edge};
use crate::{
    access::class::ClassSet,
    graphql::record::table::{Record, Table, code, computed, id, known, many, part_id, plain},
    store::facts::Access,
};

/// The record type.
#[derive(Debug)]
pub struct Consent;

impl Record for Consent {
    #[expect(clippy::too_many_lines, reason = "a table of fields, no course of action")]
    fn table() -> &'static Table {
        static TABLE: LazyLock<Table> = LazyLock::new(|| Table {
            name: "Consent",
            doc: "What a person agreed to: who may know which classes, for what, until when.",
            from: consent::Entity.into_iden(),
            key: consent::Column::Id.into_iden(),
            access: Access::Consent,
            fields: vec![
                id("Global identifier."),
                code::<Purpose>("purpose", D::Staff, consent::Column::Purpose, "What the data may be used for."),
                computed::<bool>(
                    "forConsularRequest",
                    D::Legal,
                    vec![consent::Column::Purpose.into_iden()],
                    "Whether it is for a request to a consulate.",
                    |cells| Ok((cells.get::<Purpose>(0)? == Purpose::ConsularDocument).into()),
                ),
                computed::<bool>(
                    "forMedicalCare",
                    D::Medical,
                    vec![consent::Column::Purpose.into_iden()],
                    "Whether it is for medical care.",
                    |cells| Ok((cells.get::<Purpose>(0)? == Purpose::MedicalCare).into()),
                ),
                code::<ConsentStatus>("status", D::StaffCoarse, consent::Column::Status, "Whether it holds."),
                computed::<Vec<D>>(
                    "classes",
                    D::Staff,
                    vec![consent::Column::Classes.into_iden()],
                    "The classes it covers.",
                    |cells| {
                        let classes = ClassSet::from_bits(cells.get(0)?);
                        Ok(Value::List(classes.iter().map(enum_value).collect()))
                    },
                ),
                many::<ConsentRecipient>("recipients", D::Staff, "Who may know.", || {
                    edge(
                        consent_recipient::Column::ConsentId,
                        consent_recipient::Column::Id,
                        consent_recipient::Column::Id,
                        &Order::Asc,
                    )
                }),
                // The text in the database is not the GraphQL name here: SELF is no name for a Rust variant.
                computed::<ConsentGiver>(
                    "givenBy",
                    D::StaffCoarse,
                    vec![consent::Column::GivenBy.into_iden()],
                    "Who gave it.",
                    |cells| Ok(enum_value(cells.get::<ConsentGiver>(0)?)),
                ),
                code::<ConsentMethod>("method", D::StaffCoarse, consent::Column::Method, "How it was given."),
                plain::<String>(
                    "language",
                    D::StaffCoarse,
                    consent::Column::Language,
                    "Language it was given in, BCP 47.",
                ),
                plain::<bool>(
                    "interpreterUsed",
                    D::StaffCoarse,
                    consent::Column::InterpreterUsed,
                    "Whether an interpreter helped.",
                ),
                plain::<bool>(
                    "readBackConfirmed",
                    D::StaffCoarse,
                    consent::Column::ReadBackConfirmed,
                    "Whether it was read back and confirmed.",
                ),
                plain::<bool>(
                    "includesLaterFacts",
                    D::StaffCoarse,
                    consent::Column::IncludesLaterFacts,
                    "Whether a receiver may also read facts of PROTECTION, MEDICAL and ASYLUM that become known after it accepted.",
                ),
                plain::<String>(
                    "contactRestrictions",
                    D::Contact,
                    consent::Column::ContactRestrictions,
                    "How the person must not be contacted.",
                ),
                plain::<DateTimeUtc>("validFrom", D::StaffCoarse, consent::Column::ValidFrom, "When it begins."),
                plain::<DateTimeUtc>(
                    "validUntil",
                    D::StaffCoarse,
                    consent::Column::ValidUntil,
                    "When it ends by itself.",
                ),
                plain::<DateTimeUtc>(
                    "withdrawnAt",
                    D::StaffCoarse,
                    consent::Column::WithdrawnAt,
                    "When it was withdrawn.",
                ),
                plain::<String>(
                    "withdrawalReason",
                    D::Staff,
                    consent::Column::WithdrawalReason,
                    "Why it was withdrawn, if the person said so.",
                ),
                plain::<String>("evidenceHash", D::System, consent::Column::EvidenceHash, "SHA-256 of the proof."),
                plain::<i32>(
                    "version",
                    D::OperationalCoarse,
                    consent::Column::Version,
                    "Counts the changes; a mutation names the version it saw.",
                ),
            ],
        });
        &TABLE
    }
}

/// The record type.
#[derive(Debug)]
pub struct ConsentRecipient;

impl Record for ConsentRecipient {
    fn table() -> &'static Table {
        static TABLE: LazyLock<Table> = LazyLock::new(|| Table {
            name: "ConsentRecipient",
            doc: "Somebody whom a consent names: an organisation, a kind of organisation or a kind of service.",
            from: consent_recipient::Entity.into_iden(),
            key: consent_recipient::Column::Id.into_iden(),
            access: Access::Inherited,
            fields: vec![
                part_id::<ConsentRecipient>(D::Staff, consent_recipient::Column::Id),
                known::<Organisation>(
                    "organisation",
                    D::Staff,
                    consent_recipient::Column::OrganisationId,
                    "The organisation named.",
                ),
                code::<OrganisationType>(
                    "organisationType",
                    D::Staff,
                    consent_recipient::Column::OrganisationType,
                    "The kind of organisation named.",
                ),
                code::<ServiceType>(
                    "serviceType",
                    D::Staff,
                    consent_recipient::Column::ServiceType,
                    "The kind of service named.",
                ),
            ],
        });
        &TABLE
    }
}
