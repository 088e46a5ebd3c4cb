//! The rows of the directory as values by column, for any of its records, and the names by which records call each other.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use entity::{centre, consular_post, consular_post_competence, organisation, service, service_language, worker};
use sea_orm::{
    DatabaseTransaction, DbErr, EntityTrait, IdenStatic, Iterable, ModelTrait, QuerySelect, Select, Value,
    sea_query::LockType,
};
use uuid::Uuid;

use super::{column::Column, record::Record};
use crate::store::database::Database;

/// The values of a row, by the names of their columns in files.
pub(super) type Values = BTreeMap<&'static str, Value>;

/// The rows of the directory, by record and id.
#[derive(Clone, Debug, Default)]
pub(super) struct Known(BTreeMap<Record, BTreeMap<Uuid, Values>>);

/// Where the rows are read.
#[derive(Clone, Copy)]
pub(super) enum Source<'d> {
    /// At one moment.
    Moment(&'d Database),
    /// In a change, which keeps them as they are until it ends. Rows that refer to them can still be written.
    Change(&'d DatabaseTransaction),
}

impl Source<'_> {
    async fn all<E: EntityTrait>(self, rows: Select<E>) -> Result<Vec<E::Model>, DbErr> {
        match self {
            Self::Moment(database) => database.models(rows).await,
            Self::Change(transaction) => rows.lock(LockType::NoKeyUpdate).all(transaction).await,
        }
    }
}

impl Known {
    /// Reads all rows.
    pub(super) async fn read(source: Source<'_>) -> Result<Self, DbErr> {
        let mut known = BTreeMap::new();
        for record in Record::ALL {
            let rows = match record {
                Record::Organisations => rows::<organisation::Entity>(source, record).await?,
                Record::Centres => rows::<centre::Entity>(source, record).await?,
                Record::Services => rows::<service::Entity>(source, record).await?,
                Record::ConsularPosts => rows::<consular_post::Entity>(source, record).await?,
                Record::ConsularPostCompetences => rows::<consular_post_competence::Entity>(source, record).await?,
                Record::Workers => rows::<worker::Entity>(source, record).await?,
            };
            known.insert(record, rows);
        }
        let mut known = Self(known);
        known.add_languages(source.all(service_language::Entity::find()).await?);
        Ok(known)
    }

    /// The languages of a service are one text, in order.
    fn add_languages(&mut self, rows: Vec<service_language::Model>) {
        let mut spoken: BTreeMap<Uuid, BTreeSet<String>> = BTreeMap::new();
        for row in rows {
            spoken.entry(row.service_id).or_default().insert(row.language);
        }
        for (id, values) in self.0.entry(Record::Services).or_default() {
            let languages = spoken.remove(id).map(|tags| tags.into_iter().collect::<Vec<_>>().join(" "));
            values.insert("languages", Value::from(languages));
        }
    }

    /// The rows of a record.
    pub(super) fn rows(&self, record: Record) -> impl Iterator<Item = (Uuid, &Values)> {
        self.0.get(&record).into_iter().flatten().map(|(id, values)| (*id, values))
    }

    /// One row.
    pub(super) fn row(&self, record: Record, id: Uuid) -> Option<&Values> {
        self.0.get(&record)?.get(&id)
    }

    /// Puts a row as it will be.
    pub(super) fn put(&mut self, record: Record, id: Uuid, values: Values) {
        self.0.entry(record).or_default().insert(id, values);
    }

    /// The row that a column of these values refers to.
    pub(super) fn referred(&self, values: &Values, column: &str, to: Record) -> Option<&Values> {
        self.row(to, uuid(values.get(column)?)?)
    }

    /// The name by which other records call a row.
    fn name(&self, record: Record, values: &Values) -> Option<String> {
        match record {
            Record::Organisations => text(values.get("acronym")?),
            Record::Centres => text(values.get("code")?),
            Record::ConsularPosts => {
                let organisation = self.referred(values, "organisation", Record::Organisations)?;
                self.name(Record::Organisations, organisation)
            }
            Record::Services | Record::ConsularPostCompetences | Record::Workers => None,
        }
    }

    /// The rows of a record by their names.
    pub(super) fn names(&self, record: Record) -> Names {
        let mut names = Names::default();
        for (id, values) in self.rows(record) {
            if let Some(name) = self.name(record, values) {
                names.called.entry(name).or_default().push(id);
            }
            if let (Record::Organisations, Some(name)) = (record, values.get("name").and_then(text)) {
                names.full.entry(name).or_default().push(id);
            }
        }
        names
    }

    /// The name of a row, as a file names it: by its id if its name is also that of another row.
    pub(super) fn named(&self, record: Record, id: Uuid, names: &Names) -> String {
        let name = self.row(record, id).and_then(|values| self.name(record, values));
        name.filter(|name| names.called.get(name).is_some_and(|ids| ids.len() == 1)).unwrap_or_else(|| id.to_string())
    }
}

/// The rows of a record by the names by which others call them.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    called: HashMap<String, Vec<Uuid>>,
    /// The full names of organisations, by which other systems call them.
    full: HashMap<String, Vec<Uuid>>,
}

impl Names {
    /// The row with this name or id, or the only organisation with this full name.
    /// Errors: why there is none.
    pub(super) fn find(&self, record: Record, name: &str) -> Result<Uuid, String> {
        let of = record.name();
        match self.called.get(name).or_else(|| self.full.get(name)).map(Vec::as_slice) {
            Some([id]) => Ok(*id),
            Some(_) => Err(format!("several {of} are called \"{name}\"; write the id of one of them")),
            None => {
                let id =
                    Uuid::parse_str(name).ok().filter(|id| self.called.values().flatten().any(|known| known == id));
                id.ok_or_else(|| {
                    let name = super::cell::shortened(name);
                    format!("there is no \"{name}\" in {of}; write {} of one of its rows", called(record))
                })
            }
        }
    }
}

fn called(record: Record) -> String {
    let called = record.called();
    format!("{}{}", called[..1].to_lowercase(), &called[1..])
}

/// The columns of the table that a file has too.
pub(super) fn columns<E: EntityTrait>(record: Record) -> impl Iterator<Item = (&'static Column, E::Column)> {
    let stored = |name: &str| E::Column::iter().find(|column| column.as_str() == name);
    record.columns().iter().filter_map(move |column| Some((column, stored(column.stored?)?)))
}

async fn rows<E>(source: Source<'_>, record: Record) -> Result<BTreeMap<Uuid, Values>, DbErr>
where
    E: EntityTrait,
    E::Model: ModelTrait<Entity = E>,
{
    let columns: Vec<_> = columns::<E>(record).collect();
    let mut rows = BTreeMap::new();
    for row in source.all(E::find()).await? {
        let values: Values = columns.iter().map(|(column, stored)| (column.name, row.get(*stored))).collect();
        if let Some(id) = values.get("id").and_then(uuid) {
            rows.insert(id, values);
        }
    }
    Ok(rows)
}

/// The identifier in a value.
pub(super) const fn uuid(value: &Value) -> Option<Uuid> {
    match value {
        Value::Uuid(id) => *id,
        _ => None,
    }
}

/// The text in a value.
pub(super) fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => text.clone(),
        _ => None,
    }
}

/// Whether the value is null.
pub(super) fn is_null(value: &Value, column: &Column) -> bool {
    *value == column.null()
}
