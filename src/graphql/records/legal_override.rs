//! `LegalOverride`: sharing without consent, from one worker's request to another worker's decision.

use std::sync::LazyLock;

use async_graphql::{Value, resolver_utils::enum_value};
use entity::{
    codes::{DataClass as D, LegalBasis, LegalOverrideState},
    legal_override::{Column as C, Entity},
};
use sea_orm::{
    prelude::{DateTimeUtc, Uuid},
    sea_query::IntoIden,
};

use super::{BestInterestDetermination, Case, LegalOverride, Referral, Transfer, Worker};
use crate::{
    access::class::ClassSet,
    graphql::record::{
        fields::{code, computed, id, one, plain},
        table::{Record, Table},
    },
    rules::legal_override::{Dates, state_of},
    store::access::row_access::Access,
};

impl Record for LegalOverride {
    fn table() -> &'static Table {
        static TABLE: LazyLock<Table> = LazyLock::new(|| Table {
            name: "LegalOverride",
            doc: "Sharing without consent on a legal basis. One worker requests it and another approves it. It ends \
                  within 30 days. A data protection officer and an auditor see the state and dates of one that reveals a \
                  class that they may not read.",
            from: Entity.into_iden(),
            key: C::Id.into_iden(),
            access: Access::Override,
            fields: vec![
                id("Global identifier."),
                plain::<i32>(
                    "version",
                    D::OperationalCoarse,
                    C::Version,
                    "Version of the record, raised by each change. Pass it as `version` to a mutation.",
                ),
                plain::<DateTimeUtc>("createdAt", D::OperationalCoarse, C::CreatedAt, "When it was requested."),
                computed::<LegalOverrideState>(
                    "state",
                    D::OperationalCoarse,
                    vec![
                        C::ApprovedAt.into_iden(),
                        C::RefusedAt.into_iden(),
                        C::EndedAt.into_iden(),
                        C::ValidUntil.into_iden(),
                    ],
                    "Whether it waits for a decision, is in force or is over.",
                    |cells| {
                        let dates = Dates {
                            approved_at: cells.get(0)?,
                            refused_at: cells.get(1)?,
                            ended_at: cells.get(2)?,
                            valid_until: cells.get(3)?,
                        };
                        Ok(enum_value(state_of(&dates, cells.now)))
                    },
                ),
                code::<LegalBasis>("legalBasis", D::Legal, C::LegalBasis, "The legal basis."),
                plain::<String>(
                    "reason",
                    D::Legal,
                    C::Reason,
                    "The reason why nobody can consent and why the data must be shared.",
                ),
                computed::<Vec<D>>(
                    "classes",
                    D::Legal,
                    vec![C::Classes.into_iden()],
                    "The data classes that it opens. The approver must hold each of them.",
                    |cells| {
                        let classes = ClassSet::from_bits(cells.get(0)?);
                        Ok(Value::List(classes.iter().map(enum_value).collect()))
                    },
                ),
                plain::<DateTimeUtc>("validUntil", D::OperationalCoarse, C::ValidUntil, "When it expires."),
                plain::<DateTimeUtc>("approvedAt", D::OperationalCoarse, C::ApprovedAt, "When it was approved."),
                plain::<DateTimeUtc>("refusedAt", D::OperationalCoarse, C::RefusedAt, "When it was refused."),
                plain::<String>("refusalReason", D::Legal, C::RefusalText, "The reason for the refusal."),
                plain::<DateTimeUtc>("endedAt", D::OperationalCoarse, C::EndedAt, "When it was ended early."),
                one::<Worker>("requestedBy", D::Staff, C::RequestedBy, "The worker who requested it."),
                one::<Worker>("approvedBy", D::Staff, C::ApprovedBy, "The worker who approved it."),
                one::<Worker>("refusedBy", D::Staff, C::RefusedBy, "The worker who refused it."),
                one::<Worker>("endedBy", D::Staff, C::EndedBy, "The worker who ended it."),
                one::<BestInterestDetermination>(
                    "determination",
                    D::Protection,
                    C::DeterminationId,
                    "The determination of the best interest of the child on which it is based.",
                ),
                computed::<bool>(
                    "renewal",
                    D::Legal,
                    vec![C::RenewsId.into_iden()],
                    "Whether it renews an earlier override that was in force.",
                    |cells| Ok(cells.get::<Option<Uuid>>(0)?.is_some().into()),
                ),
                one::<Referral>("referral", D::Operational, C::ReferralId, "The referral that is based on it."),
                one::<Transfer>("transfer", D::Operational, C::TransferId, "The transfer that is based on it."),
                one::<Case>("case", D::OperationalCoarse, C::CaseId, "The case."),
            ],
        });
        &TABLE
    }
}
