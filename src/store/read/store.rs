//! The store as one viewer sees it, at the moment of one request.

use std::sync::Arc;

use sea_orm::DbErr;

use crate::{
    access::webhooks::Webhooks,
    store::{access::scope::Scope, database::Database, identity::directory::Directory},
};

/// The database as one viewer sees it, at the moment of one request.
#[derive(Clone, Debug)]
pub struct Store {
    pub(crate) database: Database,
    /// Organisations and centres.
    pub directory: Arc<Directory>,
    /// The viewer, and what the policy grants to it.
    pub scope: Scope,
    /// The webhooks of the server. `None` if it has none.
    pub(crate) webhooks: Option<Arc<Webhooks>>,
}

impl Store {
    /// The store for one request.
    pub const fn new(database: Database, directory: Arc<Directory>, scope: Scope) -> Self {
        Self { database, directory, scope, webhooks: None }
    }

    /// The same store on a server with webhooks.
    pub(crate) fn with_webhooks(self, webhooks: Option<Arc<Webhooks>>) -> Self {
        Self { webhooks, ..self }
    }

    /// The same store for this number of statements, all of which read at one moment. A single statement does so anyway
    /// and gets no transaction.
    pub(crate) async fn at_one_moment(&self, statements: usize) -> Result<Self, DbErr> {
        let database = if statements > 1 { self.database.at_one_moment().await? } else { self.database.clone() };
        Ok(Self { database, ..self.clone() })
    }
}
