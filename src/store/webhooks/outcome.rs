//! What became of a message: it is written with the new position in one transaction, and only by the node that still has the lease.

use chrono::TimeDelta;
use entity::{
    codes::{WebhookDeliveryKind as Kind, WebhookDeliveryState as State, WebhookPauseReason as Reason},
    webhook,
    webhook_delivery::{self, Column as D},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, prelude::DateTimeUtc,
    sea_query::Expr,
};
use uuid::Uuid;

use crate::{
    error::Error,
    rules::webhook::{next_attempt, not_before},
    store::{
        changes::positions::Position,
        database::Database,
        write::{change::Change, change_log::ChangeRecord, save},
    },
};

/// The name in the change log. No caller pauses in this way, so it is not in the policy.
const PAUSED: &str = "PAUSE_WEBHOOK_BY_SERVER";
/// How long a webhook of a suspended organisation is not looked at.
const SUSPENDED_FOR: TimeDelta = TimeDelta::minutes(1);
/// 410 Gone.
const GONE: u16 = 410;

/// One attempt to send a message.
#[derive(Clone, Debug)]
pub(crate) struct Attempt {
    /// What it is about.
    pub kind: Kind,
    /// Its `webhook-id`.
    pub message_id: String,
    /// The cases that it names.
    pub cases: Vec<Uuid>,
    /// The position after it. `None` for a message that somebody asked for.
    pub position: Option<Position>,
    /// The row, if somebody asked for it.
    pub queued: Option<webhook_delivery::Model>,
    /// The status of the answer. `None` if there was none.
    pub status: Option<u16>,
}

impl Attempt {
    fn is_accepted(&self) -> bool {
        self.status.is_some_and(|status| (200..300).contains(&status))
    }
}

/// What a node writes of a webhook for which it has the lease.
#[derive(Debug)]
pub(crate) struct Holding<'a> {
    /// The database.
    pub database: &'a Database,
    /// The webhook as it was when the lease was taken.
    pub leased: &'a webhook::Model,
    /// The node.
    pub holder: Uuid,
    /// The moment.
    pub now: DateTimeUtc,
}

