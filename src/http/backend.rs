//! What the HTTP side needs of the rest of the server: who is asking, an answer, and whether it is ready.

use std::sync::Arc;

use axum::{http::HeaderMap, response::Response};

use crate::access::viewer::Viewer;

/// The server behind the routes.
pub trait Backend: Send + Sync + 'static {
    /// The person or program that these headers speak for; otherwise the 401 or 403 to answer with.
    fn viewer(&self, headers: &HeaderMap) -> impl Future<Output = Result<Arc<Viewer>, Response>> + Send;

    /// How many trusted issuers' keys could not be read: their tokens cannot be checked, those of the others can.
    fn issuers_without_keys(&self) -> usize {
        0
    }

    /// Runs an admitted request. Its document is parsed and its variables fit their types.
    fn execute(
        &self,
        viewer: Arc<Viewer>,
        request: async_graphql::Request,
    ) -> impl Future<Output = async_graphql::Response> + Send;

    /// The parts that are away ("database", "issuers"), as a task last found them; none when the server can answer.
    fn away(&self) -> Vec<&'static str>;

    /// Completes when the database is away, at once where it is away already.
    fn without_database(&self) -> impl Future<Output = ()> + Send;
}
