//! The cases that a webhook sends: the same as `changes` returns to a service account of the organisation, under the policy of that
//! moment. This reader has no centre, no oversight and no purpose, so that it reads no more than any service account of the organisation.

use std::{collections::HashSet, sync::Arc};

use entity::{
    codes::{Oversight, Role, WebhookEventKind},
    organisation, webhook,
};
use sea_orm::prelude::DateTimeUtc;
use uuid::Uuid;

use super::{
    changes::{self, Told},
    record::table::Record as _,
    records::Case,
};
use crate::{
    access::{
        class::ClassSet,
        policy::Policy,
        viewer::{OwnCentres, Settings, Viewer},
        webhooks::Webhooks,
    },
    error::Error,
    global_id,
    rules::webhook::EventKinds,
    store::{
        Store,
        access::scope::Scope,
        changes::positions::Position,
        database::Database,
        identity::directory::SharedDirectory,
        read_log::{ReadLog, ReadLogEntry},
        webhooks::due::position,
    },
};

/// The most changes of one message.
const MOST: u64 = 100;
/// The name of the operation in the read log.
const OPERATION: &str = "webhook";

/// Reads what webhooks are told.
#[derive(Clone, Debug)]
pub struct WebhookReader {
    pub(super) database: Database,
    pub(super) directory: Arc<SharedDirectory>,
    pub(super) policy: Arc<Policy>,
    pub(super) read_log: ReadLog,
    pub(super) webhooks: Arc<Webhooks>,
}

/// What there is to tell.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum News {
    /// Nothing up to this position.
    Nothing(Position),
    /// These cases changed or left, up to this position.
    Cases(Cases, Position),
    /// Changes after the position are not known any more. All up to this one are lost.
    Expired(Position),
}

/// Cases that a message names.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Cases {
    /// Those that changed.
    pub changed: Vec<Uuid>,
    /// Those that the organisation may not know of any more.
    pub left: Vec<Uuid>,
}

impl Cases {
    /// All of them.
    pub(crate) fn all(&self) -> Vec<Uuid> {
        self.changed.iter().chain(&self.left).copied().collect()
    }

    /// Their identifiers, as the schema has them: those that changed, and those that left.
    pub(crate) fn identifiers(&self) -> [Vec<String>; 2] {
        let name = Case::table().name;
        [&self.changed, &self.left].map(|ids| ids.iter().map(|id| global_id::encode(name, *id)).collect())
    }
}

impl WebhookReader {
    /// The database.
    pub(crate) const fn database(&self) -> &Database {
        &self.database
    }

    /// What the operator allows.
    pub(crate) fn webhooks(&self) -> &Webhooks {
        &self.webhooks
    }

    /// Whether nothing concerns the organisation after the position of the webhook. It takes one statement.
    pub(crate) async fn has_nothing_for(&self, webhook: &webhook::Model, now: DateTimeUtc) -> Result<bool, Error> {
        let viewer = Viewer { organisation_id: webhook.organisation_id, ..Viewer::nobody() };
        Ok(self.store(viewer, now).is_unchanged_since(&position(webhook)).await?)
    }

    /// What there is to tell to the webhook now.
    pub(crate) async fn news(
        &self,
        (webhook, organisation): (&webhook::Model, &organisation::Model),
        now: DateTimeUtc,
    ) -> Result<News, Error> {
        let store = self.store(reader(webhook, organisation), now).at_one_moment(usize::MAX).await?;
        let told = match changes::told(&store, Some(position(webhook)), MOST).await {
            Err(Error::PositionExpired) => return Ok(News::Expired(store.newest_position().await?)),
            told => told?,
        };
        let Told { changed, left, position, .. } = told;
        let Cases { changed, left } = wanted(webhook, Cases { changed, left });
        let nothing = changed.is_empty() && left.is_empty();
        Ok(if nothing { News::Nothing(position) } else { News::Cases(Cases { changed, left }, position) })
    }

    /// The cases of a message that failed, as they are now. The organisation knew of each of them then.
    pub(crate) async fn again(
        &self,
        (webhook, organisation): (&webhook::Model, &organisation::Model),
        cases: Vec<Uuid>,
        now: DateTimeUtc,
    ) -> Result<Cases, Error> {
        let store = self.store(reader(webhook, organisation), now).at_one_moment(usize::MAX).await?;
        let known: HashSet<Uuid> = store.known_cases(&cases).await?;
        let (changed, left) = cases.into_iter().partition(|id| known.contains(id));
        Ok(wanted(webhook, Cases { changed, left }))
    }

    /// Writes down what is sent, before it is sent.
    pub(crate) async fn log(
        &self,
        (webhook, organisation): (&webhook::Model, &organisation::Model),
        cases: &[Uuid],
        now: DateTimeUtc,
    ) -> Result<(), Error> {
        let seen = ClassSet::of(&[entity::codes::DataClass::OperationalCoarse]);
        let reading = ReadLogEntry {
            at: now,
            request_id: Uuid::now_v7(),
            policy_version: self.policy.version.clone(),
            operation: Some(OPERATION.to_owned()),
            cases: cases.iter().map(|case| (*case, seen)).collect(),
            searches: Vec::new(),
            at_counter: None,
            refusals: std::collections::BTreeMap::new(),
        };
        if reading.is_empty() {
            return Ok(());
        }
        self.read_log.record(&reader(webhook, organisation), reading).await
    }

    fn store(&self, viewer: Viewer, now: DateTimeUtc) -> Store {
        let database = self.database.shared_by(viewer.worker_id, viewer.organisation_id);
        Store::new(database, self.directory.now(), Scope::new(&self.policy, Arc::new(viewer), now))
    }
}

/// What the webhook is told of these cases.
fn wanted(webhook: &webhook::Model, Cases { mut changed, mut left }: Cases) -> Cases {
    let kinds = EventKinds::from_bits(webhook.event_kinds);
    if !kinds.holds(WebhookEventKind::CaseChanged) {
        changed.clear();
    }
    if !kinds.holds(WebhookEventKind::CaseLeft) {
        left.clear();
    }
    Cases { changed, left }
}

fn reader(webhook: &webhook::Model, organisation: &organisation::Model) -> Viewer {
    Viewer {
        worker_id: webhook.worker_id,
        organisation_id: organisation.id,
        organisation_type: organisation.organisation_type,
        country: organisation.country.clone(),
        oversight: Oversight::None,
        roles: vec![Role::ServiceAccount],
        centres: OwnCentres::NONE,
        purpose: None,
        settings: Settings::default(),
    }
}