impl Holding<'_> {
    /// There was nothing to deliver: every change up to this position concerns others.
    pub(crate) async fn moves(&self, position: Position) -> Result<(), Error> {
        self.write(|it| afresh(to(it, position, self.now))).await.map(drop)
    }

    /// Nothing of a message that somebody asked for may be told any more.
    pub(crate) async fn skips(&self, queued: &webhook_delivery::Model) -> Result<(), Error> {
        let change = Change::by_clock(self.database, self.now).await?;
        let Some(before) = self.locked(&change).await? else { return change.give_up().await };
        self.finish(&change, &before, before.clone()).await?;
        let over = webhook_delivery::Model { state: State::Delivered, case_ids: None, ..queued.clone() };
        save::write(&change, queued, &over).await?;
        change.commit_by_clock().await
    }

    /// The organisation is suspended. It keeps its place.
    pub(crate) async fn waits(&self) -> Result<(), Error> {
        // The time in which nothing is tried does not count as failing.
        self.write(|it| webhook::Model { not_before: Some(self.now + SUSPENDED_FOR), ..afresh(it) }).await.map(drop)
    }

    /// Gives the lease back.
    pub(crate) async fn releases(&self) -> Result<(), Error> {
        self.write(std::convert::identity).await.map(drop)
    }

    /// The worker who registered it has no access any more.
    pub(crate) async fn ends(&self) -> Result<(), Error> {
        let change = Change::by_clock(self.database, self.now).await?;
        let Some(before) = self.locked(&change).await? else { return change.give_up().await };
        // Somebody else may have resumed it since the look.
        if before.bound_at != self.leased.bound_at {
            self.finish(&change, &before, before.clone()).await?;
            return change.commit_by_clock().await;
        }
        let after = self.paused(before.clone(), Reason::WorkerEnded);
        self.finish(&change, &before, after).await?;
        let queued = webhook_delivery::Entity::update_many()
            .col_expr(D::State, Expr::value(State::Failed))
            .filter(D::WebhookId.eq(self.leased.id))
            .filter(D::State.eq(State::Queued));
        queued.exec(change.transaction()).await?;
        change.commit_by_clock().await
    }

    /// A message was sent. `spread` is a random number from 0 to 1.
    pub(crate) async fn sent(&self, attempt: &Attempt, spread: f64) -> Result<(), Error> {
        let change = Change::by_clock(self.database, self.now).await?;
        let Some(before) = self.locked(&change).await? else { return change.give_up().await };
        // A refusal by an end point that was replaced meanwhile says nothing of the new one.
        let replaced = before.url != self.leased.url || before.bound_at != self.leased.bound_at;
        if replaced && !attempt.is_accepted() && attempt.queued.is_none() {
            self.finish(&change, &before, before.clone()).await?;
            return change.commit_by_clock().await;
        }
        let gone = attempt.status == Some(GONE) && !replaced;
        let mut after = webhook::Model { not_before: Some(not_before(self.now)), ..before.clone() };
        let state = match (attempt.position, attempt.is_accepted()) {
            (None, accepted) => {
                if accepted {
                    State::Delivered
                } else {
                    State::Failed
                }
            }
            (Some(position), true) => {
                after = next(to(after, position, self.now));
                State::Delivered
            }
            (Some(position), false) => {
                let first = before.first_failed_at.unwrap_or(self.now);
                (after.first_failed_at, after.attempts) = (Some(first), before.attempts + 1);
                after.next_attempt_at = next_attempt(after.attempts, first, self.now, spread);
                if after.next_attempt_at.is_none() {
                    after = self.paused(next(to(after, position, self.now)), Reason::Failing);
                    State::Failed
                } else {
                    State::Retrying
                }
            }
        };
        let next_attempt_at = after.next_attempt_at.filter(|_| state == State::Retrying && !gone);
        if gone {
            after = self.paused(after, Reason::Gone);
        }
        self.finish(&change, &before, after).await?;
        self.delivery(&change, &before, attempt, (state, next_attempt_at)).await?;
        change.commit_by_clock().await
    }

    fn paused(&self, webhook: webhook::Model, reason: Reason) -> webhook::Model {
        if webhook.paused_at.is_some() {
            return webhook;
        }
        webhook::Model { paused_at: Some(self.now), pause_reason: Some(reason), ..webhook }
    }

    async fn write(&self, after: impl FnOnce(webhook::Model) -> webhook::Model) -> Result<bool, Error> {
        let change = Change::by_clock(self.database, self.now).await?;
        let Some(before) = self.locked(&change).await? else {
            change.give_up().await?;
            return Ok(false);
        };
        let after = after(before.clone());
        self.finish(&change, &before, after).await?;
        change.commit_by_clock().await?;
        Ok(true)
    }

    /// The row, locked, if this node still has the lease.
    async fn locked(&self, change: &Change) -> Result<Option<webhook::Model>, Error> {
        let row = webhook::Entity::find_by_id(self.leased.id).lock_exclusive().one(change.transaction()).await?;
        Ok(row.filter(|it| it.lease_holder == Some(self.holder) && it.deleted_at.is_none()))
    }

    /// Writes the row without the lease. A pause is in the change log, because nobody asked for it.
    async fn finish(&self, change: &Change, before: &webhook::Model, after: webhook::Model) -> Result<(), Error> {
        let after = webhook::Model { lease_holder: None, lease_until: None, ..after };
        save::write(change, before, &after).await?;
        if after.paused_at != before.paused_at {
            let done = ChangeRecord {
                id: after.id,
                subject_type: "webhooks",
                case_id: None,
                organisation_id: after.organisation_id,
                version: Some(after.version),
                changed: vec!["paused_at", "pause_reason"],
            };
            change.record(PAUSED.to_owned(), &done).await?;
            tracing::warn!(webhook = %after.id, reason = ?after.pause_reason, "a webhook is paused");
        }
        Ok(())
    }

    async fn delivery(
        &self,
        change: &Change,
        webhook: &webhook::Model,
        attempt: &Attempt,
        (state, next_attempt_at): (State, Option<DateTimeUtc>),
    ) -> Result<(), Error> {
        let sequence = attempt.position.map(|_| webhook.sequence + 1);
        let present = match (&attempt.queued, sequence) {
            (Some(queued), _) => Some(queued.clone()),
            (None, Some(sequence)) => {
                let of_webhook = webhook_delivery::Entity::find().filter(D::WebhookId.eq(self.leased.id));
                of_webhook.filter(D::Sequence.eq(sequence)).one(change.transaction()).await?
            }
            (None, None) => None,
        };
        let is_new = present.is_none();
        let before = present.unwrap_or_else(|| webhook_delivery::Model {
            id: Uuid::now_v7(),
            webhook_id: self.leased.id,
            kind: attempt.kind,
            state,
            sequence,
            message_id: None,
            case_ids: None,
            attempts: 0,
            status_class: None,
            created_at: self.now,
            last_attempt_at: None,
            next_attempt_at: None,
            delivered_at: None,
        });
        let delivered = state == State::Delivered;
        let names = !delivered && attempt.kind == Kind::CasesChanged;
        let after = webhook_delivery::Model {
            kind: attempt.kind,
            state,
            message_id: Some(attempt.message_id.clone()),
            case_ids: names.then(|| serde_json::json!(attempt.cases)),
            attempts: before.attempts + 1,
            status_class: attempt.status.map(|status| i32::from(status / 100)),
            last_attempt_at: Some(self.now),
            next_attempt_at,
            delivered_at: delivered.then_some(self.now),
            ..before.clone()
        };
        if is_new {
            after.into_active_model().insert(change.transaction()).await?;
        } else {
            save::write(change, &before, &after).await?;
        }
        Ok(())
    }
}

/// The same webhook, with nothing that failed before.
fn afresh(webhook: webhook::Model) -> webhook::Model {
    webhook::Model { attempts: 0, first_failed_at: None, next_attempt_at: None, ..webhook }
}

fn to(webhook: webhook::Model, position: Position, now: DateTimeUtc) -> webhook::Model {
    let Position { place, entry, passed, passed_in } = position;
    webhook::Model { place, entry_id: entry, passed, passed_in, moved_at: now, ..webhook }
}

/// The same webhook before its next message.
fn next(webhook: webhook::Model) -> webhook::Model {
    webhook::Model { sequence: webhook.sequence + 1, ..afresh(webhook) }
}
