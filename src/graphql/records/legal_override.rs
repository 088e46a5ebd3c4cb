//! `LegalOverride`: sharing without consent, from the request of one worker to the decision of another.

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

use super::{BestInterestDetermination, Case, Referral, Worker};
use crate::{
    access::class::ClassSet,
    graphql::record::table::{Record, Table, code, computed, id, one, plain},
    rules::legal_override::{Dates, state_of},
    store::facts::Access,
};

/// The record type.
#[derive(Debug)]
pub struct LegalOverride;

impl Record for LegalOverride {
    fn table() -> &'static Table {
        static TABLE: LazyLock<Table> = LazyLock::new(|| Table {
            name: "LegalOverride",
            doc: "Sharing without consent on a basis in law: one worker asks, another approves, and it ends within 30 days.",
            from: Entity.into_iden(),
            key: C::Id.into_iden(),
            access: Access::Inferred,
            fields: vec![
                id("Global identifier."),
                plain::<i32>(
                    "version",
                    D::OperationalCoarse,
                    C::Version,
                    "Counts the changes; a mutation names the version it saw.",
                ),
                plain::<DateTimeUtc>("createdAt", D::OperationalCoarse, C::CreatedAt, "When it was asked for."),
                computed::<LegalOverrideState>(
                    "state",
                    D::OperationalCoarse,
                    vec![
                        C::ApprovedAt.into_iden(),
                        C::RefusedAt.into_iden(),
                        C::EndedAt.into_iden(),
                        C::ValidUntil.into_iden(),
                    ],
                    "Whether it waits, is in force or is over.",
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
                code::<LegalBasis>("legalBasis", D::Legal, C::LegalBasis, "The basis in law."),
                plain::<String>(
                    "reason",
                    D::Legal,
                    C::Reason,
                    "Why nobody can consent, and why the data has to go out.",
                ),
                computed::<Vec<D>>(
                    "classes",
                    D::Legal,
                    vec![C::Classes.into_iden()],
                    "The classes of data that it opens; who approves it holds each of them.",
                    |cells| {
                        let classes = ClassSet::from_bits(cells.get(0)?);
                        Ok(Value::List(classes.iter().map(enum_value).collect()))
                    },
                ),
                plain::<DateTimeUtc>("validUntil", D::Legal, C::ValidUntil, "When it runs out."),
                plain::<DateTimeUtc>("approvedAt", D::Legal, C::ApprovedAt, "When it was approved."),
                plain::<DateTimeUtc>("refusedAt", D::Legal, C::RefusedAt, "When it was refused."),
                plain::<String>("refusalReason", D::Legal, C::RefusalText, "Why it was refused."),
                plain::<DateTimeUtc>("endedAt", D::Legal, C::EndedAt, "When it was ended before it ran out."),
                one::<Worker>("requestedBy", D::Staff, C::RequestedBy, "Who asked for it."),
                one::<Worker>("approvedBy", D::Staff, C::ApprovedBy, "Who approved it."),
                one::<Worker>("refusedBy", D::Staff, C::RefusedBy, "Who refused it."),
                one::<Worker>("endedBy", D::Staff, C::EndedBy, "Who ended it."),
                one::<BestInterestDetermination>(
                    "determination",
                    D::Protection,
                    C::DeterminationId,
                    "The determination on the best interest of the child that it rests on.",
                ),
                computed::<bool>(
                    "renewal",
                    D::Legal,
                    vec![C::RenewsId.into_iden()],
                    "Whether it renews one that was in force.",
                    |cells| Ok(cells.get::<Option<Uuid>>(0)?.is_some().into()),
                ),
                one::<Referral>("referral", D::OperationalCoarse, C::ReferralId, "The referral that rests on it."),
                one::<Case>("case", D::OperationalCoarse, C::CaseId, "The case."),
            ],
        });
        &TABLE
    }
}
