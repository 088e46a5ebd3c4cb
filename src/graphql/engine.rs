//! Executes one admitted GraphQL request: it builds the viewer's store, runs the engine, writes the read log and adds
//! the notes on withheld fields to the response.

use std::{any::TypeId, collections::BTreeMap, sync::Arc};

use async_graphql::{
    EmptySubscription, ObjectType, Response, Schema, ServerError, SubscriptionType, ValidationMode, Value,
};
use sea_orm::prelude::DateTimeUtc;
use tokio::sync::watch;
use uuid::Uuid;

use super::{
    basis::{Basis, KeptBasis},
    changes::{following::Following, position::reader},
    cursors::Cursors,
    mutation::Mutation,
    origin::{self, OriginMutation, OriginQuery},
    query::Query,
    records,
    request::{Request, Shown},
    subscription::Subscription,
    texts,
    validating::Validating,
    webhooks::WebhookReader,
};
use crate::{
    access::{policy::Policy, viewer::Viewer, webhooks::Webhooks},
    error::{Error, ErrorCode},
    labels,
    store::{
        Store,
        access::scope::Scope,
        changes::{
            positions::{self, Position},
            wakes::Wakes,
        },
        database::{Database, Health, stoppable},
        identity::directory::SharedDirectory,
        read_log::{ReadLog, ReadLogEntry, signing::Signer},
        statistics::kept::Answers,
    },
};

/// The codes of what a caller has no right to.
const REFUSED: [ErrorCode; 2] = [ErrorCode::Forbidden, ErrorCode::NotFound];

/// The complete schema. It is executed, printed and audited; it holds no viewer.
pub(crate) type WaystationSchema = Schema<Query, Mutation, Subscription>;

/// Builds the schema. No extension is registered, because the engine would call it for every field.
pub fn schema() -> WaystationSchema {
    built(ValidationMode::Strict)
}

fn built(mode: ValidationMode) -> WaystationSchema {
    Schema::build(Query::default(), Mutation, Subscription).disable_suggestions().validation_mode(mode).finish()
}

/// Prints a schema in the schema definition language (SDL).
pub fn sdl<Q, M, S>(schema: &Schema<Q, M, S>) -> String
where
    Q: ObjectType + 'static,
    M: ObjectType + 'static,
    S: SubscriptionType + 'static,
{
    schema.sdl_with_options(
        async_graphql::SDLExportOptions::new().include_specified_by().use_space_ident().indent_width(2),
    )
}

/// State that is shared by all requests.
pub struct Engine {
    schema: Validating<Query, Mutation, Subscription>,
    /// The separate schema for States of origin.
    of_origin: Validating<OriginQuery, OriginMutation, EmptySubscription>,
    database: Database,
    directory: Arc<SharedDirectory>,
    policy: Arc<Policy>,
    cursors: Arc<Cursors>,
    answers: Arc<Answers>,
    read_log: ReadLog,
    wakes: Wakes,
    webhooks: Option<Arc<Webhooks>>,
}

/// The time and the id of a request.
#[derive(Clone, Copy, Debug)]
pub struct RequestContext {
    /// The time of the request. Every rule and statement of the request uses it as "now".
    pub now: DateTimeUtc,
    /// The id under which the logs list the request.
    pub request_id: Uuid,
}

impl Engine {
    /// Creates an engine. All migrations must have been applied to the database.
    /// The signer signs the checkpoints of the read log.
    pub async fn new(
        database: Database,
        policy: Policy,
        cursor_key: &[u8; 32],
        signer: Signer,
        now: DateTimeUtc,
    ) -> Result<Self, sea_orm::DbErr> {
        let directory = Arc::new(SharedDirectory::default());
        directory.refresh(&database).await?;
        labels::read();
        Ok(Self {
            schema: Validating::new(built),
            of_origin: Validating::new(origin::built),
            read_log: ReadLog::start(database.clone(), cursor_key, signer, now).await,
            database,
            directory,
            policy: Arc::new(policy),
            cursors: Arc::new(Cursors::new(cursor_key)),
            answers: Arc::default(),
            wakes: Wakes::default(),
            webhooks: None,
        })
    }

    /// The same engine on a server with webhooks.
    pub fn with_webhooks(self, webhooks: Option<Arc<Webhooks>>) -> Self {
        Self { webhooks, ..self }
    }

    /// The directory. A background task refreshes it.
    pub fn directory(&self) -> Arc<SharedDirectory> {
        Arc::clone(&self.directory)
    }

    /// The read log. A background task signs how far it goes, and a clean stop ends it.
    pub fn read_log(&self) -> ReadLog {
        self.read_log.clone()
    }

    /// What webhooks are told. `None` on a server without webhooks.
    pub fn webhook_reader(&self) -> Option<WebhookReader> {
        let webhooks = self.webhooks.clone()?;
        let (database, directory) = (self.database.clone(), self.directory());
        let (policy, read_log) = (Arc::clone(&self.policy), self.read_log.clone());
        Some(WebhookReader { database, directory, policy, read_log, webhooks })
    }

    /// The policy.
    pub fn policy(&self) -> Arc<Policy> {
        Arc::clone(&self.policy)
    }

    /// A receiver that is notified when a case changes anywhere. [`Engine::look_for_changes`] has to run.
    pub fn wakes(&self) -> watch::Receiver<i64> {
        self.wakes.listen()
    }

