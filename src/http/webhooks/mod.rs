//! Sends messages to the webhooks of organisations. Every node runs it, and a lease decides which of them delivers for a webhook.
//! A webhook is sent one message at a time, in the order of the changes, and a message is repeated until it is accepted.

mod message;
mod send;
pub mod settings;

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use chrono::TimeDelta;
use entity::{codes::WebhookDeliveryKind as Kind, webhook};
use futures_util::future::join_all;
use sea_orm::prelude::DateTimeUtc;
use tokio::{sync::Semaphore, task::JoinSet};
use uuid::Uuid;

use self::{message::Message, send::Sender};
use crate::{
    error::Error,
    graphql::webhooks::{Cases, News, WebhookReader},
    rules::webhook::signing,
    store::{
        changes::wakes::newest,
        webhooks::{
            due::{self, Due, Leased},
            outcome::{Attempt, Holding},
        },
    },
};

/// The time between two looks for webhooks that are due.
const EVERY: Duration = Duration::from_millis(500);
/// The time between two renewals of a lease.
const RENEWED_EVERY: Duration = Duration::from_secs(3);
/// The time between two looks on a server where no webhook is due.
const EVERY_IF_NONE: Duration = Duration::from_secs(2);
/// For how many webhooks this node uses the database at once. None of them waits for a receiver meanwhile.
const AT_ONCE: usize = 8;
/// How long a webhook without news is not looked at, if nothing changes. Standings begin and end by themselves.
const LOOKED_AT_EVERY: TimeDelta = TimeDelta::seconds(10);
/// How long a position stays, if nothing concerns the organisation. Changes that are old are deleted.
const MOVES_EVERY: TimeDelta = TimeDelta::hours(1);

/// The clock, which tests advance.
pub type Clock = Arc<dyn Fn() -> DateTimeUtc + Send + Sync>;

/// Sends the messages of a node.
pub struct Deliverer {
    reader: WebhookReader,
    sender: Sender,
    clock: Clock,
    /// This start of this node.
    holder: Uuid,
    places: Semaphore,
    /// The webhooks that this node is busy with.
    busy: Mutex<HashSet<Uuid>>,
    /// The position and the moment where a webhook had no news.
    quiet: Mutex<HashMap<Uuid, (i64, DateTimeUtc)>>,
}

impl Deliverer {
    /// A deliverer of this node.
    /// Errors: a sentence, if there can be no HTTP client.
    pub fn new(reader: WebhookReader, clock: Clock) -> Result<Self, String> {
        let sender = Sender::new(&reader.webhooks().targets)?;
        let (busy, quiet) = (Mutex::default(), Mutex::default());
        Ok(Self { reader, sender, clock, holder: Uuid::now_v7(), places: Semaphore::new(AT_ONCE), busy, quiet })
    }

    /// Delivers, forever.
    pub async fn run(self) {
        let this = Arc::new(self);
        let mut sending = JoinSet::new();
        loop {
            let mut pause = EVERY;
            match this.due().await {
                Ok((_, None)) => pause = EVERY_IF_NONE,
                Ok((due, Some(newest))) => {
                    for due in due {
                        let this = Arc::clone(&this);
                        sending.spawn(async move { this.deliver(due, newest).await });
                    }
                }
                Err(error) => tracing::warn!(code = error.code().name(), "the webhooks were not read"),
            }
            tokio::time::sleep(pause).await;
            while let Some(ended) = sending.try_join_next() {
                if ended.is_err() {
                    tracing::error!("a webhook made the program panic");
                }
            }
        }
    }

    /// Sends one message to each webhook that is due, and waits for the answers. Returns how many webhooks it looked at.
    /// Errors: when the database is away.
    pub async fn run_once(&self) -> Result<usize, String> {
        let (due, newest) = self.due().await.map_err(|error| error.message())?;
        let count = due.len();
        join_all(due.into_iter().map(|due| self.deliver(due, newest.unwrap_or_default()))).await;
        Ok(count)
    }

    /// The webhooks that are due and that this node is not busy with, marked as busy, and the position of the newest change.
    /// It has none if no webhook is due.
    async fn due(&self) -> Result<(Vec<Due>, Option<i64>), Error> {
        let (database, now) = (self.reader.database(), (self.clock)());
        let mut due = due::due(database, now).await?;
        if due.is_empty() {
            return Ok((due, None));
        }
        let place = newest(database).await?;
        let mut quiet = self.quiet.lock().unwrap_or_else(PoisonError::into_inner);
        let live: HashSet<_> = due.iter().map(|due| due.webhook.id).collect();
        quiet.retain(|id, _| live.contains(id));
        due.retain(|Due { webhook, queued }| {
            let quiet = quiet.get(&webhook.id);
            *queued || quiet.is_none_or(|(at, looked)| *at != place || now >= *looked + LOOKED_AT_EVERY)
        });
        let mut busy = self.busy.lock().unwrap_or_else(PoisonError::into_inner);
        due.retain(|due| busy.insert(due.webhook.id));
        Ok((due, Some(place)))
    }

    async fn deliver(&self, due: Due, newest: i64) {
        let busy = Busy { id: due.webhook.id, all: &self.busy };
        if let Err(error) = self.deliver_to(due, newest).await {
            // The lease runs out, and the next look tries again.
            tracing::warn!(webhook = %busy.id, code = error.code().name(), "a webhook was not served");
        }
    }

