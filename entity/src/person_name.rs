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
    /// Why the row is no longer in force. Null: it is.
    pub correction_id: Option<Uuid>,
}

impl Model {
    /// The words by which search finds the name, without duplicates: none if the name is no longer in force. A bulk insert
    /// of names must insert these rows itself; a name that is written alone writes them in `after_save`.
    pub fn words(&self) -> Vec<person_name_word::Model> {
        if self.correction_id.is_some() {
            return Vec::new();
        }
        let mut words: Vec<&str> = self.search_key.split(' ').filter(|word| !word.is_empty()).collect();
        words.sort_unstable();
        words.dedup();
        let row = |word: &str| person_name_word::Model {
            person_name_id: self.id,
            word: word.to_owned(),
            person_id: self.person_id,
        };
        words.into_iter().map(row).collect()
    }
}

no_relations!();

#[async_trait::async_trait]
impl ActiveModelBehavior for ActiveModel {
    /// Writes the words of the name too, so that search finds every name that is written.
    async fn after_save<C: ConnectionTrait>(name: Model, database: &C, _: bool) -> Result<Model, DbErr> {
        person_name_word::Entity::delete_many()
            .filter(person_name_word::Column::PersonNameId.eq(name.id))
            .exec(database)
            .await?;
        let words: Vec<_> = name.words().into_iter().map(IntoActiveModel::into_active_model).collect();
        if !words.is_empty() {
            person_name_word::Entity::insert_many(words).exec(database).await?;
        }
        Ok(name)
    }
}
