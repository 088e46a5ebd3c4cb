//! `MatchingEntry`: the time in which a person takes part in the blind match across organisations.

use entity::{
    codes::{DataClass as D, MatchingEndReason},
    matching_entry::{Column as C, Entity},
};
use sea_orm::{prelude::DateTimeUtc, sea_query::IntoIden};

use super::{Consent, MatchingEntry, Worker};
use crate::{
    graphql::record::{
        fields::{code, one, part_id, plain},
        table::{Table, record},
    },
    store::access::row_access::Access,
};

record!(MatchingEntry, table);

fn table() -> Table {
    Table {
        name: "MatchingEntry",
        doc: "The time in which a person takes part in the blind match across organisations. For protection officers of the \
              organisation that entered the person.",
        from: Entity.into_iden(),
        key: C::Id.into_iden(),
        access: Access::Inherited,
        fields: vec![
            part_id::<MatchingEntry>(D::Protection, C::Id),
            plain::<DateTimeUtc>(D::Protection, C::EnteredAt, "When the person was entered."),
            plain::<DateTimeUtc>(D::Protection, C::ValidUntil, "When it ends by itself."),
            plain::<DateTimeUtc>(D::Protection, C::EndedAt, "When it was ended early. Null if it was not."),
            code::<MatchingEndReason>(D::Protection, C::EndReason, "Why it was ended early."),
            one::<Consent>(D::StaffCoarse, C::ConsentId, "The consent that it rests on."),
            one::<Worker>(D::Staff, C::WorkerId, "The protection officer who entered the person."),
        ],
    }
}
