//! `Share`: the right of another organisation to read a case, with its basis and its period.

use async_graphql::{Value, resolver_utils::enum_value};
use entity::{
    codes::{DataClass as D, Purpose, ShareEndReason},
    share::{Column as C, Entity},
};
use sea_orm::{prelude::DateTimeUtc, sea_query::IntoIden};

use super::{Case, Consent, Organisation, Referral, Share, Transfer};
use crate::{
    access::class::ClassSet,
    graphql::record::{
        fields::{code, computed, id, known, one, plain},
        table::{Table, record},
    },
    rules::share::Period,
    store::access::row_access::Access,
};

record!(Share, table);

fn table() -> Table {
    Table {
        name: "Share",
        doc: "The right of another organisation to read a case: data classes, purpose and period. For the \
              organisation that owns the case and those who oversee it. A data protection officer and an auditor see \
              the dates of one that reveals a class that they may not read.",
        from: Entity.into_iden(),
        key: C::Id.into_iden(),
        access: Access::Share,
        fields: vec![
            id("Global identifier."),
            known::<Organisation>(D::Operational, C::OrganisationId, "The organisation that may read the case."),
            one::<Case>(D::OperationalCoarse, C::CaseId, "The case."),
            one::<Referral>(D::Operational, C::ReferralId, "The referral that created it."),
            one::<Transfer>(
                D::Operational,
                C::TransferId,
                "The transfer that created it, for the organisation that gave the case away.",
            ),
            one::<Consent>(D::StaffCoarse, C::ConsentId, "The consent on which it is based."),
            computed::<Vec<D>>(
                "classes",
                D::Protection,
                vec![C::Classes.into_iden()],
                "The data classes that the organisation may read.",
                |cells| {
                    let classes = ClassSet::from_bits(cells.get(0)?);
                    Ok(Value::List(classes.iter().map(enum_value).collect()))
                },
            ),
            code::<Purpose>(D::Operational, C::Purpose, "The purpose for which the data may be used."),
            computed::<bool>(
                "live",
                D::OperationalCoarse,
                vec![C::StartsAt.into_iden(), C::EndsAt.into_iden(), C::EndedAt.into_iden()],
                "Whether the organisation may read the case now.",
                |cells| {
                    let period = Period { starts_at: cells.get(0)?, ends_at: cells.get(1)?, ended_at: cells.get(2)? };
                    Ok(period.live(cells.now.for_change_at([Some(period.starts_at), period.ends_at])).into())
                },
            ),
            plain::<DateTimeUtc>(D::OperationalCoarse, C::StartsAt, "When it begins."),
            plain::<DateTimeUtc>(D::OperationalCoarse, C::EndsAt, "When it expires."),
            plain::<DateTimeUtc>(D::OperationalCoarse, C::EndedAt, "When it was ended early."),
            computed::<ShareEndReason>(
                "endReason",
                D::Operational,
                vec![C::EndReason.into_iden()],
                "The reason why it ended. A hold by a protection or data protection officer reads SENDER_REQUEST.",
                |cells| {
                    let reason = cells.get::<Option<ShareEndReason>>(0)?;
                    Ok(reason.map_or(Value::Null, |reason| enum_value(reason.told())))
                },
            ),
            code::<ShareEndReason>(D::Staff, C::EndReason, "The exact reason why it ended.").named("exactEndReason"),
        ],
    }
}
