//! `BestInterestDetermination`: what is in the best interest of a child, from the request of one worker to the decision of
//! a protection officer.

use std::sync::LazyLock;

use entity::{
    best_interest_determination::{Column as C, Entity},
    codes::{BestInterestOutcome, DataClass as D, Purpose},
};
use sea_orm::{prelude::DateTimeUtc, sea_query::IntoIden};

use super::{Case, Worker};
use crate::{
    graphql::record::table::{Record, Table, code, id, one, plain},
    store::facts::Access,
};

/// The record type.
#[derive(Debug)]
pub struct BestInterestDetermination;

impl Record for BestInterestDetermination {
    fn table() -> &'static Table {
        static TABLE: LazyLock<Table> = LazyLock::new(|| Table {
            name: "BestInterestDetermination",
            doc: "A determination of what is in the best interest of a child: one worker asks, a protection officer decides.",
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
                plain::<DateTimeUtc>("createdAt", D::Protection, C::CreatedAt, "When it was asked for."),
                code::<Purpose>("purpose", D::Protection, C::Purpose, "What it is about."),
                plain::<String>("grounds", D::Protection, C::Grounds, "The situation and the views of the child."),
                code::<BestInterestOutcome>(
                    "outcome",
                    D::Protection,
                    C::Outcome,
                    "What was decided; null while it waits.",
                ),
                plain::<String>("reason", D::Protection, C::Reason, "Why it was decided so."),
                plain::<DateTimeUtc>("decidedAt", D::Protection, C::DecidedAt, "When it was decided."),
                one::<Worker>("requestedBy", D::Staff, C::RequestedBy, "Who asked for it."),
                one::<Worker>("decidedBy", D::Staff, C::DecidedBy, "Who decided."),
                one::<Case>("case", D::OperationalCoarse, C::CaseId, "The case of the child."),
            ],
        });
        &TABLE
    }
}
