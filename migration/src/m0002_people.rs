//! Persons with their names, languages, nationalities, documents and contacts.

use sea_orm_migration::{
    prelude::*,
    schema::{
        boolean, date_null, integer, pk_uuid, string_len, string_len_null, string_len_uniq, text, text_null,
        timestamp_with_time_zone, uuid,
    },
};

use crate::columns::{code, code_null, drop_tables, index, refers, search_key};

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_persons(manager).await?;
        create_person_names(manager).await?;
        create_person_languages(manager).await?;
        create_nationalities(manager).await?;
        create_identifiers(manager).await?;
        create_contacts(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(
            manager,
            &[
                "contacts",
                "identifiers",
                "nationalities",
                "person_languages",
                "person_name_words",
                "person_names",
                "persons",
            ],
        )
        .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

async fn create_persons(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("persons")
        .col(pk_uuid("id"))
        .col(uuid("organisation_id"))
        .col(string_len_uniq("reference", 40))
        .col(code("sex"))
        .col(date_null("birth_date"))
        .col(code("birth_date_precision"))
        .col(string_len_null("birth_country", 3))
        .col(text_null("birth_place"))
        .col(code_null("marital_status"))
        .col(text_null("gender_identity"))
        .col(boolean("deceased"))
        .col(text_null("initials"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .col(integer("version"))
        .foreign_key(&mut refers("persons", "organisation_id", "organisations"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("persons", &["organisation_id"])).await
}

async fn create_person_names(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("person_names")
        .col(pk_uuid("id"))
        .col(uuid("person_id"))
        .col(text("given"))
        .col(text("family"))
        .col(text_null("other"))
        .col(string_len("script", 4))
        .col(string_len_null("language", 8))
        .col(code("name_type"))
        .col(search_key("search_key", manager))
        .col(integer("position"))
        .foreign_key(&mut refers("person_names", "person_id", "persons"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("person_names", &["person_id", "position"])).await?;
    let words = Table::create()
        .table("person_name_words")
        .col(uuid("person_name_id"))
        .col(search_key("word", manager))
        .col(uuid("person_id"))
        .primary_key(Index::create().col("person_name_id").col("word"))
        .foreign_key(&mut refers("person_name_words", "person_name_id", "person_names"))
        .foreign_key(&mut refers("person_name_words", "person_id", "persons"))
        .take();
    manager.create_table(words).await?;
    manager.create_index(index("person_name_words", &["word", "person_id", "person_name_id"])).await
}

async fn create_person_languages(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("person_languages")
        .col(uuid("person_id"))
        .col(string_len("language", 8))
        .col(code("level"))
        .col(boolean("interpreter_needed"))
        .primary_key(Index::create().col("person_id").col("language"))
        .foreign_key(&mut refers("person_languages", "person_id", "persons"))
        .take();
    manager.create_table(table).await
}

async fn create_nationalities(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("nationalities")
        .col(pk_uuid("id"))
        .col(uuid("person_id"))
        .col(string_len("country", 3))
        .col(code("basis"))
        .foreign_key(&mut refers("nationalities", "person_id", "persons"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("nationalities", &["person_id"])).await?;
    manager.create_index(index("nationalities", &["country", "person_id"])).await
}

async fn create_identifiers(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("identifiers")
        .col(pk_uuid("id"))
        .col(uuid("person_id"))
        .col(code("identifier_type"))
        .col(text("number"))
        .col(text_null("issuer"))
        .col(date_null("issued_on"))
        .col(date_null("expires_on"))
        .col(code("seen"))
        .foreign_key(&mut refers("identifiers", "person_id", "persons"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("identifiers", &["person_id"])).await
}

async fn create_contacts(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("contacts")
        .col(pk_uuid("id"))
        .col(uuid("person_id"))
        .col(code("contact_type"))
        .col(text("value"))
        .col(text_null("name"))
        .col(text_null("relation"))
        .col(boolean("may_contact"))
        .foreign_key(&mut refers("contacts", "person_id", "persons"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("contacts", &["person_id"])).await
}
