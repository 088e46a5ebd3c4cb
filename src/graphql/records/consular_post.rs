//! `ConsularPost`: an embassy or consulate in the public directory.

use entity::{
    codes::{DataClass as D, PostKind},
    consular_post,
};
use sea_orm::sea_query::IntoIden;

use super::{ConsularPost, LocalisedText, Organisation};
use crate::{
    graphql::record::{
        fields::{code, known, plain, public_id},
        table::{Table, record},
        translated::{NAME, NAMES, translated, translations},
    },
    scalars::CountryCode,
    store::access::row_access::Access,
};

record!(ConsularPost, table);

fn table() -> Table {
    use entity::consular_post::Column as C;

    Table {
        name: "ConsularPost",
        doc: "An embassy or consulate of a State.",
        from: consular_post::Entity.into_iden(),
        key: C::Id.into_iden(),
        access: Access::Public,
        fields: vec![
            public_id("Global identifier."),
            translated(C::Name, C::NameTranslations, NAME),
            translations::<LocalisedText>(C::NameTranslations, NAMES),
            code::<PostKind>(D::Public, C::Kind, "Whether it is an embassy or a consulate."),
            plain::<CountryCode>(D::Public, C::Country, "The State to which it belongs, ISO 3166-1 alpha-3."),
            plain::<CountryCode>(D::Public, C::HostCountry, "The country in which it is, ISO 3166-1 alpha-3."),
            plain::<bool>(D::Public, C::Active, "Whether it accepts requests."),
            known::<Organisation>(
                D::Public,
                C::OrganisationId,
                "The organisation of the post. A consent for a consular request must name it.",
            ),
        ],
    }
}
