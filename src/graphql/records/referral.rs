//! `Referral`: a request to another organisation to serve a person, and what became of it.

use std::sync::LazyLock;

use async_graphql::{Value, resolver_utils::enum_value};
use entity::{
    codes::{
        DataClass as D, DeclineReason, NotCompletedReason, Purpose, ReferralEndReason, ReferralOutcome, ReferralReason,
        ReferralState, ServiceType, Urgency,
    },
    legal_override::Column as Overriding,
    referral, referral_event,
};
use sea_orm::{
    prelude::DateTimeUtc,
    sea_query::{IntoIden, Order},
};

use super::{Case, LegalOverride, Organisation, ReferralEvent, Service, Worker, edge};
use crate::{
    access::class::ClassSet,
    graphql::record::table::{Record, Table, coarse_code, code, computed, connection, id, known, many, one, plain},
    store::{facts::Access, legal_override as overrides, read::Edge},
};

/// The record type.
#[derive(Debug)]
pub struct Referral;

impl Record for Referral {
    #[expect(clippy::too_many_lines, reason = "a table of fields, no course of action")]
    fn table() -> &'static Table {
        static TABLE: LazyLock<Table> = LazyLock::new(|| Table {
            name: "Referral",
            doc: "A request to another organisation to serve a person. The receiver sees a stub before acceptance, what was consented to after it, and a tombstone at the end.",
            from: referral::Entity.into_iden(),
            key: referral::Column::Id.into_iden(),
            access: Access::Referral,
            fields: vec![
                id("Global identifier."),
                plain::<String>(
                    "reference",
                    D::OperationalCoarse,
                    referral::Column::Reference,
                    "Reference for people to quote.",
                ),
                plain::<i32>(
                    "version",
                    D::OperationalCoarse,
                    referral::Column::Version,
                    "Counts the changes; a mutation names the version it saw.",
                ),
                code::<ReferralState>(
                    "state",
                    D::OperationalCoarse,
                    referral::Column::State,
                    "Where the referral stands.",
                ),
                coarse_code::<ServiceType>(
                    "serviceGroup",
                    D::OperationalCoarse,
                    referral::Column::ServiceType,
                    "Coarse kind of service asked for.",
                ),
                known::<Organisation>(
                    "fromOrganisation",
                    D::OperationalCoarse,
                    referral::Column::FromOrganisationId,
                    "The organisation that refers.",
                ),
                known::<Organisation>(
                    "toOrganisation",
                    D::OperationalCoarse,
                    referral::Column::ToOrganisationId,
                    "The organisation that is asked.",
                ),
                plain::<DateTimeUtc>(
                    "createdAt",
                    D::OperationalCoarse,
                    referral::Column::CreatedAt,
                    "When it was drafted.",
                ),
                plain::<DateTimeUtc>("sentAt", D::OperationalCoarse, referral::Column::SentAt, "When it was sent."),
                plain::<DateTimeUtc>("closedAt", D::OperationalCoarse, referral::Column::ClosedAt, "When it ended."),
                code::<DeclineReason>(
                    "declineReason",
                    D::OperationalCoarse,
                    referral::Column::DeclineReason,
                    "Why it was declined.",
                ),
                computed::<ReferralEndReason>(
                    "endReason",
                    D::OperationalCoarse,
                    vec![referral::Column::EndReason.into_iden()],
                    "Why it was cancelled, revoked or marked as an error, as both sides are told: an officer's hold reads as the sender's request.",
                    |cells| {
                        let reason = cells.get::<Option<ReferralEndReason>>(0)?;
                        Ok(reason.map_or(Value::Null, |reason| enum_value(reason.told())))
                    },
                ),
                code::<ReferralEndReason>(
                    "exactEndReason",
                    D::Staff,
                    referral::Column::EndReason,
                    "Why exactly it was cancelled, revoked or marked as an error.",
                ),
                one::<Service>("service", D::Operational, referral::Column::ServiceId, "The service asked for."),
                code::<Urgency>("urgency", D::Operational, referral::Column::Urgency, "How soon an answer is needed."),
                code::<Purpose>("purpose", D::Operational, referral::Column::Purpose, "What the data is shared for."),
                computed::<Vec<D>>(
                    "requestedClasses",
                    D::Protection,
                    vec![referral::Column::Classes.into_iden()],
                    "The classes that the sender means to share on acceptance.",
                    |cells| {
                        let classes = ClassSet::from_bits(cells.get(0)?);
                        Ok(Value::List(classes.iter().map(enum_value).collect()))
                    },
                ),
                plain::<String>(
                    "contactRestrictions",
                    D::Operational,
                    referral::Column::ContactRestrictions,
                    "How the person must not be contacted.",
                ),
                code::<ReferralReason>(
                    "reasonCode",
                    D::Operational,
                    referral::Column::ReasonCode,
                    "Why the person is referred, as a code.",
                ),
                plain::<String>(
                    "reasonText",
                    D::Protection,
                    referral::Column::ReasonText,
                    "Why the person is referred; the receiver reads it after acceptance.",
                ),
                plain::<String>(
                    "medicalText",
                    D::Medical,
                    referral::Column::MedicalText,
                    "What medical staff add for the receiver.",
                ),
                plain::<DateTimeUtc>(
                    "acknowledgedAt",
                    D::Operational,
                    referral::Column::AcknowledgedAt,
                    "When the receiver confirmed receipt.",
                ),
                plain::<DateTimeUtc>(
                    "decidedAt",
                    D::Operational,
                    referral::Column::DecidedAt,
                    "When the receiver accepted or declined.",
                ),
                plain::<DateTimeUtc>(
                    "scheduledFor",
                    D::Operational,
                    referral::Column::ScheduledFor,
                    "When the first service is planned.",
                ),
                plain::<DateTimeUtc>(
                    "completedAt",
                    D::Operational,
                    referral::Column::CompletedAt,
                    "When the service was completed.",
                ),
                plain::<DateTimeUtc>(
                    "acknowledgeDueAt",
                    D::Operational,
                    referral::Column::AcknowledgeDueAt,
                    "By when receipt is to be confirmed.",
                ),
                plain::<DateTimeUtc>(
                    "decideDueAt",
                    D::Operational,
                    referral::Column::DecideDueAt,
                    "By when it is to be accepted or declined.",
                ),
                plain::<DateTimeUtc>(
                    "serviceDueAt",
                    D::Operational,
                    referral::Column::ServiceDueAt,
                    "By when the first service is to be given.",
                ),
                plain::<DateTimeUtc>(
                    "pausedAt",
                    D::Operational,
                    referral::Column::PausedAt,
                    "Since when the clocks rest, while information is awaited.",
                ),
                computed::<bool>(
                    "overdue",
                    D::Operational,
                    vec![referral::Column::NextDueAt.into_iden()],
                    "Whether the running clock has passed its due time.",
                    |cells| Ok(cells.get::<Option<DateTimeUtc>>(0)?.is_some_and(|due| due < cells.now).into()),
                ),
                plain::<String>(
                    "question",
                    D::Operational,
                    referral::Column::Question,
                    "What the receiver asked; both sides read it.",
                ),
                plain::<String>(
                    "answer",
                    D::Operational,
                    referral::Column::Answer,
                    "What the sender answered; both sides read it, so it holds no more than the stub.",
                ),
                plain::<String>(
                    "declineText",
                    D::Staff,
                    referral::Column::DeclineText,
                    "What the receiver wrote to the sender when declining.",
                ),
                code::<ReferralOutcome>(
                    "outcome",
                    D::Operational,
                    referral::Column::Outcome,
                    "What came of the service.",
                ),
                plain::<String>(
                    "outcomeText",
                    D::Protection,
                    referral::Column::OutcomeText,
                    "What the receiver reported back.",
                ),
                code::<NotCompletedReason>(
                    "notCompletedReason",
                    D::Operational,
                    referral::Column::NotCompletedReason,
                    "Why the service was not completed.",
                ),
                plain::<bool>(
                    "overCapacity",
                    D::Operational,
                    referral::Column::OverCapacity,
                    "Whether it was accepted beyond capacity.",
                ),
                one::<Worker>("fromWorker", D::Staff, referral::Column::FromWorkerId, "Who referred."),
                one::<Case>("case", D::Operational, referral::Column::CaseId, "The case."),
                many::<LegalOverride>(
                    "legalOverrides",
                    D::OperationalCoarse,
                    "Requests to share without consent that this referral rests on, newest first.",
                    || Edge {
                        visible: overrides::visible,
                        ..edge(Overriding::ReferralId, Overriding::CreatedAt, Overriding::Id, &Order::Desc)
                    },
                ),
                many::<ReferralEvent>("events", D::Operational, "What happened, first things first.", events),
                connection::<ReferralEvent>(
                    "eventsConnection",
                    D::Operational,
                    "What happened, first things first, page by page.",
                    events,
                ),
            ],
        });
        &TABLE
    }
}

fn events() -> Edge {
    use referral_event::Column as E;
    edge(E::ReferralId, E::At, E::Id, &Order::Asc)
}
