//! `Household`: people who travel together. It is reached only through the case of a member.

use entity::{
    case,
    codes::DataClass as D,
    household::{Column as C, Entity},
};
use sea_orm::{
    prelude::DateTimeUtc,
    sea_query::{IntoIden, Order},
};

use super::{Case, Household, edge};
use crate::{
    graphql::record::{
        fields::{connection, plain},
        table::{Table, record},
    },
    store::{access::row_access::Access, read::children::Edge},
};

record!(Household, table);

fn table() -> Table {
    Table {
        name: "Household",
        doc: "People who travel together and want to stay together. It shows only the members whose case you may know of.",
        from: Entity.into_iden(),
        key: C::Id.into_iden(),
        access: Access::Inherited,
        fields: vec![
            plain::<String>(
                D::Operational,
                C::Reference,
                "Reference for people, safe to quote: it contains no personal data.",
            ),
            plain::<DateTimeUtc>(D::Operational, C::CreatedAt, "When it was recorded."),
            connection::<Case>(
                "members",
                D::Operational,
                "The cases of the members that you may know of, newest first. What you read of each is what you may read of that \
                 case.",
                || Edge {
                    visible: |scope, row| scope.cases(row, D::Operational),
                    ..edge(case::Column::HouseholdId, case::Column::OpenedAt, case::Column::Id, Order::Desc)
                },
            ),
        ],
    }
}
