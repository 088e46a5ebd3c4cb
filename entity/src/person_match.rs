//! One side of a match of two people across organisations. It holds only what this side may know: the answer of the other side
//! is in the row of the other side.

use sea_orm::entity::prelude::*;

use crate::codes::PersonMatchState;

/// A row of `person_matches`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "person_matches")]
pub struct Model {
    /// This side of the match.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case on this side.
    pub case_id: Uuid,
    /// The organisation on this side.
    pub organisation_id: Uuid,
    /// The organisation on the other side.
    pub other_organisation_id: Uuid,
    /// The case on the other side, which no field shows.
    pub other_case_id: Uuid,
    /// What this side knows of the match.
    pub state: PersonMatchState,
    /// When the match was found.
    pub created_at: DateTimeUtc,
    /// When it expires, or when the agreement of both ends.
    pub expires_at: DateTimeUtc,
    /// When this side answered.
    pub answered_at: Option<DateTimeUtc>,
    /// The protection officer who answered on this side.
    pub answered_by: Option<Uuid>,
    /// What both quote when they talk, after both agreed. It names no case.
    pub talk_reference: Option<String>,
    /// When it ended early.
    pub ended_at: Option<DateTimeUtc>,
    /// Incremented with each change, from 1.
    pub version: i32,
}

plain_entity!();
