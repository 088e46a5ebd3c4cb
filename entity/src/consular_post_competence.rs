//! One rule of what a post is competent for. All given conditions of the rule must hold.

use sea_orm::entity::prelude::*;

/// A row of `consular_post_competences`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "consular_post_competences")]
pub struct Model {
    /// The rule.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The post.
    pub consular_post_id: Uuid,
    /// The region of the country of origin that the person comes from.
    pub origin_admin1: Option<String>,
    /// The country where the person stays, ISO 3166-1 alpha-3.
    pub stay_country: Option<String>,
}

plain_entity!();
