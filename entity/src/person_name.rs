//! A name of a person, in one script.

use sea_orm::{IntoActiveModel, entity::prelude::*};

use crate::{codes::NameType, person_name_word};

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
    /// The origin of the name.
    pub name_type: NameType,
    /// All parts of the name, normalised for search.
    pub search_key: String,
    /// Order among the person's names; 0 is the name in use.
    pub position: i32,
}

/// No relations, because the store writes its own joins.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

#[async_trait::async_trait]
impl ActiveModelBehavior for ActiveModel {
    /// Writes the words of the name too, so that search finds every name that is written.
    async fn after_save<C: ConnectionTrait>(name: Model, database: &C, _: bool) -> Result<Model, DbErr> {
        person_name_word::Entity::delete_many()
            .filter(person_name_word::Column::PersonNameId.eq(name.id))
            .exec(database)
            .await?;
        let words = person_name_word::of(&name).into_iter().map(IntoActiveModel::into_active_model);
        person_name_word::Entity::insert_many(words).exec(database).await?;
        Ok(name)
    }
}
