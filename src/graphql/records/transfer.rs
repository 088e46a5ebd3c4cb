//! `Transfer`: a case changes hands between organisations.

use std::sync::LazyLock;

use entity::{
    codes::{DataClass as D, DeclineReason, TransferState},
    transfer,
};
use sea_orm::{
    prelude::{Date, DateTimeUtc},
    sea_query::IntoIden,
};

use super::{Case, Organisation};
use crate::{
    graphql::record::table::{Record, Table, code, id, known, one, plain},
    store::facts::Access,
};

/// The record type.
#[derive(Debug)]
pub struct Transfer;

impl Record for Transfer {
    fn table() -> &'static Table {
        static TABLE: LazyLock<Table> = LazyLock::new(|| Table {
            name: "Transfer",
            doc: "A case changes hands: from one organisation and centre to another.",
            from: transfer::Entity.into_iden(),
            key: transfer::Column::Id.into_iden(),
            access: Access::Transfer,
            fields: vec![
                id("Global identifier."),
                plain::<String>(
                    "reference",
                    D::OperationalCoarse,
                    transfer::Column::Reference,
                    "Reference for people to quote.",
                ),
                plain::<i32>(
                    "version",
                    D::OperationalCoarse,
                    transfer::Column::Version,
                    "Counts the changes; a mutation names the version it saw.",
                ),
                code::<TransferState>(
                    "state",
                    D::OperationalCoarse,
                    transfer::Column::State,
                    "Where the transfer stands.",
                ),
                known::<Organisation>(
                    "fromOrganisation",
                    D::OperationalCoarse,
                    transfer::Column::FromOrganisationId,
                    "The organisation that gives the case.",
                ),
                known::<Organisation>(
                    "toOrganisation",
                    D::OperationalCoarse,
                    transfer::Column::ToOrganisationId,
                    "The organisation that is to take it.",
                ),
                plain::<DateTimeUtc>(
                    "createdAt",
                    D::OperationalCoarse,
                    transfer::Column::CreatedAt,
                    "When it was proposed.",
                ),
                plain::<DateTimeUtc>(
                    "offeredAt",
                    D::OperationalCoarse,
                    transfer::Column::OfferedAt,
                    "When it was offered to the receiver.",
                ),
                plain::<DateTimeUtc>(
                    "decidedAt",
                    D::OperationalCoarse,
                    transfer::Column::DecidedAt,
                    "When it was accepted or declined.",
                ),
                code::<DeclineReason>(
                    "declineReason",
                    D::OperationalCoarse,
                    transfer::Column::DeclineReason,
                    "Why it was declined.",
                ),
                plain::<String>("reason", D::Protection, transfer::Column::Reason, "Why the case is to change hands."),
                plain::<Date>(
                    "conferenceOn",
                    D::Operational,
                    transfer::Column::ConferenceOn,
                    "Day of the case conference.",
                ),
                plain::<DateTimeUtc>(
                    "senderConfirmedAt",
                    D::Operational,
                    transfer::Column::SenderConfirmedAt,
                    "When the giving side confirmed the handover.",
                ),
                plain::<DateTimeUtc>(
                    "receiverConfirmedAt",
                    D::Operational,
                    transfer::Column::ReceiverConfirmedAt,
                    "When the taking side confirmed the handover.",
                ),
                one::<Case>("case", D::OperationalCoarse, transfer::Column::CaseId, "The case."),
            ],
        });
        &TABLE
    }
}
