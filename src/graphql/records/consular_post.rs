//! `ConsularPost`: an embassy or consulate in the public directory.

use entity::{
    codes::{DataClass as D, PostKind},
    consular_post,
};
use sea_orm::sea_query::IntoIden;

use super::{ConsularPost, Organisation};
use crate::{
    graphql::record::{
        fields::{code, known, plain, public_id},
        table::{Table, record},
    },
    scalars::CountryCode,
    store::access::row_access::Access,
};

record!(ConsularPost, table);

fn table() -> Table {
    Table {
        name: "ConsularPost",
        doc: "An embassy or consulate of a State.",
        from: consular_post::Entity.into_iden(),
        key: consular_post::Column::Id.into_iden(),
        access: Access::Public,
        fields: vec![
            public_id("Global identifier."),
            plain::<String>(D::Public, consular_post::Column::Name, "Name."),
            code::<PostKind>(D::Public, consular_post::Column::Kind, "Whether it is an embassy or a consulate."),
            plain::<CountryCode>(
                D::Public,
                consular_post::Column::Country,
                "The State to which it belongs, ISO 3166-1 alpha-3.",
            ),
            plain::<CountryCode>(
                D::Public,
                consular_post::Column::HostCountry,
                "The country in which it is, ISO 3166-1 alpha-3.",
            ),
            plain::<bool>(D::Public, consular_post::Column::Active, "Whether it accepts requests."),
            known::<Organisation>(
                D::Public,
                consular_post::Column::OrganisationId,
                "The organisation of the post. A consent for a consular request must name it.",
            ),
        ],
    }
}
