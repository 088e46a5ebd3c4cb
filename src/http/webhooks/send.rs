//! Sends one message. The address is checked when the connection is made, so that a name that leads elsewhere a moment later
//! changes nothing. Neither the reason why there was no answer nor the body of an answer is passed on: both would tell what is in the
//! network of the server.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use reqwest::{
    Client, Url,
    dns::{Addrs, Name, Resolve, Resolving},
    header::CONTENT_TYPE,
    redirect::Policy,
};

use super::message::Message;
use crate::{access::webhooks::target::Targets, rules::webhook::literal_is_admitted};

/// How long a receiver has to answer.
const TIMEOUT: Duration = Duration::from_secs(10);
/// How long a connection may take.
const CONNECTS_WITHIN: Duration = Duration::from_secs(5);

/// Sends messages.
pub(super) struct Sender {
    client: Client,
    targets: Arc<Targets>,
}

impl Sender {
    /// A sender that reaches these addresses only.
    /// Errors: a sentence, if there can be no HTTP client.
    pub(super) fn new(targets: &Targets) -> Result<Self, String> {
        let targets = Arc::new(targets.clone());
        let client = Client::builder()
            .https_only(!targets.allow_http)
            .redirect(Policy::none())
            // A proxy would look the name up itself.
            .no_proxy()
            .referer(false)
            .timeout(TIMEOUT)
            .connect_timeout(CONNECTS_WITHIN)
            .user_agent("Waystation")
            .dns_resolver(Arc::new(CheckedNames(Arc::clone(&targets))))
            .build()
            .map_err(|error| format!("no client for webhooks: {error}"))?;
        Ok(Self { client, targets })
    }

    /// Sends a message. Returns the status of the answer, or `None` if there was none.
    pub(super) async fn send(&self, url: &str, message: &Message, (timestamp, signature): (i64, &str)) -> Option<u16> {
        let url = Url::parse(url).ok()?;
        // An address in the URL is not looked up, so that the resolver does not see it. The setting may have changed since the
        // webhook was registered.
        if !literal_is_admitted(&url, &self.targets) {
            return None;
        }
        let sent = self
            .client
            .post(url)
            .header(CONTENT_TYPE, "application/json")
            .header("webhook-id", &message.id)
            .header("webhook-timestamp", timestamp)
            .header("webhook-signature", signature)
            .body(message.body.clone())
            .send();
        // The body is dropped unread, however long it is.
        sent.await.ok().map(|answer| answer.status().as_u16())
    }
}

/// Looks names up, and answers only if every address of the name may be reached.
struct CheckedNames(Arc<Targets>);

impl Resolve for CheckedNames {
    fn resolve(&self, name: Name) -> Resolving {
        let targets = Arc::clone(&self.0);
        Box::pin(async move {
            let found: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            if found.iter().any(|address| !targets.admits(address.ip())) {
                return Err("an address that may not be reached".into());
            }
            let found: Addrs = Box::new(found.into_iter());
            Ok(found)
        })
    }
}
