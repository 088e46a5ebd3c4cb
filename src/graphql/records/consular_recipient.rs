//! `ConsularRecipient`: a recipient of a consent for a consular request, as consular workers may read it.

use entity::{
    codes::{DataClass as D, OrganisationType},
    consent_recipient,
};
use sea_orm::sea_query::IntoIden;

use super::{ConsularRecipient, Organisation};
use crate::{
    graphql::record::{
        fields::{code, known},
        table::{Table, record},
    },
    store::access::row_access::Access,
};

record!(ConsularRecipient, table);

fn table() -> Table {
    Table {
        name: "ConsularRecipient",
        doc: "A recipient of a consent for a consular request: one post, or every post.",
        from: consent_recipient::Entity.into_iden(),
        key: consent_recipient::Column::Id.into_iden(),
        access: Access::Inherited,
        fields: vec![
            known::<Organisation>(
                D::Legal,
                consent_recipient::Column::OrganisationId,
                "The organisation of the named post.",
            ),
            code::<OrganisationType>(
                D::Legal,
                consent_recipient::Column::OrganisationType,
                "The named type of organisation.",
            ),
        ],
    }
}
