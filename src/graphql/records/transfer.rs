//! `Transfer`: the handover of a case to another organisation.

use entity::{
    codes::{DataClass as D, DeclineReason, TransferState},
    legal_override::Column as Overriding,
    transfer,
};
use sea_orm::{
    prelude::{Date, DateTimeUtc},
    sea_query::{IntoIden, Order},
};

use super::{Case, LegalOverride, Organisation, Transfer, edge};
use crate::{
    graphql::record::{
        fields::{code, id, known, many, one, plain},
        table::{Table, record},
    },
    store::{
        access::{legal_override as overrides, row_access::Access},
        read::children::Edge,
    },
};

record!(Transfer, table);

fn table() -> Table {
    Table {
        name: "Transfer",
        doc: "The handover of a case from one organisation and centre to another.",
        from: transfer::Entity.into_iden(),
        key: transfer::Column::Id.into_iden(),
        access: Access::Transfer,
        fields: vec![
            id("Global identifier."),
            plain::<String>(
                D::OperationalCoarse,
                transfer::Column::Reference,
                "Reference for people, safe to quote: it contains no personal data.",
            ),
            plain::<i32>(
                D::OperationalCoarse,
                transfer::Column::Version,
                "Version of the record, raised by each change. Pass it as `version` to a mutation.",
            ),
            code::<TransferState>(D::OperationalCoarse, transfer::Column::State, "The state of the transfer."),
            known::<Organisation>(
                D::OperationalCoarse,
                transfer::Column::FromOrganisationId,
                "The organisation that gives the case away.",
            ),
            known::<Organisation>(
                D::OperationalCoarse,
                transfer::Column::ToOrganisationId,
                "The organisation that takes the case over.",
            ),
            plain::<DateTimeUtc>(D::OperationalCoarse, transfer::Column::CreatedAt, "When it was proposed."),
            plain::<DateTimeUtc>(
                D::OperationalCoarse,
                transfer::Column::OfferedAt,
                "When it was offered to the receiver.",
            ),
            plain::<DateTimeUtc>(
                D::OperationalCoarse,
                transfer::Column::DecidedAt,
                "When it was accepted or declined.",
            ),
            code::<DeclineReason>(D::OperationalCoarse, transfer::Column::DeclineReason, "The reason for declining."),
            plain::<String>(D::Protection, transfer::Column::Reason, "The reason for the transfer."),
            plain::<Date>(D::Operational, transfer::Column::ConferenceOn, "The day of the case conference."),
            plain::<DateTimeUtc>(
                D::Operational,
                transfer::Column::SenderConfirmedAt,
                "When the giving organisation confirmed the handover.",
            ),
            plain::<DateTimeUtc>(
                D::Operational,
                transfer::Column::ReceiverConfirmedAt,
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
            one::<Case>(D::OperationalCoarse, transfer::Column::CaseId, "The case."),
        ],
    }
}
