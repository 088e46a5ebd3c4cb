//! `PersonMerge`: two registrations of one person that became one.

use entity::{
    codes::DataClass as D,
    person_merge::{Column as C, Entity},
};
use sea_orm::{
    prelude::DateTimeUtc,
    sea_query::{IntoIden, Order},
};

use super::{PersonMerge, Worker, edge};
use crate::{
    graphql::record::{
        fields::{many, one, part_id, plain},
        table::{Field, Table, record},
    },
    store::{
        access::{person_merge::visible, row_access::Access},
        read::children::Edge,
    },
};

record!(PersonMerge, table);

fn table() -> Table {
    Table {
        name: "PersonMerge",
        doc: "A merge of two registrations of one person.",
        from: Entity.into_iden(),
        key: C::Id.into_iden(),
        access: Access::Inherited,
        fields: vec![
            part_id::<PersonMerge>(D::Operational, C::Id),
            plain::<String>(
                D::Operational,
                C::MergedReference,
                "The reference of the registration that was merged into this person.",
            ),
            plain::<String>(D::StaffCoarse, C::Reason, "How the officer knew that it is one person."),
            plain::<DateTimeUtc>(D::Operational, C::MergedAt, "When the two were merged."),
            plain::<DateTimeUtc>(D::Operational, C::UndoUntil, "Until when the merge can be undone."),
            plain::<DateTimeUtc>(D::Operational, C::UndoneAt, "When the merge was undone. Null if it was not."),
            one::<Worker>(D::Staff, C::WorkerId, "The protection officer who merged the two."),
            one::<Worker>(D::Staff, C::UndoneBy, "The protection officer who undid the merge."),
        ],
    }
}

/// The merges of a person, newest first.
pub(super) fn merges() -> Field {
    many::<PersonMerge>(
        "merges",
        D::Operational,
        "Registrations that were merged into this person, newest first. For the organisation that merged them.",
        || Edge { visible, ..edge(C::PersonId, C::MergedAt, C::Id, Order::Desc) },
    )
}
