//! A frozen version of a packet's payload. The requesting organisation keeps it as proof of what the consulate was
//! shown.

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
    /// The data that the consulate could read; JSON null once the packet was withdrawn.
    #[sea_orm(column_type = "JsonBinary")]
    pub payload: Json,
    /// SHA-256 of reference, version and payload, in hexadecimal.
    pub payload_hash: String,
    /// The consent that it is based on.
    pub consent_id: Uuid,
    /// When it was frozen.
    pub created_at: DateTimeUtc,
    /// When a newer version replaced it, or the consulate could no longer read it.
    pub replaced_at: Option<DateTimeUtc>,
}

plain_entity!();
