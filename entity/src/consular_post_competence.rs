//! A line of what a post is competent for; each part that is given narrows it.

use sea_orm::entity::prelude::*;

/// A row of `consular_post_competences`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "consular_post_competences")]
pub struct Model {
    /// The line.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The post.
    pub consular_post_id: Uuid,
    /// People from this region of the country of origin.
    pub origin_admin1: Option<String>,
    /// People who stay in this country, ISO 3166-1 alpha-3.
    pub stay_country: Option<String>,
}

/// None: the store writes its own joins.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
