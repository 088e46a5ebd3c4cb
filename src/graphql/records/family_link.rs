//! `FamilyLink`: a relative of the person.

use entity::{
    codes::{DataClass as D, FamilyLinkStatus, FamilyRelation},
    family_link::{Column as C, Entity},
};
use sea_orm::{
    prelude::{Date, DateTimeUtc},
    sea_query::IntoIden,
};

use super::{Case, FamilyLink, Worker};
use crate::{
    graphql::record::{
        fields::{code, one, part_id, plain},
        table::{Table, record},
    },
    store::access::row_access::Access,
};

record!(FamilyLink, table);

fn table() -> Table {
    Table {
        name: "FamilyLink",
        doc: "A relative of the person. It opens nothing of the relative's file.",
        from: Entity.into_iden(),
        key: C::Id.into_iden(),
        access: Access::Inherited,
        fields: vec![
            part_id::<FamilyLink>(D::Protection, C::Id),
            plain::<i32>(D::Protection, C::Version, "Version of the record. Pass it to a mutation."),
            code::<FamilyRelation>(D::Protection, C::Relation, "What the relative is to the person."),
            one::<Case>(
                D::Protection,
                C::RelativeCaseId,
                "The case of the relative. Null if the relative has no case here.",
            ),
            plain::<String>(D::Protection, C::RelativeName, "The name of a relative who has no case here."),
            code::<FamilyLinkStatus>(D::Protection, C::Status, "Whether it is claimed, verified or disproved."),
            plain::<String>(D::Protection, C::Grounds, "What the status rests on."),
            one::<Worker>(D::Staff, C::WorkerId, "The worker who recorded it."),
            one::<Worker>(D::Staff, C::DecidedBy, "The worker who decided whether it is true."),
            plain::<Date>(D::Protection, C::DecidedOn, "The day of that decision."),
            plain::<DateTimeUtc>(D::Protection, C::CreatedAt, "When it was recorded."),
        ],
    }
}
