//! The searches, the classes of cases read, and the refusals of one request, by which worker and for what purpose. Rows are
//! only inserted.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::codes::Purpose;

/// A row of `read_log`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "read_log")]
pub struct Model {
    /// The entry.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// When it happened.
    pub at: DateTimeUtc,
    /// The request.
    pub request_id: Uuid,
    /// The worker who read.
    pub worker_id: Uuid,
    /// The organisation of that worker.
    pub organisation_id: Uuid,
    /// Roles of the reader, as a list of names.
    #[sea_orm(column_type = "JsonBinary")]
    pub roles: Json,
    /// Purpose of the session.
    pub purpose: Option<Purpose>,
    /// The version of the policy that was in force.
    pub policy_version: String,
    /// Name of the GraphQL operation.
    pub operation: Option<String>,
    /// What was read, never values. A list of `{ classes, cases }`: the classes by name, and all cases of which they were
    /// shown; `{ search, by, hash }`: the root, the condition, and a keyed hash of the value that was searched for;
    /// `{ search, purpose, by: { condition: hash }, found }`: a person at the counter, and how many cases fit;
    /// `{ refused, count }`: `NOT_FOUND` or `FORBIDDEN`, and how many roots were refused with it.
    #[sea_orm(column_type = "JsonBinary")]
    pub entries: Json,
    /// The hash of the row before in the chain, in hexadecimal. Null for the first row of a chain.
    pub previous_hash: Option<String>,
    /// The SHA-256 of this row, in hexadecimal. Null in rows of older programs, which had no chain.
    pub hash: Option<String>,
    /// The chain, which is of one running process.
    pub chain_id: Option<Uuid>,
    /// The place of the row in its chain, from 1 on, without gaps.
    pub sequence: Option<i64>,
}

plain_entity!();
