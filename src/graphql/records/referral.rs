//! `Referral`: a request to another organisation to serve a person, and its result.

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
use uuid::Uuid;

use super::{Case, Consent, LegalOverride, Organisation, Referral, ReferralEvent, Service, Worker, edge};
use crate::{
    access::class::ClassSet,
    actions::available::ShownReferral,
    global_id,
    graphql::record::{
        fields::{available_actions, coarse_code, code, computed, connection, id, known, many, one, plain},
        scalar::instant,
        table::{Table, record},
    },
    rules::referral::access_until,
    store::{
        access::{
            legal_override as overrides,
            row_access::Access,
            worker::{COLLEAGUE_ID, COLLEAGUE_NAME},
        },
        read::children::Edge,
        sql::expression::alias,
    },
};

record!(Referral, table);

#[expect(clippy::too_many_lines, reason = "a table of fields, no course of action")]
fn table() -> Table {
    use entity::referral::Column as C;

    Table {
        name: "Referral",
        doc: "A request to another organisation to serve a person. Before acceptance the receiver sees only \
              basic data (the stub), after it what the person consented to, and at the end only reference, dates \
              and result (the tombstone).",
        from: referral::Entity.into_iden(),
        key: C::Id.into_iden(),
        access: Access::Referral,
        fields: vec![
            id("Global identifier."),
            available_actions(
                [
                    C::State,
                    C::FromOrganisationId,
                    C::ToOrganisationId,
                    C::InferenceClass,
                    C::ClosedAt,
                    C::GroundedUntil,
                    C::RedirectedToId,
                ]
                .map(IntoIden::into_iden)
                .to_vec(),
                |actor, cells| {
                    Ok(actor.on_referral(ShownReferral {
                        state: cells.get(0)?,
                        from: cells.get(1)?,
                        to: cells.get(2)?,
                        reveals: cells.get(3)?,
                        closed_at: cells.get(4)?,
                        grounded_until: cells.get(5)?,
                        followed: cells.get::<Option<Uuid>>(6)?.is_some(),
                    }))
                },
            ),
            plain::<String>(
                D::OperationalCoarse,
                C::Reference,
                "Reference for people, safe to quote: it contains no personal data.",
            ),
            plain::<i32>(
                D::OperationalCoarse,
                C::Version,
                "Version of the record, raised by each change. Pass it as `version` to a mutation.",
            ),
            code::<ReferralState>(D::OperationalCoarse, C::State, "The state of the referral."),
            coarse_code::<ServiceType>(D::OperationalCoarse, C::ServiceType, "The group of the requested service.")
                .named("serviceGroup"),
            known::<Organisation>(D::OperationalCoarse, C::FromOrganisationId, "The organisation that refers."),
            known::<Organisation>(
                D::OperationalCoarse,
                C::ToOrganisationId,
                "The organisation that receives the referral.",
            ),
            plain::<DateTimeUtc>(D::OperationalCoarse, C::CreatedAt, "When it was drafted."),
            plain::<DateTimeUtc>(D::OperationalCoarse, C::SentAt, "When it was sent."),
            plain::<DateTimeUtc>(D::OperationalCoarse, C::ClosedAt, "When it ended."),
            code::<DeclineReason>(D::OperationalCoarse, C::DeclineReason, "The reason for declining."),
            computed::<ReferralEndReason>(
                "endReason",
                D::OperationalCoarse,
                vec![C::EndReason.into_iden()],
                "The reason why it was cancelled, revoked or marked as an error, as both sides may read it: a \
                     hold by a protection or data protection officer reads SENDER_REQUEST.",
                |cells| {
                    let reason = cells.get::<Option<ReferralEndReason>>(0)?;
                    Ok(reason.map_or(Value::Null, |reason| enum_value(reason.told())))
                },
            ),
            code::<ReferralEndReason>(
                D::Staff,
                C::EndReason,
                "The exact reason why it was cancelled, revoked or marked as an error.",
            )
            .named("exactEndReason"),
            one::<Service>(D::Operational, C::ServiceId, "The requested service."),
            code::<Urgency>(D::Operational, C::Urgency, "How soon an answer is needed."),
            code::<Purpose>(D::Operational, C::Purpose, "The purpose for which the data is shared."),
            computed::<Vec<D>>(
                "requestedClasses",
                D::Protection,
                vec![C::Classes.into_iden()],
                "The data classes that the sender will share on acceptance.",
                |cells| {
                    let classes = ClassSet::from_bits(cells.get(0)?);
                    Ok(Value::List(classes.iter().map(enum_value).collect()))
                },
            ),
            plain::<String>(
                D::Operational,
                C::ContactRestrictions,
                "Contact restrictions, for example 'call only after 18:00, never the husband's number'.",
            ),
            code::<ReferralReason>(D::Operational, C::ReasonCode, "The code of the reason for the referral."),
            plain::<String>(
                D::Protection,
                C::ReasonText,
                "The reason for the referral in words. The receiver reads it after acceptance.",
            ),
            plain::<String>(
                D::Medical,
                C::MedicalText,
                "Medical information for the receiver, written by medical staff.",
            ),
            plain::<i32>(
                D::Medical,
                C::MedicalVersion,
                "Version of the medical information: 0 before it is written, raised each time. Pass it as \
                     `medicalVersion` to `addReferralMedicalContent`.",
            ),
            plain::<DateTimeUtc>(D::Operational, C::AcknowledgedAt, "When the receiver confirmed receipt."),
            plain::<DateTimeUtc>(D::Operational, C::DecidedAt, "When the receiver accepted or declined."),
            plain::<DateTimeUtc>(D::Operational, C::ScheduledFor, "When the first service is scheduled."),
            plain::<DateTimeUtc>(D::Operational, C::CompletedAt, "When the service was completed."),
            plain::<DateTimeUtc>(D::Operational, C::AcknowledgeDueAt, "The deadline for confirming receipt."),
            plain::<DateTimeUtc>(D::Operational, C::DecideDueAt, "The deadline for accepting or declining."),
            plain::<DateTimeUtc>(D::Operational, C::ServiceDueAt, "The deadline for giving the first service."),
            plain::<DateTimeUtc>(
                D::Operational,
                C::PausedAt,
                "Since when the clocks are paused, because the receiver waits for information.",
            ),
            plain::<i32>(D::Operational, C::Pauses, "How often the clocks were paused for a question."),
            computed::<DateTimeUtc>(
                "accessUntil",
                D::Operational,
                [C::State, C::LegalBasis, C::GroundedUntil].map(IntoIden::into_iden).to_vec(),
                "When the access of the receiver ends, after acceptance and before the end of the service: the end of the consent. \
                 Null if the consent has no end, and if the referral is not based on a consent. A withdrawn consent ends it earlier.",
                |cells| {
                    let until = access_until(cells.get(0)?, cells.get(1)?, cells.get(2)?);
                    Ok(until.map_or(Value::Null, |at| Value::String(instant(at))))
                },
            ),
            one::<Consent>(D::StaffCoarse, C::ConsentId, "The consent that it is based on."),
            one::<Referral>(
                D::Operational,
                C::RedirectedFromId,
                "The referral that this one follows, after another organisation declined it or did not answer.",
            ),
            one::<Referral>(D::Operational, C::RedirectedToId, "The referral that follows this one."),
            computed::<bool>(
                "overdue",
                D::Operational,
                vec![C::NextDueAt.into_iden()],
                "Whether the running clock has passed its due time.",
                |cells| Ok(cells.get::<Option<DateTimeUtc>>(0)?.is_some_and(|due| cells.now.is_after(due)).into()),
            ),
            plain::<String>(D::Operational, C::Question, "The receiver's question. Both sides read it."),
            plain::<String>(
                D::Operational,
                C::Answer,
                "The sender's answer. The receiver reads it before acceptance, so it must not contain more than \
                     the stub.",
            ),
            plain::<String>(D::Staff, C::DeclineText, "The receiver's message to the sender when declining."),
            code::<ReferralOutcome>(D::Operational, C::Outcome, "The outcome of the service."),
            plain::<String>(D::Protection, C::OutcomeText, "The receiver's report to the sender."),
            code::<NotCompletedReason>(
                D::Operational,
                C::NotCompletedReason,
                "The reason why the service was not completed.",
            ),
            plain::<bool>(D::Operational, C::OverCapacity, "Whether it was accepted beyond capacity."),
            one::<Worker>(D::Staff, C::FromWorkerId, "The worker who wrote the referral."),
            computed::<async_graphql::ID>(
                "assignedColleagueId",
                D::Operational,
                vec![alias(COLLEAGUE_ID)],
                "Identifier of the worker of your organisation who answers the referral, if your organisation received it \
                 and named one with `assignReferral`. Nobody else learns of it.",
                |cells| Ok(cells.get::<Option<Uuid>>(0)?.map_or(Value::Null, |id| global_id::value("Worker", id))),
            ),
            computed::<String>(
                "assignedColleagueName",
                D::Operational,
                vec![alias(COLLEAGUE_NAME)],
                "Name of that worker, as given by the identity provider.",
                |cells| Ok(cells.get::<Option<String>>(0)?.map_or(Value::Null, Value::String)),
            ),
            one::<Case>(D::Operational, C::CaseId, "The case."),
            many::<LegalOverride>(
                "legalOverrides",
                D::OperationalCoarse,
                "Requests to share without consent for this referral, newest first.",
                || Edge {
                    visible: overrides::visible_with_ground,
                    ..edge(Overriding::ReferralId, Overriding::CreatedAt, Overriding::Id, Order::Desc)
                },
            ),
            many::<ReferralEvent>("events", D::Operational, "The steps of the referral, oldest first.", events),
            connection::<ReferralEvent>(
                "eventsConnection",
                D::Operational,
                "The steps of the referral, oldest first, in pages.",
                events,
            ),
        ],
    }
}

fn events() -> Edge {
    use referral_event::Column as E;
    edge(E::ReferralId, E::At, E::Id, Order::Asc)
}
