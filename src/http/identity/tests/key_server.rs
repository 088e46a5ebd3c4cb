//! A key server on this machine, for the tests.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};

use axum::{
    Router,
    http::{HeaderMap, StatusCode},
    routing::get,
};
use jsonwebtoken::Algorithm;
use tokio::{net::TcpListener, task::JoinSet};

use crate::http::identity::keys::{
    ring::KeyRing,
    source::{KeyServer, KeySource},
};

pub(crate) type Answer = (StatusCode, HeaderMap, String);

/// A key server on this machine that counts its requests.
pub(crate) struct KeyServerHere {
    /// Its URL.
    pub address: String,
    /// Its current answer.
    pub answer: Arc<Mutex<Answer>>,
    asked: Arc<AtomicUsize>,
    _running: JoinSet<()>,
}

impl KeyServerHere {
    /// Starts a server that answers with this body.
    pub(crate) async fn start(body: String) -> Self {
        let answer = Arc::new(Mutex::new((StatusCode::OK, HeaderMap::new(), body)));
        let asked = Arc::new(AtomicUsize::new(0));
        let (given, count) = (Arc::clone(&answer), Arc::clone(&asked));
        let route = get(move || async move {
            count.fetch_add(1, Ordering::SeqCst);
            given.lock().unwrap().clone()
        });
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/keys", listener.local_addr().unwrap());
        let mut running = JoinSet::new();
        running.spawn(async move { axum::serve(listener, Router::new().route("/keys", route)).await.unwrap() });
        Self { address, answer, asked, _running: running }
    }

    /// The key source of an issuer's entry that uses it.
    pub(crate) fn source(&self) -> KeySource {
        KeySource::Url(KeyServer::new(&self.address).unwrap())
    }

    /// A key ring that reads from it.
    pub(crate) fn ring(&self) -> Arc<KeyRing> {
        KeyRing::new("ngo".into(), self.source(), vec![Algorithm::ES256])
    }

    /// Changes the answer.
    pub(crate) fn answers(&self, status: StatusCode, body: &str) {
        *self.answer.lock().unwrap() = (status, HeaderMap::new(), body.to_owned());
    }

    /// The number of requests so far.
    pub(crate) fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}
