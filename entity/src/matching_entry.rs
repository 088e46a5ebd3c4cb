//! A person who takes part in the blind match across organisations, for a time.

use sea_orm::entity::prelude::*;

use crate::codes::MatchingEndReason;

/// A row of `matching_entries`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "matching_entries")]
pub struct Model {
    /// The entry.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case of the person.
    pub case_id: Uuid,
    /// The organisation that entered the person.
    pub organisation_id: Uuid,
    /// The consent that it rests on.
    pub consent_id: Uuid,
    /// The protection officer.
    pub worker_id: Uuid,
    /// The registration of the person at that moment. A merge can give the case another one.
    pub registration_id: Uuid,
    /// How many facts had ever been recorded of the person at that moment. Each one that follows is another guess.
    pub facts: i32,
    /// When the person was entered.
    pub entered_at: DateTimeUtc,
    /// When the entry ends by itself.
    pub valid_until: DateTimeUtc,
    /// When it was ended early.
    pub ended_at: Option<DateTimeUtc>,
    /// Why it was ended early.
    pub end_reason: Option<MatchingEndReason>,
}

plain_entity!();
