//! What a person agreed to: for what purpose, which classes of data and for how long.

use sea_orm::entity::prelude::*;

use crate::codes::{ConsentGiver, ConsentMethod, ConsentStatus, Purpose};

/// A row of `consents`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "consents")]
#[expect(clippy::struct_excessive_bools, reason = "a row: each is a column of its own")]
pub struct Model {
    /// The consent.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// The person.
    pub person_id: Uuid,
    /// The organisation that holds the consent.
    pub organisation_id: Uuid,
    /// Who gave it.
    pub given_by: ConsentGiver,
    /// The determination on the best interest of the child, where that gave it.
    pub determination_id: Option<Uuid>,
    /// How it was given.
    pub method: ConsentMethod,
    /// Language in which it was explained, BCP 47.
    pub language: String,
    /// Whether an interpreter helped.
    pub interpreter_used: bool,
    /// What the data may be used for.
    pub purpose: Purpose,
    /// Data classes that may be shared, as a bit set of `DataClass`.
    pub classes: i64,
    /// How and when the person may be contacted.
    pub contact_restrictions: Option<String>,
    /// When it begins to hold.
    pub valid_from: DateTimeUtc,
    /// When it ends. Every consent has an end; null holds nothing.
    pub valid_until: Option<DateTimeUtc>,
    /// What was done to it. Whether it holds follows from its dates too.
    pub status: ConsentStatus,
    /// Whether it was read back and confirmed.
    pub read_back_confirmed: bool,
    /// Whether the person was told that help does not depend on it.
    pub not_tied_to_assistance: bool,
    /// Whether it outlives a transfer of the case although it names the organisation that gives the case away.
    pub includes_successor: bool,
    /// Whether facts of protection, health and asylum that become known after an acceptance may follow.
    pub includes_later_facts: bool,
    /// SHA-256 of the signed form or recording, in hexadecimal.
    pub evidence_hash: Option<String>,
    /// The worker who recorded it.
    pub worker_id: Option<Uuid>,
    /// When it was taken back.
    pub withdrawn_at: Option<DateTimeUtc>,
    /// The worker who recorded the withdrawal.
    pub withdrawn_by: Option<Uuid>,
    /// Why it was taken back, when the person said.
    pub withdrawal_reason: Option<String>,
    /// The newer consent or refusal that took its place.
    pub superseded_by_id: Option<Uuid>,
    /// When the row was made.
    pub created_at: DateTimeUtc,
    /// When the row last changed.
    pub updated_at: DateTimeUtc,
    /// Counts changes, from 1.
    pub version: i32,
}

/// None: the store writes its own joins.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
