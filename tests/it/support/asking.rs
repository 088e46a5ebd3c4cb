//! Asks the server as a named viewer: a whole GraphQL request through the engine, without admission.

use std::sync::Arc;

use async_graphql::{Request, Response, Variables};
use serde_json::Value;
use uuid::Uuid;
use waystation::{
    access::viewer::Viewer,
    graphql::engine::{self, Engine, RequestContext},
};

use super::World;

impl World {
    /// An engine over this world.
    pub async fn engine(&self) -> Engine {
        Engine::new(engine::schema(), self.database.clone(), self.policy.clone(), &[7; 32])
            .await
            .expect("the directory is read")
    }

    /// The response to a document, as a JSON value.
    pub async fn ask(&self, engine: &Engine, viewer: &Viewer, document: &str, variables: Value) -> Value {
        let bytes = self.bytes(engine, viewer, document, variables).await;
        serde_json::from_str(&bytes).expect("a response is JSON")
    }

    /// The response to a document, as the client receives it.
    pub async fn bytes(&self, engine: &Engine, viewer: &Viewer, document: &str, variables: Value) -> String {
        let request = Request::new(document).variables(Variables::from_json(variables));
        let asked = RequestContext { now: self.now, request_id: Uuid::now_v7() };
        let response: Response = engine.execute(Arc::new(viewer.clone()), asked, request).await;
        serde_json::to_string(&response).expect("a response is JSON")
    }
}
