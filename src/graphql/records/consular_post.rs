//! `ConsularPost`: an embassy or consulate in the public directory.

use std::sync::LazyLock;

use entity::{
    codes::{DataClass as D, PostKind},
    consular_post,
};
use sea_orm::sea_query::IntoIden;

use super::{ConsularPost, Organisation};
use crate::{
    graphql::record::{
        fields::{code, known, plain, public_id},
        table::{Record, Table},
    },
    scalars::CountryCode,
    store::access::row_access::Access,
};

impl Record for ConsularPost {
    fn table() -> &'static Table {
        static TABLE: LazyLock<Table> = LazyLock::new(|| Table {
            name: "ConsularPost",
            doc: "An embassy or consulate of a State.",
            from: consular_post::Entity.into_iden(),
            key: consular_post::Column::Id.into_iden(),
            access: Access::Public,
            fields: vec![
                public_id("Global identifier."),
                plain::<String>("name", D::Public, consular_post::Column::Name, "Name."),
                code::<PostKind>(
                    "kind",
                    D::Public,
                    consular_post::Column::Kind,
                    "Whether it is an embassy or a consulate.",
                ),
                plain::<CountryCode>(
                    "country",
                    D::Public,
                    consular_post::Column::Country,
                    "The State to which it belongs, ISO 3166-1 alpha-3.",
                ),
                plain::<CountryCode>(
                    "hostCountry",
                    D::Public,
                    consular_post::Column::HostCountry,
                    "The country in which it is, ISO 3166-1 alpha-3.",
                ),
                plain::<bool>("active", D::Public, consular_post::Column::Active, "Whether it accepts requests."),
                known::<Organisation>(
                    "organisation",
                    D::Public,
                    consular_post::Column::OrganisationId,
                    "The organisation of the post. A consent for a consular request must name it.",
                ),
            ],
        });
        &TABLE
    }
}
