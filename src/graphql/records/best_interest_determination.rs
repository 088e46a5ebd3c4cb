//! `BestInterestDetermination`: a determination of the best interest of a child, from one worker's request to a
//! protection officer's decision.

use entity::{
    best_interest_determination::{Column as C, Entity},
    codes::{BestInterestOutcome, DataClass as D, Purpose},
};
use sea_orm::{prelude::DateTimeUtc, sea_query::IntoIden};

use super::{BestInterestDetermination, Case, Organisation, Worker};
use crate::{
    graphql::record::{
        fields::{code, id, known, one, plain},
        table::{Table, record},
    },
    store::access::row_access::Access,
};

record!(BestInterestDetermination, table);

fn table() -> Table {
    Table {
        name: "BestInterestDetermination",
        doc: "A determination of the best interest of a child. One worker requests it, and a protection officer \
              decides.",
        from: Entity.into_iden(),
        key: C::Id.into_iden(),
        access: Access::Inferred,
        fields: vec![
            id("Global identifier."),
            plain::<i32>(
                D::OperationalCoarse,
                C::Version,
                "Version of the record, raised by each change. Pass it as `version` to a mutation.",
            ),
            plain::<DateTimeUtc>(D::Protection, C::CreatedAt, "When it was requested."),
            code::<Purpose>(D::Protection, C::Purpose, "The purpose for which it is determined."),
            known::<Organisation>(
                D::Protection,
                C::ReceiverId,
                "The organisation that would receive the child's data or the child's case. The decision counts for \
                     no other.",
            ),
            plain::<String>(D::Protection, C::Grounds, "The situation and the views of the child."),
            code::<BestInterestOutcome>(
                D::Protection,
                C::Outcome,
                "The decision. Null until a protection officer has decided.",
            ),
            plain::<String>(D::Protection, C::Reason, "The reason for the decision."),
            plain::<DateTimeUtc>(D::Protection, C::DecidedAt, "When it was decided."),
            one::<Worker>(D::Staff, C::RequestedBy, "The worker who requested it."),
            one::<Worker>(D::Staff, C::DecidedBy, "The protection officer who decided."),
            one::<Case>(D::OperationalCoarse, C::CaseId, "The case of the child."),
        ],
    }
}