    /// Asks the database for changes, forever.
    pub fn look_for_changes(&self) -> impl Future<Output = ()> + Send + 'static {
        self.wakes.clone().watch(self.database.clone())
    }

    /// Whether the database can be reached.
    pub(crate) const fn health(&self) -> &Health {
        self.database.health()
    }

    /// Measures the pools and the queue of the read log, from memory.
    pub(crate) fn measure(&self) {
        self.database.measure();
        self.read_log.measure();
    }

    /// Executes a request of a viewer. Dropping the future cancels its statements.
    pub async fn execute(
        &self,
        viewer: Arc<Viewer>,
        asked: RequestContext,
        asking: async_graphql::Request,
    ) -> Response {
        stoppable(Box::pin(self.answer(viewer, asked, asking))).await
    }

    /// Whether the answer of this basis is still the same for the viewer. It asks the database one statement.
    pub async fn still_holds(&self, viewer: Arc<Viewer>, now: DateTimeUtc, basis: &Basis) -> bool {
        let store = self.store(&viewer, now);
        let same = basis.directory.as_ptr() == Arc::as_ptr(&store.directory);
        if now >= basis.until || !same || basis.reader != reader(&viewer, &self.policy) {
            return false;
        }
        let found = stoppable(Box::pin(async move { store.is_unchanged_since(&basis.position).await })).await;
        found.unwrap_or(false)
    }

    /// Whether nothing has changed for a subscription since its last delivery. It runs one statement.
    pub async fn has_nothing_for(&self, viewer: Arc<Viewer>, now: DateTimeUtc, following: &Following) -> bool {
        let Some(place) = following.place(&reader(&viewer, &self.policy)) else { return false };
        let store = self.store(&viewer, now);
        stoppable(Box::pin(async move { store.is_unchanged_since(&place).await })).await.unwrap_or(false)
    }

    fn store(&self, viewer: &Arc<Viewer>, now: DateTimeUtc) -> Store {
        let scope = Scope::new(&self.policy, Arc::clone(viewer), now);
        let database = self.database.shared_by(viewer.worker_id, viewer.organisation_id);
        Store::new(database, self.directory.now(), scope).with_webhooks(self.webhooks.clone())
    }

    /// The position of all changes that an answer which is read next surely contains.
    async fn position(&self, store: &Store) -> Result<Position, sea_orm::DbErr> {
        positions::give(&store.database).await?;
        store.newest_position().await
    }

    async fn answer(&self, viewer: Arc<Viewer>, asked: RequestContext, asking: async_graphql::Request) -> Response {
        let store = self.store(&viewer, asked.now);
        let kept = asking.data.get(&TypeId::of::<KeptBasis>()).and_then(|it| it.downcast_ref::<KeptBasis>()).cloned();
        let position = match &kept {
            Some(_) => self.position(&store).await.ok(),
            None => None,
        };
        let request = Arc::new(Request::new(store, Arc::clone(&self.cursors), records::all));
        let operation = asking.operation_name.clone();
        let asking = asking.data(Arc::clone(&request)).data(Arc::clone(&self.answers)).data(Arc::clone(&self.policy));
        let asking = asking.data(self.directory());
        let mut response = if viewer.is_of_origin() {
            self.of_origin.execute(asking).await
        } else {
            self.schema.execute(asking).await
        };
        // Root fields run concurrently. Without this order the errors would reveal which of them was faster.
        response.errors.sort_by_key(|error| error.locations.first().map(|place| (place.line, place.column)));
        texts::describe_schema(&mut response.data);
        let shown = request.shown();
        let refusals = refusals(&response.errors);
        if let (Some(kept), Some(position)) = (kept, position)
            && response.errors.is_empty()
            && shown.searches.is_empty()
            && shown.at_counter.is_none()
            && request.roots.all(&response.data)
        {
            let basis = Basis {
                position,
                until: request.time.until().unwrap_or(DateTimeUtc::MAX_UTC),
                reader: reader(&viewer, &self.policy),
                directory: Arc::downgrade(&request.store.directory),
            };
            kept.keep(asked.now, basis);
        }
        match self.log(&viewer, asked, operation, &shown, refusals).await {
            Ok(()) => {
                shown.count_withheld();
                let (notes, errors) = shown.withheld();
                response.errors.extend(errors);
                if notes.is_empty() { response } else { response.extension("withheld", Value::List(notes)) }
            }
            // Data is shown only if the read log has recorded it.
            Err(error) => Response::from_errors(vec![error.at(async_graphql::Pos::default())]),
        }
    }

    async fn log(
        &self,
        viewer: &Viewer,
        asked: RequestContext,
        operation: Option<String>,
        shown: &Shown,
        refusals: BTreeMap<&'static str, usize>,
    ) -> Result<(), Error> {
        let cases = shown.cases.iter().filter(|(_, classes)| !classes.is_empty()).map(|(id, classes)| (*id, *classes));
        let reading = ReadLogEntry {
            at: asked.now,
            request_id: asked.request_id,
            policy_version: self.policy.version.clone(),
            operation,
            cases: cases.collect(),
            searches: shown.searches.iter().cloned().collect(),
            at_counter: shown.at_counter.clone(),
            refusals,
        };
        if reading.is_empty() {
            return Ok(());
        }
        self.read_log.record(viewer, reading).await
    }
}

/// How many roots were refused, by code.
fn refusals(errors: &[ServerError]) -> BTreeMap<&'static str, usize> {
    let mut refusals = BTreeMap::new();
    for error in errors {
        let code = match error.extensions.as_ref().and_then(|it| it.get("code")) {
            Some(Value::String(code)) => REFUSED.into_iter().find(|it| it.name() == code),
            _ => None,
        };
        if let Some(code) = code {
            *refusals.entry(code.name()).or_default() += 1;
        }
    }
    refusals
}
