//! A name of a person, in one script.

use sea_orm::entity::prelude::*;

use crate::codes::NameType;

/// A row of `person_names`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "person_names")]
pub struct Model {
    /// The name.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The person.
    pub person_id: Uuid,
    /// Given names.
    pub given: String,
    /// Family names.
    pub family: String,
    /// Other parts of the name.
    pub other: Option<String>,
    /// Script, ISO 15924.
    pub script: String,
    /// Language, BCP 47.
    pub language: Option<String>,
    /// Where the name comes from.
    pub name_type: NameType,
    /// All parts, folded for search.
    pub search_key: String,
    /// Order among the person's names; 0 is the name in use.
    pub position: i32,
}

/// None: the store writes its own joins.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
