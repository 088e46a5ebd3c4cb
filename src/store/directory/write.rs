//! Writes a row of the directory, with its entry in the change log.

use entity::{centre, consular_post, consular_post_competence, organisation, service, worker};
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, ColumnTrait, DbErr, EntityName, EntityTrait, IdenStatic, IntoActiveModel,
    Iterable, ModelTrait, QueryFilter, Value,
};
use uuid::Uuid;

use super::{
    known::{Known, Values, columns, text, uuid},
    plan::Planned,
    record::Record,
};
use crate::{
    rules::name_order::sort_key,
    store::{
        background::search_keys,
        write::{
            change::Change,
            change_log::{self, ChangeRecord},
            save::{self, Write as _},
            service_languages,
        },
    },
};

/// The action in the change log.
const ACTION: &str = "IMPORT_DIRECTORY";

/// Writes the row.
pub(super) async fn write(change: &Change, planned: &Planned, known: &Known) -> Result<(), DbErr> {
    match planned.record {
        Record::Organisations => row::<organisation::Entity>(change, planned, known).await,
        Record::Centres => row::<centre::Entity>(change, planned, known).await,
        Record::Services => row::<service::Entity>(change, planned, known).await,
        Record::ConsularPosts => row::<consular_post::Entity>(change, planned, known).await,
        Record::ConsularPostCompetences => row::<consular_post_competence::Entity>(change, planned, known).await,
        Record::Workers => row::<worker::Entity>(change, planned, known).await,
    }
}

async fn row<E>(change: &Change, planned: &Planned, known: &Known) -> Result<(), DbErr>
where
    E: EntityTrait + EntityName,
    E::Model: ModelTrait<Entity = E> + IntoActiveModel<E::ActiveModel> + Sync,
    E::ActiveModel: ActiveModelBehavior + Send,
{
    let column = |name: &str| E::Column::iter().find(|column| column.as_str() == name);
    let (id, now) = (planned.id, Value::from(Some(change.now())));
    let mut changed = Vec::new();
    let mut version = None;
    if planned.new {
        let mut new = <E::ActiveModel as ActiveModelTrait>::default();
        for (name, stored) in columns::<E>(planned.record) {
            new.set(stored, planned.after.get(name.name).cloned().unwrap_or_else(|| name.null()));
        }
        for name in ["created_at", "updated_at", "last_seen_at"] {
            if let Some(stored) = column(name) {
                new.set(stored, now.clone());
            }
        }
        if let Some(stored) = column("version") {
            version = Some(1);
            new.set(stored, Value::from(version));
        }
        if let Some(stored) = column("search_key") {
            new.set(stored, search_key(&planned.after));
        }
        if let Some(stored) = column("sort_key") {
            new.set(stored, key_of_name(&planned.after));
        }
        new.insert_in(change).await?;
        changed.extend(columns::<E>(planned.record).map(|(column, _)| column.stored.unwrap_or(column.name)));
    } else {
        let of_row = column("id").map(|column| column.eq(id));
        let before = E::find().filter(of_row.ok_or_else(gone)?).one(change.transaction()).await?.ok_or_else(gone)?;
        let mut after = before.clone();
        for (name, stored) in columns::<E>(planned.record) {
            if let Some(value) = planned.set.get(name.name) {
                after.set(stored, value.clone());
            }
        }
        if let Some(stored) = column("updated_at") {
            after.set(stored, now);
        }
        if let Some(stored) = column("version")
            && let Value::Int(Some(seen)) = before.get(stored)
        {
            version = Some(seen + 1);
            after.set(stored, Value::from(version));
        }
        if let Some(stored) = column("search_key") {
            after.set(stored, search_key(&planned.after));
        }
        if let Some(stored) = column("sort_key") {
            after.set(stored, key_of_name(&planned.after));
        }
        changed = save::write(change, &before, &after).await?;
    }
    if planned.set.contains_key("languages") {
        let tags = planned.set.get("languages").and_then(text).unwrap_or_default();
        let tags = tags.split_whitespace().map(str::to_owned).collect();
        changed.extend(service_languages::replace(change, id, tags).await?.then_some("languages"));
    }
    let organisation_id = owner(planned, known).ok_or_else(gone)?;
    let row =
        ChangeRecord { id, subject_type: planned.record.name(), case_id: None, organisation_id, version, changed };
    change_log::record(change.transaction(), change.now(), None, ACTION.to_owned(), &row).await
}

fn gone() -> DbErr {
    DbErr::Custom("a row of the directory was deleted while it was imported".to_owned())
}

fn search_key(row: &Values) -> Value {
    let text = |name: &str| row.get(name).and_then(text).unwrap_or_default();
    let translations = ["name_translations", "description_translations"].map(|name| row.get(name).and_then(self::text));
    let translations = translations.each_ref().map(Option::as_deref);
    Value::from(search_keys::of_service(&text("name"), &text("description"), translations))
}

/// The key by which the name of the row is ordered. A worker may have no name.
fn key_of_name(row: &Values) -> Value {
    let name = ["name", "display_name"].into_iter().find_map(|column| row.get(column).and_then(text));
    Value::from(name.as_deref().map(sort_key))
}

/// The organisation that the row belongs to.
fn owner(planned: &Planned, known: &Known) -> Option<Uuid> {
    match planned.record {
        Record::Organisations => Some(planned.id),
        Record::ConsularPostCompetences => {
            let post = known.referred(&planned.after, "consular_post", Record::ConsularPosts)?;
            uuid(post.get("organisation")?)
        }
        Record::Centres | Record::Services | Record::ConsularPosts | Record::Workers => {
            uuid(planned.after.get("organisation")?)
        }
    }
}
