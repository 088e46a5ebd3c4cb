//! Asks the server as a named viewer: a whole GraphQL request through the engine, without admission.

use std::sync::Arc;

use async_graphql::{
    Request, Response, Variables,
    parser::{parse_query, types::ExecutableDocument},
};
use serde_json::Value;
use uuid::Uuid;
use waystation::{
    access::{
        policy::Policy,
        viewer::Viewer,
        webhooks::{Webhooks, secret::SecretKey, target::Targets},
    },
    graphql::engine::{Engine, RequestContext},
    rules::translation::Languages,
    store::{database::Database, read_log::signing::Signer},
};

use super::{World, rows};

/// An engine with this policy and this key of cursors, whose read log is not signed.
pub async fn engine_over(database: Database, policy: Policy, key: [u8; 32]) -> Engine {
    Engine::new(database, policy, &key, Signer::none(), rows::now()).await.expect("the directory is read")
}

impl World {
    /// An engine over this world.
    pub async fn engine(&self) -> Engine {
        let engine = engine_over(self.database.clone(), self.policy.clone(), [7; 32]).await;
        let here = Targets::new(&["127.0.0.0/8".to_owned()], true).expect("a block of addresses");
        let webhooks = Webhooks { targets: here, key: SecretKey::new(&[9; 32]) };
        engine.with_webhooks(Some(Arc::new(webhooks)))
    }

    /// The response to a document, as a JSON value.
    pub async fn ask(&self, engine: &Engine, viewer: &Viewer, document: &str, variables: Value) -> Value {
        let bytes = self.bytes(engine, viewer, document, variables).await;
        serde_json::from_str(&bytes).expect("a response is JSON")
    }

    /// The response to a document for a reader of these languages.
    pub async fn ask_in(&self, engine: &Engine, viewer: &Viewer, document: &str, languages: Languages) -> Value {
        let bytes = self.run(engine, viewer, document, Request::new(document).data(languages)).await;
        serde_json::from_str(&bytes).expect("a response is JSON")
    }

    /// The response to a document, as the client receives it.
    pub async fn bytes(&self, engine: &Engine, viewer: &Viewer, document: &str, variables: Value) -> String {
        let request = Request::new(document).variables(Variables::from_json(variables));
        self.run(engine, viewer, document, request).await
    }

    async fn run(&self, engine: &Engine, viewer: &Viewer, document: &str, mut request: Request) -> String {
        if let Some(parsed) = self.parsed(document) {
            request.set_parsed_query(parsed);
        }
        let asked = RequestContext { now: self.now, request_id: Uuid::now_v7() };
        let response: Response = engine.execute(Arc::new(viewer.clone()), asked, request).await;
        serde_json::to_string(&response).expect("a response is JSON")
    }

    /// The document as admission gives it to the engine. It is parsed once, because a matrix asks it as every viewer. The
    /// engine itself refuses one that cannot be parsed.
    fn parsed(&self, document: &str) -> Option<ExecutableDocument> {
        let mut documents = self.documents.lock().expect("no test panics while it parses");
        if let Some(parsed) = documents.get(document) {
            return Some(parsed.clone());
        }
        let parsed = parse_query(document).ok()?;
        documents.insert(document.to_owned(), parsed.clone());
        Some(parsed)
    }
}
