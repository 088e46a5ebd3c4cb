//! `LegalOverride`: sharing without consent, from one worker's request to another worker's decision.

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
        table::{Table, record},
    },
    rules::legal_override::{Dates, state_of},
    store::access::row_access::Access,
};

record!(LegalOverride, table);

fn table() -> Table {
    Table {
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
                D::OperationalCoarse,
                C::Version,
                "Version of the record, raised by each change. Pass it as `version` to a mutation.",
            ),
            plain::<DateTimeUtc>(D::OperationalCoarse, C::CreatedAt, "When it was requested."),
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
                    Ok(enum_value(state_of(&dates, cells.now.for_change_at([Some(dates.valid_until)]))))
                },
            ),
            code::<LegalBasis>(D::Legal, C::LegalBasis, "The legal basis."),
            plain::<String>(D::Legal, C::Reason, "The reason why nobody can consent and why the data must be shared."),
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
            plain::<DateTimeUtc>(D::OperationalCoarse, C::ValidUntil, "When it expires."),
            plain::<DateTimeUtc>(D::OperationalCoarse, C::ApprovedAt, "When it was approved."),
            plain::<DateTimeUtc>(D::OperationalCoarse, C::RefusedAt, "When it was refused."),
            plain::<String>(D::Legal, C::RefusalText, "The reason for the refusal.").named("refusalReason"),
            plain::<DateTimeUtc>(D::OperationalCoarse, C::EndedAt, "When it was ended early."),
            one::<Worker>(D::Staff, C::RequestedBy, "The worker who requested it."),
            one::<Worker>(D::Staff, C::ApprovedBy, "The worker who approved it."),
            one::<Worker>(D::Staff, C::RefusedBy, "The worker who refused it."),
            one::<Worker>(D::Staff, C::EndedBy, "The worker who ended it."),
            one::<BestInterestDetermination>(
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
            one::<Referral>(D::Operational, C::ReferralId, "The referral that is based on it."),
            one::<Transfer>(D::Operational, C::TransferId, "The transfer that is based on it."),
            one::<Case>(D::OperationalCoarse, C::CaseId, "The case."),
        ],
    }
}
