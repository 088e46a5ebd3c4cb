//! `LocalisedText`: a translation of a text of the directory.

use entity::organisation;
use sea_orm::sea_query::IntoIden;

use super::LocalisedText;
use crate::{
    graphql::record::{
        parts::public_part,
        table::{Table, record},
    },
    scalars::LanguageTag,
    store::access::row_access::Access,
};

record!(LocalisedText, table);

fn table() -> Table {
    Table {
        name: "LocalisedText",
        doc: "A text of the directory in one language.",
        from: organisation::Entity.into_iden(),
        key: organisation::Column::Id.into_iden(),
        access: Access::Public,
        fields: vec![
            public_part::<LanguageTag>("language", "Language, BCP 47."),
            public_part::<String>("text", "The text."),
        ],
    }
}
