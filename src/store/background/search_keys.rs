//! Recomputes stored search keys, and keys by which names are ordered, that an older version of the folding made. It runs
//! before a node serves, in batches with a commit each, resumes where it was stopped, and may run on several nodes at once.
//! It does not change what a record says, so it changes no version and writes no log entry.

use std::{future::Future, pin::Pin};

use entity::{consular_post, contact, identifier, person_name, person_name_word, search_key_version, service, worker};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, OnConflict},
};
use uuid::Uuid;

use crate::{
    rules::{
        document_number,
        fold::{VERSION, search_key},
        name,
        name_order::sort_key,
        phone,
        translation::Translations,
    },
    store::database::Database,
};

/// How many rows one transaction reads.
const BATCH: u64 = 500;

/// The next rows of a table after this one: how many keys changed, and the id of the last row, or `None` at the end.
type Batch<'a> = Pin<Box<dyn Future<Output = Result<(u64, Option<Uuid>), DbErr>> + Send + 'a>>;

/// The search key of a service. `translations` are the columns with those of the name and the description.
pub fn of_service(name: &str, description: &str, translations: [Option<&str>; 2]) -> String {
    let mut text = format!("{name} {description}");
    for column in translations {
        for (_, translation) in Translations::stored(column).each() {
            text.push(' ');
            text.push_str(translation);
        }
    }
    search_key(&text)
}

/// The search key of a document.
pub fn of_document(number: &str) -> Option<String> {
    document_number::search_key(number)
}

/// The search key of a contact.
pub fn of_contact(value: &str) -> Option<String> {
    phone::search_key(value)
}

/// Recomputes all keys of an older version, and returns how many changed.
/// Errors: a database error; the batches done until then stay.
pub async fn renew(database: &Database) -> Result<u64, DbErr> {
    let names = table(database, "person_names", |transaction, after| Box::pin(names(transaction, after))).await?;
    let services = table(database, "services", services).await?;
    let documents = table(database, "identifiers", documents).await?;
    let contacts = table(database, "contacts", contacts).await?;
    let mut ordered = table(database, "names of services", names_of_services).await?;
    ordered += table(database, "names of posts", names_of_posts).await?;
    ordered += table(database, "names of workers", names_of_workers).await?;
    let all = names + services + documents + contacts + ordered;
    if all > 0 {
        tracing::info!(names, services, documents, contacts, ordered, version = VERSION, "search keys were recomputed");
    }
    Ok(all)
}

async fn table(
    database: &Database,
    keys_of: &str,
    next: for<'a> fn(&'a DatabaseTransaction, Option<Uuid>) -> Batch<'a>,
) -> Result<u64, DbErr> {
    let mut all = 0;
    loop {
        let transaction = database.begin_write().await?;
        transaction.wait_for_locks().await?;
        let state = locked(&transaction, keys_of).await?;
        if state.version == VERSION && state.done_to.is_none() {
            transaction.commit().await?;
            return Ok(all);
        }
        let after = state.done_to.filter(|_| state.version == VERSION);
        let (changed, done_to) = next(&transaction, after).await?;
        let row = search_key_version::ActiveModel {
            keys_of: Set(keys_of.to_owned()),
            version: Set(VERSION),
            done_to: Set(done_to),
        };
        search_key_version::Entity::update(row).exec(&*transaction).await?;
        transaction.commit().await?;
        all += changed;
    }
}

/// The state of a table. Without a row the keys are of version 1.
async fn locked(transaction: &DatabaseTransaction, keys_of: &str) -> Result<search_key_version::Model, DbErr> {
    let first = search_key_version::Model { keys_of: keys_of.to_owned(), version: 1, done_to: None };
    let there = OnConflict::column(search_key_version::Column::KeysOf).do_nothing().to_owned();
    search_key_version::Entity::insert(first.clone().into_active_model())
        .on_conflict(there)
        .exec_without_returning(transaction)
        .await?;
    let state = search_key_version::Entity::find_by_id(keys_of).lock_exclusive().one(transaction).await?;
    Ok(state.unwrap_or(first))
}

