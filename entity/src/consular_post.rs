//! A post of a State abroad (embassy or consulate). Each post is one organisation.

use sea_orm::entity::prelude::*;

use crate::codes::PostKind;

/// A row of `consular_posts`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "consular_posts")]
pub struct Model {
    /// The post.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The organisation of the post. Each post has its own.
    pub organisation_id: Uuid,
    /// The State that the post belongs to, ISO 3166-1 alpha-3.
    pub country: String,
    /// The kind of post.
    pub kind: PostKind,
    /// The name.
    pub name: String,
    /// Translations of the name: an object in JSON from language tags to texts.
    pub name_translations: Option<String>,
    /// The name as lists are ordered by it, without accents and case first.
    pub sort_key: String,
    /// The country where the post is, ISO 3166-1 alpha-3.
    pub host_country: String,
    /// Whether it accepts requests.
    pub active: bool,
    /// When the row was created.
    pub created_at: DateTimeUtc,
    /// When the row last changed.
    pub updated_at: DateTimeUtc,
}

plain_entity!();
