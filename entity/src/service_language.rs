//! A language in which a service is provided.

use sea_orm::entity::prelude::*;

/// A row of `service_languages`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "service_languages")]
pub struct Model {
    /// The service.
    #[sea_orm(primary_key, auto_increment = false)]
    pub service_id: Uuid,
    /// Language, BCP 47.
    #[sea_orm(primary_key, auto_increment = false)]
    pub language: String,
}

plain_entity!();
