//! The parts of the server that the HTTP layer needs: the viewer, the response, and readiness.

use std::sync::Arc;

use axum::{http::HeaderMap, response::Response};
use tokio::sync::watch;

use super::{
    documents::{Accepts, Documents},
    entity_tag::EntityTags,
};
use crate::{
    access::viewer::Viewer,
    graphql::{basis::Basis, changes::following::Following, request::Accepted},
};

/// A caller that was identified.
pub struct Caller {
    /// The viewer.
    pub viewer: Arc<Viewer>,
    /// Whether the token is still accepted, looked up in memory.
    pub accepted: Accepted,
    /// The documents that the caller may run.
    pub accepts: Accepts,
}

/// The server behind the routes.
pub trait Backend: Send + Sync + 'static {
    /// The caller that these headers identify, or the 401 or 503 response to send.
    fn caller(&self, headers: &HeaderMap) -> impl Future<Output = Result<Caller, Response>> + Send;

    /// The same, if it is known without asking the database or a key server. `None` if [`Backend::caller`] has to be
    /// asked.
    fn remembered(&self, _: &HeaderMap) -> Option<Result<Caller, Response>> {
        None
    }

    /// Number of trusted issuers whose keys could not be read. Their tokens cannot be checked; those of other issuers
    /// can.
    fn issuers_without_keys(&self) -> usize {
        0
    }

    /// Runs an admitted request. Its document is parsed and its variables match their types.
    fn execute(
        &self,
        viewer: Arc<Viewer>,
        request: async_graphql::Request,
    ) -> impl Future<Output = async_graphql::Response> + Send;

    /// Whether an answer of this basis is still the same for the viewer.
    fn still_holds(&self, _: Arc<Viewer>, _: &Basis) -> impl Future<Output = bool> + Send {
        std::future::ready(false)
    }

    /// Whether nothing has changed for a subscription of the viewer since its last delivery.
    fn has_nothing_for(&self, _: Arc<Viewer>, _: &Following) -> impl Future<Output = bool> + Send {
        std::future::ready(false)
    }

    /// A receiver that is notified when something may have changed.
    fn wakes(&self) -> watch::Receiver<i64>;

    /// The documents that are known by a name.
    fn documents(&self) -> &Documents;

    /// The entity tags of answers.
    fn entity_tags(&self) -> &EntityTags;

    /// The unavailable parts ("database", "issuers"), as a background task last found them. Empty when the server can
    /// answer.
    fn away(&self) -> Vec<&'static str>;

    /// Completes when the database is unavailable; immediately if it already is.
    fn without_database(&self) -> impl Future<Output = ()> + Send;
}
