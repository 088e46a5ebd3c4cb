//! A change of a case, for one organisation that may follow it. Rows are inserted with the change, get their position
//! after it, and are deleted when they are old.

use sea_orm::entity::prelude::*;

/// A row of `case_changes`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "case_changes")]
pub struct Model {
    /// The entry.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its place among all entries, from 1 on without a gap. Null until somebody asks for changes.
    pub position: Option<i64>,
    /// When it happened.
    pub at: DateTimeUtc,
    /// An organisation that knew of the case before the change or knows of it afterwards.
    pub organisation_id: Uuid,
    /// The country of the case, ISO 3166-1 alpha-3, if that organisation owned it; null for every other organisation.
    pub country: Option<String>,
    /// The case.
    pub case_id: Uuid,
    /// The change: the same for all its entries.
    pub change_id: Uuid,
    /// What decided about access to the case before the change, as far as it concerned the organisation.
    #[sea_orm(column_type = "JsonBinary")]
    pub facts_before: Json,
    /// The rows that were written: table, key and names of the columns, never the values.
    #[sea_orm(column_type = "JsonBinary")]
    pub written: Json,
}

plain_entity!();
