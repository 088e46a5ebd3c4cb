//! GraphQL over SSE in distinct connections mode: a request that accepts `text/event-stream` is answered with one `next`
//! event for each result, and with `complete`. A subscription waits on the connection. Before each delivery the token is judged
//! again, and the operation runs as a request of its own with the limits of one, so that access that has ended is not used.

use std::{convert::Infallible, sync::Arc, time::Duration};

use async_graphql::{Request, Variables, parser::types::ExecutableDocument};
use axum::{
    extract,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Response, Sse, sse},
};
use futures_util::stream;
use tokio::{
    sync::{OwnedSemaphorePermit, watch},
    time::sleep,
};
use tracing::{Instrument as _, Span};

use super::{
    answer,
    backend::{Backend, Caller},
    endpoint::Endpoint,
    events::{answered, as_events, complete, text},
    measured::{Open, count_errors},
    media::{Events, Media},
    turns::Turn,
};
use crate::{
    graphql::{admission::Validation, changes::following::Following, request::WithheldAsErrors},
    rules::translation::Languages,
};

/// How often a waiting subscription checks its token, and the shares that begin or end by time.
const LOOKS: Duration = Duration::from_secs(10);
/// Pause after a delivery that failed because of the state of the server.
const AGAIN: Duration = Duration::from_secs(1);

/// Tells a request that its server is stopping. It is an extension of each request.
#[derive(Clone, Debug)]
pub(crate) struct Stopping(pub watch::Receiver<bool>);

impl Stopping {
    /// Completes when the server stops.
    async fn told(&mut self) {
        if self.0.wait_for(|stopped| *stopped).await.is_err() {
            // Without a server, as in a test of the routes, nothing stops.
            std::future::pending::<()>().await;
        }
    }
}

/// How a request wants its answer.
pub(crate) struct Wanted {
    /// The media type of a refusal, and of an answer that is no event.
    pub media: Media,
    /// Whether it takes events.
    pub events: Events,
    /// Tells when the server stops.
    stopping: Stopping,
}

impl Wanted {
    /// As JSON.
    pub(crate) fn json(media: Media) -> Self {
        Self { media, events: Events::Refused, stopping: Stopping(watch::channel(false).1) }
    }

    /// As the headers say. `None` if they accept neither JSON nor events.
    pub(crate) fn of(request: &extract::Request) -> Option<Self> {
        let events = Events::of(request.headers());
        let only_events = (events == Events::Preferred).then_some(Media::GraphqlResponse);
        let wanted = Self { events, ..Self::json(Media::accepted(request.headers()).or(only_events)?) };
        Some(match request.extensions().get::<Stopping>() {
            Some(stopping) => Self { stopping: stopping.clone(), ..wanted },
            None => wanted,
        })
    }
}

/// What a subscription asks at each delivery.
pub(crate) struct Asked {
    /// The text of the document.
    pub query: Arc<str>,
    /// The document.
    pub document: ExecutableDocument,
    /// The operation in it.
    pub operation_name: Option<String>,
    /// The values of its variables.
    pub variables: Variables,
    /// The languages of the caller.
    pub languages: Languages,
    /// Whether the caller wants an error for each withheld field.
    pub as_errors: bool,
    /// Whether the document has to be validated.
    pub validation: Option<Validation>,
    /// The cost of a delivery.
    pub cost: u64,
}

/// An open subscription.
struct Subscribed<B> {
    endpoint: Arc<Endpoint<B>>,
    headers: HeaderMap,
    asked: Asked,
    wanted: Wanted,
    following: Following,
    wakes: watch::Receiver<i64>,
    next: Next,
    /// The span of the request that opened it.
    span: Span,
    _turn: Turn,
    _place: OwnedSemaphorePermit,
    _open: Open,
}

/// What comes next.
enum Next {
    /// The event of the delivery that ran before the answer began.
    First(sse::Event),
    /// The event of the next delivery that contains a change.
    Delivery,
    /// The `complete` event.
    Complete,
    /// The stream has ended.
    Over,
}

/// What a delivery became.
enum Made {
    /// An event.
    Told(sse::Event),
    /// An event after which the subscription ends.
    Last(sse::Event),
    /// No change for the subscriber.
    Silent,
    /// Nothing, because the server cannot answer now.
    Later,
}

