//! `ProtectionMarker`: a sign that a person may need the protection of a State other than their own.

use entity::{
    codes::{DataClass as D, ProtectionSign},
    protection_marker::{Column as C, Entity},
};
use sea_orm::{prelude::DateTimeUtc, sea_query::IntoIden};

use super::{ProtectionMarker, Worker};
use crate::{
    graphql::record::{
        fields::{code, one, part_id, plain},
        table::{Table, record},
    },
    store::access::row_access::Access,
};

record!(ProtectionMarker, table);

fn table() -> Table {
    Table {
        name: "ProtectionMarker",
        doc: "A sign that a person may need the protection of a State other than their own.",
        from: Entity.into_iden(),
        key: C::Id.into_iden(),
        access: Access::Inherited,
        fields: vec![
            part_id::<ProtectionMarker>(D::Asylum, C::Id),
            code::<ProtectionSign>(D::Asylum, C::Sign, "The kind of sign."),
            plain::<DateTimeUtc>(D::Asylum, C::NotedAt, "When it was noted."),
            one::<Worker>(D::Staff, C::WorkerId, "The worker whose change created the sign."),
            plain::<DateTimeUtc>(D::Asylum, C::ClearedAt, "When a protection officer cleared it."),
            one::<Worker>(D::Staff, C::ClearedBy, "The protection officer who cleared it."),
            plain::<String>(D::Asylum, C::ClearReason, "The reason for clearing it."),
        ],
    }
}
