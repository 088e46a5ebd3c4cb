//! `Transfer`: the handover of a case to another organisation.

use async_graphql::Value;
use entity::{
    codes::{DataClass as D, DeclineReason, TransferReason, TransferState},
    legal_override::Column as Overriding,
    transfer,
};
use sea_orm::{
    DbErr,
    prelude::{Date, DateTimeUtc},
    sea_query::{IntoIden, Order},
};

use super::{Case, LegalOverride, Organisation, Transfer, edge};
use crate::{
    actions::available::{Confirmation, ShownTransfer},
    graphql::record::{
        fields::{available_actions, code, computed, id, known, many, one, plain},
        table::{Table, record},
    },
    store::{
        access::{legal_override as overrides, row_access::Access},
        read::children::Edge,
    },
};

record!(Transfer, table);

fn table() -> Table {
    use entity::transfer::Column as C;

    Table {
        name: "Transfer",
        doc: "The handover of a case from one organisation and centre to another.",
        from: transfer::Entity.into_iden(),
        key: C::Id.into_iden(),
        access: Access::Transfer,
        fields: vec![
            id("Global identifier."),
            available_actions(
                [
                    C::State,
                    C::FromOrganisationId,
                    C::ToOrganisationId,
                    C::FromCentreId,
                    C::ToCentreId,
                    C::ProposedBy,
                    C::ApprovedBy,
                    C::OfferedBy,
                    C::SenderConfirmedAt,
                    C::SenderConfirmedBy,
                    C::ReceiverConfirmedAt,
                    C::ReceiverConfirmedBy,
                ]
                .map(IntoIden::into_iden)
                .to_vec(),
                |actor, cells| {
                    let side = |at, by| Ok::<_, DbErr>(Confirmation { at: cells.get(at)?, by: cells.get(by)? });
                    let known = cells.holds(D::Operational);
                    let confirmed = if known { [side(8, 9)?, side(10, 11)?] } else { Default::default() };
                    Ok(actor.on_transfer(ShownTransfer {
                        state: cells.get(0)?,
                        organisations: (cells.get(1)?, cells.get(2)?),
                        centres: (cells.get(3)?, cells.get(4)?),
                        agreed: [cells.get(5)?, cells.get(6)?, cells.get(7)?],
                        confirmed,
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
            code::<TransferState>(D::OperationalCoarse, C::State, "The state of the transfer."),
            known::<Organisation>(
                D::OperationalCoarse,
                C::FromOrganisationId,
                "The organisation that gives the case away.",
            ),
            known::<Organisation>(
                D::OperationalCoarse,
                C::ToOrganisationId,
                "The organisation that takes the case over.",
            ),
            plain::<DateTimeUtc>(D::OperationalCoarse, C::CreatedAt, "When it was proposed."),
            plain::<DateTimeUtc>(D::OperationalCoarse, C::OfferedAt, "When it was offered to the receiver."),
            plain::<DateTimeUtc>(D::OperationalCoarse, C::DecidedAt, "When it was accepted or declined."),
            code::<DeclineReason>(D::OperationalCoarse, C::DeclineReason, "The reason for declining."),
            code::<TransferReason>(D::Operational, C::ReasonCode, "The code of the reason for the transfer."),
            computed::<String>(
                "reason",
                D::Protection,
                vec![C::Reason.into_iden()],
                "The reason for the transfer, as text. Null for one that `moveCase` made.",
                |cells| {
                    let text = Some(cells.get::<String>(0)?).filter(|text| !text.is_empty());
                    Ok(text.map_or(Value::Null, Value::String))
                },
            ),
            plain::<Date>(D::Operational, C::ConferenceOn, "The day of the case conference."),
            plain::<DateTimeUtc>(
                D::Operational,
                C::SenderConfirmedAt,
                "When the giving organisation confirmed the handover.",
            ),
            plain::<DateTimeUtc>(
                D::Operational,
                C::ReceiverConfirmedAt,
                "When the receiving organisation confirmed the handover.",
            ),
            many::<LegalOverride>(
                "legalOverrides",
                D::OperationalCoarse,
                "Requests to share without consent that this transfer depends on, newest first.",
                || Edge {
                    visible: overrides::visible_with_ground,
                    ..edge(Overriding::TransferId, Overriding::CreatedAt, Overriding::Id, Order::Desc)
                },
            ),
            one::<Case>(D::OperationalCoarse, C::CaseId, "The case."),
        ],
    }
}