impl<B: Backend> Endpoint<B> {
    /// Opens a subscription of this caller.
    pub(crate) async fn subscribe(
        self: &Arc<Self>,
        caller: Caller,
        (headers, wanted): (&HeaderMap, Wanted),
        asked: Asked,
    ) -> Response {
        let media = wanted.media;
        let (turn, place) = match self.open_subscription(&caller.viewer) {
            Ok(both) => both,
            Err(refusal) => return refusal.answer_later(media, answer::SOON),
        };
        let mut subscribed = Subscribed {
            endpoint: Arc::clone(self),
            headers: headers.clone(),
            asked,
            wanted,
            following: Following::default(),
            wakes: self.backend().wakes(),
            next: Next::Over,
            span: Span::current(),
            _turn: turn,
            _place: place,
            _open: Open::begin(),
        };
        subscribed.wakes.mark_unchanged();
        let response = subscribed.run(caller).await;
        let failed = answer::failed(&response);
        let first = answer::ran(media, response, self.most_errors());
        if first.status() != StatusCode::OK {
            return first;
        }
        if failed || !subscribed.following.confirm() {
            return as_events(first).await;
        }
        subscribed.next = Next::First(subscribed.event(first).await);
        let events = stream::unfold(subscribed, |subscribed| async move { subscribed.next().await });
        answered(Sse::new(events).keep_alive(sse::KeepAlive::new().interval(self.heartbeat())).into_response())
    }
}

impl<B: Backend> Subscribed<B> {
    async fn next(mut self) -> Option<(Result<sse::Event, Infallible>, Self)> {
        let event = match std::mem::replace(&mut self.next, Next::Delivery) {
            Next::First(event) => event,
            Next::Delivery => {
                let (span, mut stopping) = (self.span.clone(), self.wanted.stopping.clone());
                let (event, last) = tokio::select! {
                    // Without `complete` a client that is still interested subscribes again, to another node.
                    () = stopping.told() => return None,
                    delivered = self.delivery().instrument(span) => delivered?,
                };
                if last {
                    self.next = Next::Complete;
                }
                event
            }
            Next::Complete => {
                self.next = Next::Over;
                complete()
            }
            Next::Over => return None,
        };
        Some((Ok(event), self))
    }

    /// Waits for a change. Returns the event, and whether it is the last one. `None` if the server no longer looks for changes.
    async fn delivery(&mut self) -> Option<(sse::Event, bool)> {
        let mut waits = !self.following.has_more();
        loop {
            if waits {
                tokio::select! {
                    woken = self.wakes.changed() => woken.ok()?,
                    () = sleep(LOOKS) => {}
                }
            }
            let made = tokio::select! {
                biased;
                () = self.endpoint.backend().without_database() => Made::Later,
                () = sleep(self.endpoint.request_timeout()) => Made::Later,
                made = self.made(waits) => made,
            };
            match made {
                Made::Told(event) => return Some((event, false)),
                Made::Last(event) => return Some((event, true)),
                Made::Silent => waits = !self.following.has_more(),
                Made::Later => {
                    self.following.discard();
                    sleep(AGAIN).await;
                    waits = false;
                }
            }
        }
    }

    /// Checks the token, and runs the operation within the limits of a request. With `only_changed` it first asks whether
    /// something changed.
    async fn made(&self, only_changed: bool) -> Made {
        let media = self.wanted.media;
        let caller = match self.endpoint.caller(media, &self.headers).await {
            Ok(caller) => caller,
            Err(refusal) if refusal.status().is_server_error() => return Made::Later,
            Err(refusal) => return Made::Last(self.event(refusal).await),
        };
        let backend = self.endpoint.backend();
        if only_changed && backend.has_nothing_for(Arc::clone(&caller.viewer), &self.following).await {
            return Made::Silent;
        }
        let Some(_runs) = self.endpoint.runs_for(&caller.viewer) else { return Made::Later };
        if caller.accepted.now().is_err() {
            return Made::Later;
        }
        let response = self.run(caller).await;
        if response.errors.iter().any(answer::passes) {
            return Made::Later;
        }
        let failed = answer::failed(&response);
        if failed || !self.following.confirm() {
            self.following.discard();
            return Made::Last(self.event(answer::ran(media, response, self.endpoint.most_errors())).await);
        }
        if !self.following.has_news() {
            return Made::Silent;
        }
        tracing::info!("a subscription was told of changes");
        Made::Told(self.event(answer::ran(media, response, self.endpoint.most_errors())).await)
    }

    /// Runs the operation from the last position.
    async fn run(&self, caller: Caller) -> async_graphql::Response {
        let Asked { query, document, operation_name, variables, languages, as_errors, validation, cost } = &self.asked;
        let mut request = Request::new(&**query).variables(variables.clone());
        request = request.data(caller.accepted).data(languages.clone()).data(self.following.clone());
        request.operation_name.clone_from(operation_name);
        request.set_parsed_query(document.clone());
        if *as_errors {
            request = request.data(WithheldAsErrors);
        }
        if let Some(validation) = validation {
            request = request.data(validation.clone());
        }
        let mut response = self.endpoint.backend().execute(caller.viewer, request).await;
        response.extensions.insert("cost".to_owned(), self.endpoint.cost(*cost));
        response
    }

    /// The answer as an event, with the position to go on from.
    async fn event(&self, response: Response) -> sse::Event {
        count_errors(&response);
        let event = sse::Event::default().event("next").data(text(response.into_body()).await);
        match self.following.position() {
            Some(position) => event.id(position),
            None => event,
        }
    }
}