    async fn deliver_to(&self, due: Due, newest: i64) -> Result<(), Error> {
        let place = self.places.acquire().await.map_err(|_| Error::Unavailable)?;
        let Some((webhook, attempt)) = self.prepare(due, newest).await? else { return Ok(()) };
        // A slow receiver takes no place.
        drop(place);
        let Some(attempt) = self.send(&webhook, attempt).await? else { return Ok(()) };
        let _place = self.places.acquire().await.map_err(|_| Error::Unavailable)?;
        let mut random = [0; 2];
        let spread =
            aws_lc_rs::rand::fill(&mut random).map_or(0.5, |()| f64::from(u16::from_be_bytes(random)) / 65_535.0);
        self.holding(&webhook, (self.clock)()).sent(&attempt, spread).await
    }

    /// Takes the lease, and reads the next message. `None` if there is none.
    async fn prepare(
        &self,
        Due { webhook, queued }: Due,
        newest: i64,
    ) -> Result<Option<(webhook::Model, (Attempt, Message))>, Error> {
        let (database, now) = (self.reader.database(), (self.clock)());
        if !queued && now < webhook.moved_at + MOVES_EVERY && self.reader.has_nothing_for(&webhook, now).await? {
            let mut quiet = self.quiet.lock().unwrap_or_else(PoisonError::into_inner);
            quiet.insert(webhook.id, (newest, now));
            return Ok(None);
        }
        let Some(leased) = due::lease(database, webhook.id, self.holder, now).await? else { return Ok(None) };
        let holding = self.holding(&leased.webhook, now);
        if leased.worker_ended {
            holding.ends().await?;
            return Ok(None);
        }
        if leased.suspended {
            holding.waits().await?;
            return Ok(None);
        }
        let next = self.next(&leased, &holding).await?;
        Ok(next.map(|next| (leased.webhook, next)))
    }

    fn holding<'a>(&'a self, leased: &'a webhook::Model, now: DateTimeUtc) -> Holding<'a> {
        Holding { database: self.reader.database(), leased, holder: self.holder, now }
    }

    /// The message that comes next, written down in the read log. `None` if there is none.
    async fn next(&self, leased: &Leased, holding: &Holding<'_>) -> Result<Option<(Attempt, Message)>, Error> {
        let Leased { webhook, organisation, queued, .. } = leased;
        let (of, now) = ((webhook, organisation), holding.now);
        let (kind, cases, position) = match queued {
            Some(queued) if queued.kind == Kind::CasesChanged => {
                let ids = queued.case_ids.clone().map_or(Ok(Vec::new()), serde_json::from_value);
                let ids = ids.map_err(|error| Error::internal(&error))?;
                let cases = self.reader.again(of, ids, now).await?;
                if cases.all().is_empty() {
                    holding.skips(queued).await?;
                    return Ok(None);
                }
                (queued.kind, cases, None)
            }
            Some(queued) => (queued.kind, Cases::default(), None),
            None if webhook.paused_at.is_some() => {
                holding.releases().await?;
                return Ok(None);
            }
            None => match self.reader.news(of, now).await? {
                News::Nothing(position) => {
                    holding.moves(position).await?;
                    return Ok(None);
                }
                News::Cases(cases, position) => (Kind::CasesChanged, cases, Some(position)),
                News::Expired(position) => (Kind::ChangesExpired, Cases::default(), Some(position)),
            },
        };
        let sequence = position.map(|_| webhook.sequence + 1).or(queued.as_ref().and_then(|it| it.sequence));
        let message = Message::new(kind, sequence, &cases, now);
        let cases = cases.all();
        self.reader.log(of, &cases, now).await?;
        let attempt =
            Attempt { kind, message_id: message.id.clone(), cases, position, queued: queued.clone(), status: None };
        Ok(Some((attempt, message)))
    }

    /// Sends a message, and keeps the lease meanwhile. `None` if the lease is lost.
    async fn send(
        &self,
        webhook: &webhook::Model,
        (attempt, message): (Attempt, Message),
    ) -> Result<Option<Attempt>, Error> {
        let (now, test) = ((self.clock)(), attempt.kind == Kind::Test);
        // What was read took time. Another node may deliver by now, and somebody may have paused the webhook.
        if !due::renew(self.reader.database(), webhook.id, (self.holder, test), now).await? {
            return Ok(None);
        }
        let secrets = signing(webhook, now);
        let signed = (message.id.as_str(), now.timestamp(), message.body.as_str());
        let signature = self.reader.webhooks().key.sign(webhook.id, &secrets, signed);
        let sending = self.sender.send(&webhook.url, &message, (now.timestamp(), &signature));
        tokio::pin!(sending);
        let mut renewal = tokio::time::interval(RENEWED_EVERY);
        renewal.tick().await;
        loop {
            tokio::select! {
                status = &mut sending => return Ok(Some(Attempt { status, ..attempt })),
                _ = renewal.tick() => {
                    let kept = due::renew(self.reader.database(), webhook.id, (self.holder, true), (self.clock)()).await?;
                    if !kept {
                        return Ok(None);
                    }
                }
            }
        }
    }
}

/// Marks a webhook as not busy when it is dropped, also after a panic.
struct Busy<'a> {
    id: Uuid,
    all: &'a Mutex<HashSet<Uuid>>,
}

impl Drop for Busy<'_> {
    fn drop(&mut self) {
        self.all.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.id);
    }
}
