//! The decisions at the protection gates of a request: the newest one, and lifting the block of a failed one.

use entity::{
    codes::{Gate, GateOutcome},
    protection_gate,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, prelude::Uuid, sea_query::Expr};

use crate::{error::Error, store::write::change::Change};

impl Change {
    /// The newest decision at a gate of a request.
    /// Errors: `NOT_FOUND` if nobody has decided yet.
    pub(crate) async fn newest_decision(&self, request_id: Uuid, gate: Gate) -> Result<protection_gate::Model, Error> {
        let newest = protection_gate::Entity::find()
            .filter(protection_gate::Column::ConsularRequestId.eq(request_id))
            .filter(protection_gate::Column::Gate.eq(gate))
            .order_by_desc(protection_gate::Column::At)
            .order_by_desc(protection_gate::Column::Id)
            .one(self.transaction())
            .await?;
        newest.ok_or(Error::NotFound)
    }

    /// Lifts the block of the failed gates of a request.
    pub(crate) async fn lift_failures(&self, request_id: Uuid, reason: String) -> Result<(), Error> {
        protection_gate::Entity::update_many()
            .col_expr(protection_gate::Column::LiftedAt, Expr::value(self.now()))
            .col_expr(protection_gate::Column::LiftedBy, Expr::value(self.scope.viewer.worker_id))
            .col_expr(protection_gate::Column::LiftReason, Expr::value(reason))
            .filter(protection_gate::Column::ConsularRequestId.eq(request_id))
            .filter(protection_gate::Column::Outcome.eq(GateOutcome::Fail))
            .filter(protection_gate::Column::LiftedAt.is_null())
            .exec(self.transaction())
            .await?;
        Ok(())
    }
}
