//! A merge of two registrations of one person: one stays, and the rows of the other one belong to it from then on.

use sea_orm::entity::prelude::*;

/// A row of `person_merges`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "person_merges")]
pub struct Model {
    /// The merge.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The person that stays.
    pub person_id: Uuid,
    /// The registration that was merged. It has no case until the merge is undone.
    pub merged_person_id: Uuid,
    /// The reference of that registration.
    pub merged_reference: String,
    /// The organisation that merged the two.
    pub organisation_id: Uuid,
    /// The reason that the officer gave.
    pub reason: String,
    /// How many places the names of the merged registration moved back, to follow those of the person.
    pub names_after: i32,
    /// The officer.
    pub worker_id: Uuid,
    /// When they were merged.
    pub merged_at: DateTimeUtc,
    /// Until when it can be undone.
    pub undo_until: DateTimeUtc,
    /// When it was undone.
    pub undone_at: Option<DateTimeUtc>,
    /// The officer who undid it.
    pub undone_by: Option<Uuid>,
}

plain_entity!();
