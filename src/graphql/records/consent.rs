//! `Consent`: what the person agreed to or refused, for which recipients and purpose, and until when. Its content is
//! for those who work on the case. Others read only whether it is valid, and until when.

use async_graphql::{Value, resolver_utils::enum_value};
use entity::{
    codes::{ConsentGiver, ConsentMethod, ConsentStatus, DataClass as D, OrganisationType, Purpose, ServiceType},
    consent, consent_recipient, referral,
};
use sea_orm::{
    prelude::{DateTimeUtc, Uuid},
    sea_query::{IntoIden, Order},
};

use super::{Case, Consent, ConsentRecipient, ConsularRecipient, Organisation, Referral, Worker, edge};
use crate::{
    access::class::ClassSet,
    graphql::record::{
        fields::{code, computed, connection, id, known, many, one, part_id, plain},
        table::{Table, record},
    },
    rules::consent_time::{ConsentState, consent_state_of},
    scalars::LanguageTag,
    store::{
        self,
        access::{consent as consent_access, row_access::Access},
        read::children::Edge,
    },
};

record!(Consent, consent);

#[expect(clippy::too_many_lines, reason = "a table of fields, no course of action")]
fn consent() -> Table {
    use entity::consent::Column as C;

    Table {
        name: "Consent",
        doc: "A statement of the person about sharing data: which recipients may know which classes, for what \
              purpose and how long. It can also be a refusal.",
        from: consent::Entity.into_iden(),
        key: C::Id.into_iden(),
        access: Access::Consent,
        fields: vec![
            id("Global identifier."),
            code::<Purpose>(D::Staff, C::Purpose, "The purpose for which the data may be used."),
            computed::<bool>(
                "forConsularRequest",
                D::Legal,
                vec![C::Purpose.into_iden()],
                "Whether it is for a consular request.",
                |cells| Ok((cells.get::<Purpose>(0)? == Purpose::ConsularDocument).into()),
            ),
            computed::<bool>(
                "forMedicalCare",
                D::Medical,
                vec![C::Purpose.into_iden()],
                "Whether it is for medical care.",
                |cells| Ok((cells.get::<Purpose>(0)? == Purpose::MedicalCare).into()),
            ),
            computed::<ConsentState>(
                "status",
                D::StaffCoarse,
                vec![
                    C::Status.into_iden(),
                    C::SupersededById.into_iden(),
                    C::ValidFrom.into_iden(),
                    C::ValidUntil.into_iden(),
                ],
                "Its status now.",
                |cells| {
                    let superseded = cells.get::<Option<Uuid>>(1)?.is_some();
                    let (from, until) = (cells.get(2)?, cells.get(3)?);
                    let now = cells.now.for_change_at([Some(from), until]);
                    Ok(enum_value(consent_state_of(cells.get::<ConsentStatus>(0)?, superseded, (from, until), now)))
                },
            ),
            computed::<Vec<D>>(
                "classes",
                D::Staff,
                vec![C::Classes.into_iden()],
                "The data classes that it covers.",
                |cells| {
                    let classes = ClassSet::from_bits(cells.get(0)?);
                    Ok(Value::List(classes.iter().map(enum_value).collect()))
                },
            ),
            many::<ConsentRecipient>(
                "recipients",
                D::Staff,
                "The recipients that it names, including those about which a newer consent or refusal decides.",
                || {
                    edge(
                        consent_recipient::Column::ConsentId,
                        consent_recipient::Column::Id,
                        consent_recipient::Column::Id,
                        Order::Asc,
                    )
                },
            ),
            many::<ConsularRecipient>(
                "consulates",
                D::Legal,
                "The recipients of a consent with the purpose CONSULAR_DOCUMENT. Empty for any other purpose.",
                || Edge {
                    visible: store::case_file::consent::of_consular_consent,
                    ..edge(
                        consent_recipient::Column::ConsentId,
                        consent_recipient::Column::Id,
                        consent_recipient::Column::Id,
                        Order::Asc,
                    )
                },
            ),
            // Not `code`: the stored text PERSON differs from the GraphQL name SELF, because `Self` cannot be the
            // name of a Rust variant.
            computed::<ConsentGiver>(
                // It reveals that the person is a child, cannot decide, or has a determination.
                "givenBy",
                D::Protection,
                vec![C::GivenBy.into_iden()],
                "The giver of the consent: the person or somebody for them.",
                |cells| Ok(enum_value(cells.get::<ConsentGiver>(0)?)),
            ),
            plain::<String>(
                D::Protection,
                C::GiverName,
                "Name of the guardian, caregiver or authority that gave it for the person.",
            ),
            code::<ConsentMethod>(D::StaffCoarse, C::Method, "How it was given."),
            plain::<LanguageTag>(D::StaffCoarse, C::Language, "The language in which it was given, BCP 47."),
            plain::<bool>(D::StaffCoarse, C::InterpreterUsed, "Whether an interpreter helped."),
            plain::<bool>(
                D::StaffCoarse,
                C::ReadBackConfirmed,
                "Whether it was read back to the person and confirmed.",
            ),
            plain::<bool>(
                D::StaffCoarse,
                C::IncludesLaterFacts,
                "Whether a receiver may also read data of PROTECTION, MEDICAL and ASYLUM that is recorded after \
                     it accepted.",
            ),
            plain::<String>(
                D::Contact,
                C::ContactRestrictions,
                "Contact restrictions, for example 'call only after 18:00, never the husband's number'.",
            ),
            plain::<bool>(
                D::StaffCoarse,
                C::NotTiedToAssistance,
                "Whether the person was told that help does not depend on this consent.",
            ),
            plain::<bool>(
                D::StaffCoarse,
                C::IncludesSuccessor,
                "Whether it stays valid after a transfer of the case, although it names the organisation that \
                     gives the case away.",
            ),
            one::<Case>(D::OperationalCoarse, C::CaseId, "The case."),
            one::<Worker>(D::Staff, C::WorkerId, "The worker who recorded it.").named("recordedBy"),
            plain::<DateTimeUtc>(D::StaffCoarse, C::CreatedAt, "When it was recorded."),
            one::<Consent>(D::StaffCoarse, C::SupersededById, "The newer consent or refusal that replaced it."),
            many::<Consent>("supersedes", D::StaffCoarse, "The earlier consents that it replaced.", || Edge {
                visible: consent_access::visible,
                ..edge(C::SupersededById, C::CreatedAt, C::Id, Order::Desc)
            }),
            connection::<Referral>(
                "referrals",
                D::Operational,
                "The referrals that are based on it and that you may know of, newest first.",
                || Edge {
                    visible: |scope, referral| scope.referrals(referral, D::OperationalCoarse),
                    ..edge(referral::Column::ConsentId, referral::Column::CreatedAt, referral::Column::Id, Order::Desc)
                },
            ),
            plain::<DateTimeUtc>(D::StaffCoarse, C::ValidFrom, "When it becomes valid."),
            plain::<DateTimeUtc>(D::StaffCoarse, C::ValidUntil, "When it expires."),
            plain::<DateTimeUtc>(D::StaffCoarse, C::WithdrawnAt, "When it was withdrawn."),
            plain::<String>(D::Staff, C::WithdrawalReason, "The reason for the withdrawal, if the person gave one."),
            plain::<String>(D::System, C::EvidenceHash, "SHA-256 of the evidence of the consent."),
            plain::<i32>(
                D::StaffCoarse,
                C::Version,
                "Version of the record, raised by each change. Pass it as `version` to a mutation.",
            ),
        ],
    }
}

record!(ConsentRecipient, consent_recipient);

fn consent_recipient() -> Table {
    use entity::consent_recipient::Column as C;

    Table {
        name: "ConsentRecipient",
        doc: "A recipient that a consent names: an organisation, a type of organisation or a type of service.",
        from: consent_recipient::Entity.into_iden(),
        key: C::Id.into_iden(),
        access: Access::Inherited,
        fields: vec![
            part_id::<ConsentRecipient>(D::Staff, C::Id),
            known::<Organisation>(D::Staff, C::OrganisationId, "The named organisation."),
            code::<OrganisationType>(D::Staff, C::OrganisationType, "The named type of organisation."),
            code::<ServiceType>(D::Staff, C::ServiceType, "The named type of service."),
            plain::<DateTimeUtc>(
                D::Staff,
                C::ExcludedFrom,
                "Since when the consent no longer covers this recipient. Null if it covers it.",
            ),
            one::<Consent>(D::Staff, C::DecidedById, "The newer consent or refusal that decides about this recipient."),
        ],
    }
}
