//! Which webhooks may have something to deliver, and the lease by which one node at a time delivers for each of them.

use std::collections::HashSet;

use chrono::TimeDelta;
use entity::{
    codes::{RevocationKind, Role, WebhookDeliveryKind as Kind, WebhookDeliveryState as State},
    organisation, revocation,
    webhook::{self, Column as C},
    webhook_delivery, worker,
};
use sea_orm::{
    ColumnTrait, Condition, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, prelude::DateTimeUtc,
    sea_query::Expr,
};
use uuid::Uuid;

use crate::{
    access::{role_set::RoleSet, verified_token::LEEWAY},
    store::{changes::positions::Position, database::Database},
};

/// How long a node may deliver before another one takes over.
const LEASE: TimeDelta = TimeDelta::seconds(10);
/// A program has to be seen within this time.
const SEEN_WITHIN: TimeDelta = TimeDelta::days(30);
/// The most webhooks that one statement reads.
const PAGE: u64 = 500;

/// A webhook that may have something to deliver.
#[derive(Clone, Debug)]
pub(crate) struct Due {
    /// The row.
    pub webhook: webhook::Model,
    /// Whether somebody asked for a message: a test, or a failed one again.
    pub queued: bool,
}

/// A webhook that this node delivers for.
#[derive(Clone, Debug)]
pub(crate) struct Leased {
    /// The row.
    pub webhook: webhook::Model,
    /// Its organisation.
    pub organisation: organisation::Model,
    /// Whether the organisation is suspended, or has left.
    pub suspended: bool,
    /// Whether the worker who registered it was deactivated, or the worker's tokens were revoked since.
    pub worker_ended: bool,
    /// The oldest message that somebody asked for.
    pub queued: Option<webhook_delivery::Model>,
}

/// The position of a webhook.
pub(crate) const fn position(webhook: &webhook::Model) -> Position {
    Position { place: webhook.place, entry: webhook.entry_id, passed: webhook.passed, passed_in: webhook.passed_in }
}

fn free(now: DateTimeUtc) -> Condition {
    let over = |column: C| Condition::any().add(column.is_null()).add(column.lte(now));
    Condition::all().add(C::DeletedAt.is_null()).add(over(C::LeaseUntil)).add(over(C::NotBefore))
}

/// The webhooks that may have something to deliver.
pub(crate) async fn due(database: &Database, now: DateTimeUtc) -> Result<Vec<Due>, DbErr> {
    use webhook_delivery::Column as D;

    let queued = webhook_delivery::Entity::find()
        .select_only()
        .columns([D::WebhookId, D::Kind])
        .distinct()
        .filter(D::State.eq(State::Queued))
        .into_tuple::<(Uuid, Kind)>();
    // From the writer, because a replica may be behind the last delivery.
    let queued: HashSet<_> = queued.all(&database.writer).await?.into_iter().collect();
    let (mut due, mut after) = (Vec::new(), Uuid::nil());
    loop {
        let page = webhook::Entity::find().filter(free(now)).filter(C::Id.gt(after)).order_by_asc(C::Id).limit(PAGE);
        let page = page.all(&database.writer).await?;
        let more = u64::try_from(page.len()).is_ok_and(|len| len == PAGE);
        after = page.last().map_or(after, |last| last.id);
        due.extend(page.into_iter().filter_map(|webhook| {
            let asked = |kind: &Kind| queued.contains(&(webhook.id, *kind));
            // A webhook that is paused gets tests and nothing about cases.
            let others = || [Kind::CasesChanged, Kind::ChangesExpired].iter().any(asked);
            let queued = asked(&Kind::Test) || (webhook.paused_at.is_none() && others());
            let follows = webhook.paused_at.is_none() && webhook.next_attempt_at.is_none_or(|at| at <= now);
            (queued || follows).then_some(Due { webhook, queued })
        }));
        if !more {
            return Ok(due);
        }
    }
}

/// Takes the lease of a webhook. `None` if another node has it, or there is nothing to deliver any more.
pub(crate) async fn lease(
    database: &Database,
    id: Uuid,
    holder: Uuid,
    now: DateTimeUtc,
) -> Result<Option<Leased>, DbErr> {
    let taken = webhook::Entity::update_many()
        .col_expr(C::LeaseHolder, Expr::value(holder))
        .col_expr(C::LeaseUntil, Expr::value(now + LEASE))
        .filter(C::Id.eq(id))
        .filter(free(now));
    if taken.exec(&database.writer).await?.rows_affected == 0 {
        return Ok(None);
    }
    read(database, id, now).await
}

async fn read(database: &Database, id: Uuid, now: DateTimeUtc) -> Result<Option<Leased>, DbErr> {
    use revocation::Column as R;
    use webhook_delivery::Column as D;

    let writer = &database.writer;
    let Some(webhook) = webhook::Entity::find_by_id(id).one(writer).await? else { return Ok(None) };
    let organisation = organisation::Entity::find_by_id(webhook.organisation_id).one(writer).await?;
    let worker = worker::Entity::find_by_id(webhook.worker_id).one(writer).await?;
    let Some((organisation, worker)) = organisation.zip(worker) else { return Ok(None) };
    let revoked = Condition::any()
        .add(
            Condition::all()
                .add(R::Kind.eq(RevocationKind::Organisation))
                .add(R::Value.eq(organisation.id.to_string())),
        )
        .add(
            Condition::all()
                .add(R::Kind.eq(RevocationKind::Subject))
                .add(R::Issuer.eq(&worker.issuer))
                .add(R::Value.eq(&worker.subject))
                // The clock of the node that revoked may be behind.
                .add(R::RevokedAt.gte(webhook.bound_at - LEEWAY)),
        );
    let revoked = revocation::Entity::find().filter(revoked).all(writer).await?;
    // A program that its identity provider does not know any more is not seen again.
    let other = |bits| !RoleSet::from_bits(bits).iter().any(|role| role == Role::ServiceAccount);
    let retired = worker.last_seen_at < now - SEEN_WITHIN || worker.roles.is_some_and(other);
    let of = |kind| revoked.iter().any(|it| it.kind == kind);
    let queued = webhook_delivery::Entity::find()
        .filter(D::WebhookId.eq(id))
        .filter(D::State.eq(State::Queued))
        .order_by_asc(D::CreatedAt)
        .order_by_asc(D::Id)
        .limit(1);
    let paused = webhook.paused_at.is_some();
    let queued = if paused { queued.filter(D::Kind.eq(Kind::Test)) } else { queued };
    let queued = queued.one(writer).await?;
    Ok(Some(Leased {
        suspended: organisation.suspended_at.is_some() || of(RevocationKind::Organisation),
        worker_ended: worker.deactivated_at.is_some() || retired || of(RevocationKind::Subject),
        webhook,
        organisation,
        queued,
    }))
}

/// Keeps the lease. `false` if it was lost, or the webhook was deleted or, unless `paused_too`, paused.
pub(crate) async fn renew(
    database: &Database,
    id: Uuid,
    (holder, paused_too): (Uuid, bool),
    now: DateTimeUtc,
) -> Result<bool, DbErr> {
    let kept = webhook::Entity::update_many()
        .col_expr(C::LeaseUntil, Expr::value(now + LEASE))
        .filter(C::Id.eq(id))
        .filter(C::LeaseHolder.eq(holder))
        .filter(C::DeletedAt.is_null())
        .filter(Condition::all().add_option((!paused_too).then(|| C::PausedAt.is_null())));
    Ok(kept.exec(&database.writer).await?.rows_affected > 0)
}
