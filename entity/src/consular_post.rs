//! A post that a State keeps abroad: one organisation, and what it is competent for.

use sea_orm::entity::prelude::*;

use crate::codes::PostKind;

/// A row of `consular_posts`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "consular_posts")]
pub struct Model {
    /// The post.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The organisation of the post; each post is one of its own.
    pub organisation_id: Uuid,
    /// The State that keeps it, ISO 3166-1 alpha-3.
    pub country: String,
    /// What kind of post it is.
    pub kind: PostKind,
    /// Name.
    pub name: String,
    /// The country that it is in, ISO 3166-1 alpha-3.
    pub host_country: String,
    /// Whether it takes requests.
    pub active: bool,
    /// When the row was made.
    pub created_at: DateTimeUtc,
    /// When the row last changed.
    pub updated_at: DateTimeUtc,
}

/// None: the store writes its own joins.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
