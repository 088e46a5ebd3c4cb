//! `RollCallEntry`: a person who has a bed in a centre, for those who run it.

use entity::{
    codes::DataClass as D,
    stay::{Column as C, Entity},
};
use sea_orm::{prelude::DateTimeUtc, sea_query::IntoIden};

use super::RollCallEntry;
use crate::{
    graphql::record::{
        fields::{computed, part_id, plain},
        scalar::Scalar,
        table::{Table, record},
    },
    store::{
        access::{row_access::Access, stay::INITIALS},
        sql::expression::alias,
    },
};

record!(RollCallEntry, table);

fn table() -> Table {
    Table {
        name: "RollCallEntry",
        doc: "A person who has a bed in your centre now, also if you may not read the case.",
        from: Entity.into_iden(),
        key: C::Id.into_iden(),
        access: Access::Head,
        fields: vec![
            part_id::<RollCallEntry>(D::Contact, C::Id),
            plain::<String>(D::Contact, C::RoomBed, "Room or bed in the centre."),
            computed::<String>(
                "initials",
                D::IdentityCoarse,
                vec![alias(INITIALS)],
                "Initials of the person.",
                |cells| Ok(cells.get::<Option<String>>(0)?.map_or(async_graphql::Value::Null, Scalar::value)),
            ),
            plain::<DateTimeUtc>(D::Operational, C::FromAt, "When the person arrived.").named("from"),
        ],
    }
}
