//! Packets as rows of a change: on which consent they rest.

use entity::consular_packet;
use sea_orm::{
    ColumnTrait, DbErr, EntityTrait, QueryFilter,
    prelude::{DateTimeUtc, Uuid},
    sea_query::Expr,
};

use crate::store::change::Change;

impl Change {
    /// Lets the packets of a consular request rest on this consent, and close with it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn rest_packets(
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
}
