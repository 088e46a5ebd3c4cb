//! Packets as rows of a change: the consent that they depend on, and their stored versions.

use entity::{consular_packet, consular_packet_version};
use sea_orm::{
    ColumnTrait, DbErr, EntityTrait, QueryFilter,
    prelude::{DateTimeUtc, Json, Uuid},
    sea_query::Expr,
};

use crate::store::write::change::Change;

impl Change {
    /// Makes the packets of a consular request depend on this consent, and end with it.
    pub(crate) async fn rest_packets(
        &self,
        request_id: Uuid,
        consent_id: Uuid,
        until: Option<DateTimeUtc>,
    ) -> Result<(), DbErr> {
        consular_packet::Entity::update_many()
            .col_expr(consular_packet::Column::ConsentId, Expr::value(consent_id))
            .col_expr(consular_packet::Column::ReadableUntil, Expr::value(until))
            .filter(consular_packet::Column::ConsularRequestId.eq(request_id))
            .filter(consular_packet::Column::RevokedAt.is_null())
            .exec(self.transaction())
            .await?;
        Ok(())
    }

    /// Marks the current version of a packet as no longer shown to the consulate. The time for which it is kept begins.
    pub(crate) async fn retire_packet_version(&self, packet: &consular_packet::Model) -> Result<(), DbErr> {
        consular_packet_version::Entity::update_many()
            .col_expr(consular_packet_version::Column::ReplacedAt, Expr::value(self.now()))
            .filter(consular_packet_version::Column::ConsularPacketId.eq(packet.id))
            .filter(consular_packet_version::Column::VersionNumber.eq(packet.version_number))
            .exec(self.transaction())
            .await?;
        Ok(())
    }

    /// Replaces the payload of a version that no consulate was shown.
    pub(crate) async fn renew_packet_version(
        &self,
        packet: &consular_packet::Model,
        payload: Json,
    ) -> Result<(), DbErr> {
        consular_packet_version::Entity::update_many()
            .col_expr(consular_packet_version::Column::Payload, Expr::value(payload))
            .col_expr(consular_packet_version::Column::PayloadHash, Expr::value(packet.payload_hash.clone()))
            .col_expr(consular_packet_version::Column::ConsentId, Expr::value(packet.consent_id))
            .col_expr(consular_packet_version::Column::CreatedAt, Expr::value(self.now()))
            .col_expr(consular_packet_version::Column::ReplacedAt, Expr::value(None::<DateTimeUtc>))
            .filter(consular_packet_version::Column::ConsularPacketId.eq(packet.id))
            .exec(self.transaction())
            .await?;
        Ok(())
    }
}
