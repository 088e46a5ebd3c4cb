//! One GraphQL request, from an admitted document to a response: the viewer's store, the engine, the read log, the
//! notes of what was withheld.

use std::sync::Arc;

use async_graphql::{EmptySubscription, ObjectType, Response, Schema, SubscriptionType, Value};
use sea_orm::prelude::DateTimeUtc;
use uuid::Uuid;

use super::{
    mutation::Mutation,
    origin::{self, OriginSchema},
    page::Cursors,
    query::Query,
    request::{Request, Shown},
    texts,
};
use crate::{
    access::{policy::Policy, viewer::Viewer},
    error::Error,
    store::{
        Store,
        database::{Database, Health, stoppable},
        directory::SharedDirectory,
        read_log::{ReadLog, Reading},
        scope::Scope,
        statistics::kept::Answers,
    },
};

/// The schema without a viewer: what is printed and audited.
pub type WaystationSchema = Schema<Query, Mutation, EmptySubscription>;

/// Builds the schema. No extension is registered: the engine would pay for it at every field.
#[must_use]
pub fn schema() -> WaystationSchema {
    Schema::build(Query::default(), Mutation, EmptySubscription).disable_suggestions().finish()
}

/// A schema in the schema language.
#[must_use]
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

/// Everything that outlives a request.
pub struct Engine {
    schema: WaystationSchema,
    /// What there is for States of origin.
    of_origin: OriginSchema,
    database: Database,
    directory: Arc<SharedDirectory>,
    policy: Arc<Policy>,
    cursors: Arc<Cursors>,
    answers: Arc<Answers>,
    read_log: ReadLog,
}

/// How a request is to be answered.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// The moment of the request.
    pub now: DateTimeUtc,
    /// Its id, as the logs name it.
    pub request_id: Uuid,
}

impl Engine {
    /// An engine over a database that is up to date.
    ///
    /// # Errors
    /// When the directory cannot be read.
    pub async fn new(
        schema: WaystationSchema,
        database: Database,
        policy: Policy,
        cursor_key: &[u8; 32],
    ) -> Result<Self, sea_orm::DbErr> {
        let directory = Arc::new(SharedDirectory::default());
        directory.refresh(&database).await?;
        Ok(Self {
            schema,
            of_origin: origin::schema(),
            read_log: ReadLog::start(database.clone()),
            database,
            directory,
            policy: Arc::new(policy),
            cursors: Arc::new(Cursors::new(cursor_key)),
            answers: Arc::default(),
        })
    }

    /// The directory, to be refreshed by a task.
    #[must_use]
    pub fn directory(&self) -> Arc<SharedDirectory> {
        Arc::clone(&self.directory)
    }

    /// Whether the database is away.
    #[must_use]
    pub const fn health(&self) -> &Health {
        self.database.health()
    }

    /// Answers a request of a viewer. When this is dropped, its statements stop.
    pub async fn execute(&self, viewer: Arc<Viewer>, asked: Asked, asking: async_graphql::Request) -> Response {
        stoppable(Box::pin(self.answer(viewer, asked, asking))).await
    }

    async fn answer(&self, viewer: Arc<Viewer>, asked: Asked, asking: async_graphql::Request) -> Response {
        let scope = Scope::new(&self.policy, Arc::clone(&viewer), asked.now);
        let database = self.database.shared_by(viewer.worker_id, viewer.organisation_id);
        let store = Store::new(database, self.directory.now(), scope, Arc::clone(&self.answers));
        let request = Arc::new(Request::new(store, Arc::clone(&self.cursors)));
        let operation = asking.operation_name.clone();
        let asking = asking.data(Arc::clone(&request));
        let mut response = if viewer.is_of_origin() {
            self.of_origin.execute(asking).await
        } else {
            self.schema.execute(asking).await
        };
        // Roots are answered side by side: which failed first would tell how long each took.
        response.errors.sort_by_key(|error| error.locations.first().map(|place| (place.line, place.column)));
        texts::describe_schema(&mut response.data);
        let shown = request.shown();
        match self.log(&viewer, asked, operation, &shown).await {
            Ok(()) if shown.withheld.is_empty() => response,
            Ok(()) => response.extension("withheld", Value::List(shown.notes())),
            // What cannot be written down may not be shown.
            Err(error) => Response::from_errors(vec![error.at(async_graphql::Pos::default())]),
        }
    }

    async fn log(&self, viewer: &Viewer, asked: Asked, operation: Option<String>, shown: &Shown) -> Result<(), Error> {
        let cases: Vec<_> = shown
            .cases
            .iter()
            .filter(|(_, classes)| !classes.is_empty())
            .map(|(id, classes)| (*id, *classes))
            .collect();
        if cases.is_empty() {
            return Ok(());
        }
        let reading = Reading {
            at: asked.now,
            request_id: asked.request_id,
            policy_version: self.policy.version.clone(),
            operation,
            cases,
        };
        self.read_log.record(viewer, reading).await
    }
}
