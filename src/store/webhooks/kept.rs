//! What the mutations of webhooks look up and write.

use chrono::TimeDelta;
use entity::{
    codes::{WebhookDeliveryKind, WebhookDeliveryState as State, WebhookPauseReason},
    organisation, webhook, webhook_delivery,
};
use sea_orm::{
    ColumnTrait, Condition, DbErr, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};
use uuid::Uuid;

use crate::{
    error::Error,
    store::{Store, changes::positions, changes::positions::Position, write::change::Change},
};

/// The most tests of one webhook in an hour.
const MOST_TESTS: u64 = 10;
/// The most failed messages that are sent again at once.
const MOST_REPLAYED: u64 = 100;

impl Change {
    /// The number of webhooks of the viewer's organisation, which gets no other one until the change ends.
    pub(crate) async fn webhooks_of_own_organisation(&self) -> Result<u64, Error> {
        let organisation_id = self.scope.viewer.organisation_id;
        let locked = organisation::Entity::find_by_id(organisation_id).lock_exclusive().one(self.transaction()).await?;
        locked.ok_or(Error::NotFound)?;
        // Those that were just deleted count too. Otherwise the table grows as fast as somebody registers and deletes.
        let deleted = webhook::Column::DeletedAt;
        let counted = Condition::any().add(deleted.is_null()).add(deleted.gt(self.now() - TimeDelta::hours(1)));
        let present =
            webhook::Entity::find().filter(webhook::Column::OrganisationId.eq(organisation_id)).filter(counted);
        Ok(present.count(self.transaction()).await?)
    }

    /// The position of this moment. A change that has no position yet is told, although it may have come before.
    pub(crate) async fn position_of_now(&self) -> Result<Position, DbErr> {
        positions::newest(self.transaction(), self.now()).await
    }

    /// Pauses the webhooks of a worker whose tokens are refused from now on.
    pub(crate) async fn end_webhooks_of(&self, worker_id: Uuid) -> Result<(), DbErr> {
        use webhook::Column as C;

        let ended = webhook::Entity::update_many()
            .col_expr(C::PausedAt, Expr::value(self.now()))
            .col_expr(C::PauseReason, Expr::value(WebhookPauseReason::WorkerEnded))
            .filter(C::WorkerId.eq(worker_id))
            .filter(C::DeletedAt.is_null());
        ended.exec(self.transaction()).await.map(drop)
    }

    /// Queues a test, unless one is waiting or there were many in the last hour.
    pub(crate) async fn queue_test(&self, webhook_id: Uuid) -> Result<bool, DbErr> {
        use webhook_delivery::Column as C;

        let waiting = webhook_delivery::Entity::find()
            .filter(C::WebhookId.eq(webhook_id))
            .filter(C::State.eq(State::Queued))
            .filter(C::Kind.eq(WebhookDeliveryKind::Test));
        let lately = webhook_delivery::Entity::find()
            .filter(C::WebhookId.eq(webhook_id))
            .filter(C::CreatedAt.gt(self.now() - TimeDelta::hours(1)))
            .filter(C::Kind.eq(WebhookDeliveryKind::Test));
        let transaction = self.transaction();
        if waiting.count(transaction).await? > 0 || lately.count(transaction).await? >= MOST_TESTS {
            return Ok(false);
        }
        let row = webhook_delivery::Model {
            id: Uuid::now_v7(),
            webhook_id,
            kind: WebhookDeliveryKind::Test,
            state: State::Queued,
            sequence: None,
            message_id: None,
            case_ids: None,
            attempts: 0,
            status_class: None,
            created_at: self.now(),
            last_attempt_at: None,
            next_attempt_at: None,
            delivered_at: None,
        };
        webhook_delivery::Entity::insert(row.into_active_model()).exec_without_returning(self.transaction()).await?;
        Ok(true)
    }

    /// Queues the failed messages about cases again, the oldest first. Returns how many.
    pub(crate) async fn queue_failed(&self, webhook_id: Uuid) -> Result<u64, DbErr> {
        use webhook_delivery::Column as C;

        let failed = webhook_delivery::Entity::find()
            .select_only()
            .column(C::Id)
            .filter(C::WebhookId.eq(webhook_id))
            .filter(C::State.eq(State::Failed))
            .filter(C::Kind.ne(WebhookDeliveryKind::Test))
            .order_by_asc(C::CreatedAt)
            .order_by_asc(C::Id)
            .limit(MOST_REPLAYED)
            .into_tuple::<Uuid>();
        let failed = failed.all(self.transaction()).await?;
        let queued = webhook_delivery::Entity::update_many()
            .col_expr(C::State, Expr::value(State::Queued))
            .filter(C::Id.is_in(failed));
        Ok(queued.exec(self.transaction()).await?.rows_affected)
    }
}

impl Store {
    /// The secret of a webhook that the viewer may know of. `None` if there is none.
    pub(crate) async fn webhook_secret(&self, id: Uuid) -> Result<Option<String>, DbErr> {
        let row = webhook::Entity::find_by_id(id)
            .filter(webhook::Column::OrganisationId.eq(self.scope.viewer.organisation_id))
            .filter(webhook::Column::DeletedAt.is_null())
            .one(&self.database.writer)
            .await?;
        let secret = self.webhooks.as_ref().zip(row).map(|(kept, row)| kept.key.secret(row.id, row.secret_generation));
        Ok(secret)
    }
}
