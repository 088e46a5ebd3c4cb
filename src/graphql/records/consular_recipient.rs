//! `ConsularRecipient`: whom a consent to ask a consulate names, as the consular desk may know it.

use std::sync::LazyLock;

use entity::{
    codes::{DataClass as D, OrganisationType},
    consent_recipient,
};
use sea_orm::sea_query::IntoIden;

use super::Organisation;
use crate::{
    graphql::record::table::{Record, Table, code, known},
    store::facts::Access,
};

/// The record type: what the consular desk may know of a recipient.
#[derive(Debug)]
pub struct ConsularRecipient;

impl Record for ConsularRecipient {
    fn table() -> &'static Table {
        static TABLE: LazyLock<Table> = LazyLock::new(|| Table {
            name: "ConsularRecipient",
            doc: "A post, or the posts of every State, that a consent to ask a consulate names.",
            from: consent_recipient::Entity.into_iden(),
            key: consent_recipient::Column::Id.into_iden(),
            access: Access::Inherited,
            fields: vec![
                known::<Organisation>(
                    "organisation",
                    D::Legal,
                    consent_recipient::Column::OrganisationId,
                    "The post named.",
                ),
                code::<OrganisationType>(
                    "organisationType",
                    D::Legal,
                    consent_recipient::Column::OrganisationType,
                    "The kind of organisation named.",
                ),
            ],
        });
        &TABLE
    }
}
