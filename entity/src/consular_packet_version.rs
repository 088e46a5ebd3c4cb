//! A frozen version of what a consulate was shown of a person: the proof, which the house keeps.

use sea_orm::entity::prelude::*;

/// A row of `consular_packet_versions`.
#[derive(Clone, Debug, Eq, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "consular_packet_versions")]
pub struct Model {
    /// The version.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The packet.
    pub consular_packet_id: Uuid,
    /// Its number, from 1.
    pub version_number: i32,
    /// What the consulate could read; null once the packet was taken back.
    #[sea_orm(column_type = "JsonBinary")]
    pub payload: Json,
    /// SHA-256 of reference, version and payload, in hexadecimal.
    pub payload_hash: String,
    /// The consent it rests on.
    pub consent_id: Uuid,
    /// When it was frozen.
    pub created_at: DateTimeUtc,
    /// When a newer version took its place.
    pub replaced_at: Option<DateTimeUtc>,
}

/// None: the store writes its own joins.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