async fn names(transaction: &DatabaseTransaction, after: Option<Uuid>) -> Result<(u64, Option<Uuid>), DbErr> {
    use person_name::Column as C;
    let mut rows = person_name::Entity::find().order_by_asc(C::Id).limit(BATCH);
    if let Some(after) = after {
        rows = rows.filter(C::Id.gt(after));
    }
    let rows = rows.all(transaction).await?;
    let last = rows.last().map(|row| row.id);
    let mut renewed = Vec::new();
    for row in rows {
        let key = name::key(&[&row.given, &row.family, row.other.as_deref().unwrap_or_default()]);
        if key != row.search_key {
            renewed.push(person_name::Model { search_key: key, ..row });
        }
    }
    for row in &renewed {
        let key = Expr::value(row.search_key.clone());
        person_name::Entity::update_many()
            .col_expr(C::SearchKey, key)
            .filter(C::Id.eq(row.id))
            .exec(transaction)
            .await?;
    }
    if !renewed.is_empty() {
        let of = person_name_word::Column::PersonNameId.is_in(renewed.iter().map(|row| row.id));
        person_name_word::Entity::delete_many().filter(of).exec(transaction).await?;
    }
    let words: Vec<_> =
        renewed.iter().flat_map(person_name::Model::words).map(IntoActiveModel::into_active_model).collect();
    // Each word binds three values, and a database accepts some ten thousand values in one statement.
    for words in words.chunks(5_000) {
        person_name_word::Entity::insert_many(words.to_vec()).exec_without_returning(transaction).await?;
    }
    Ok((renewed.len() as u64, last))
}

/// The next rows of a table whose rows have the key in a column. `key` gives the id of a row, and its key if it is out of date.
async fn in_column<E: EntityTrait>(
    transaction: &DatabaseTransaction,
    after: Option<Uuid>,
    (id, stored): (E::Column, E::Column),
    key: fn(&E::Model) -> (Uuid, Option<Expr>),
) -> Result<(u64, Option<Uuid>), DbErr> {
    let mut rows = E::find().order_by_asc(id).limit(BATCH);
    if let Some(after) = after {
        rows = rows.filter(id.gt(after));
    }
    let (mut changed, mut last) = (0, None);
    for row in rows.all(transaction).await? {
        let (row, key) = key(&row);
        last = Some(row);
        if let Some(key) = key {
            E::update_many().col_expr(stored, key).filter(id.eq(row)).exec(transaction).await?;
            changed += 1;
        }
    }
    Ok((changed, last))
}

fn services(transaction: &DatabaseTransaction, after: Option<Uuid>) -> Batch<'_> {
    use service::Column as C;
    Box::pin(in_column::<service::Entity>(transaction, after, (C::Id, C::SearchKey), |row| {
        let translations = [row.name_translations.as_deref(), row.description_translations.as_deref()];
        let key = of_service(&row.name, &row.description, translations);
        (row.id, (key != row.search_key).then(|| Expr::value(key)))
    }))
}

fn documents(transaction: &DatabaseTransaction, after: Option<Uuid>) -> Batch<'_> {
    use identifier::Column as C;
    Box::pin(in_column::<identifier::Entity>(transaction, after, (C::Id, C::SearchKey), |row| {
        let key = of_document(&row.number);
        (row.id, (key != row.search_key).then(|| Expr::value(key)))
    }))
}

fn contacts(transaction: &DatabaseTransaction, after: Option<Uuid>) -> Batch<'_> {
    use contact::Column as C;
    Box::pin(in_column::<contact::Entity>(transaction, after, (C::Id, C::SearchKey), |row| {
        let key = of_contact(&row.value);
        (row.id, (key != row.search_key).then(|| Expr::value(key)))
    }))
}

fn names_of_services(transaction: &DatabaseTransaction, after: Option<Uuid>) -> Batch<'_> {
    use service::Column as C;
    Box::pin(in_column::<service::Entity>(transaction, after, (C::Id, C::SortKey), |row| {
        let key = sort_key(&row.name);
        (row.id, (key != row.sort_key).then(|| Expr::value(key)))
    }))
}

fn names_of_posts(transaction: &DatabaseTransaction, after: Option<Uuid>) -> Batch<'_> {
    use consular_post::Column as C;
    Box::pin(in_column::<consular_post::Entity>(transaction, after, (C::Id, C::SortKey), |row| {
        let key = sort_key(&row.name);
        (row.id, (key != row.sort_key).then(|| Expr::value(key)))
    }))
}

fn names_of_workers(transaction: &DatabaseTransaction, after: Option<Uuid>) -> Batch<'_> {
    use worker::Column as C;
    Box::pin(in_column::<worker::Entity>(transaction, after, (C::Id, C::SortKey), |row| {
        let key = row.display_name.as_deref().map(sort_key);
        (row.id, (key != row.sort_key).then(|| Expr::value(key)))
    }))
}
