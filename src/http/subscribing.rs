//! GraphQL over SSE in distinct connections mode: a request that accepts `text/event-stream` is answered with one `next`
//! event for each result, and with `complete`. A subscription waits on the connection. Before each delivery the token is judged
//! again, and the operation runs as a request of its own, so that nobody is told with an access that is over.

use std::{convert::Infallible, sync::Arc, time::Duration};

use async_graphql::{Request, Variables, parser::types::ExecutableDocument};
use axum::{
    body::{Body, to_bytes},
    extract,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response, Sse, sse},
};
use futures_util::stream;
use tokio::{
    sync::{OwnedSemaphorePermit, watch},
    time::sleep,
};

use super::{
    answer,
    backend::{Backend, Caller},
    graphql_request::Endpoint,
    media::{Events, Media},
    turns::Turn,
};
use crate::{
    graphql::{admission::Validation, changes::following::Following, request::WithheldAsErrors},
    rules::translation::Languages,
};

/// How often a waiting subscription looks at its token, and at what begins and ends by itself.
const LOOKS: Duration = Duration::from_secs(10);
/// The time between two comments that keep a silent connection open.
const HEARTBEAT: Duration = Duration::from_secs(15);
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
    _turn: Turn,
    _place: OwnedSemaphorePermit,
}

/// What comes next.
enum Next {
    /// The delivery that was made before the answer began.
    First(sse::Event),
    /// A delivery, as soon as there is something to tell.
    Delivery,
    /// The end.
    Complete,
    /// Nothing.
    Over,
}

/// What a delivery became.
enum Made {
    /// An event.
    Told(sse::Event),
    /// An event after which the subscription ends.
    Last(sse::Event),
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
        let (turn, place) = match self.line_for(&caller.viewer) {
            Ok(line) => line,
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
            _turn: turn,
            _place: place,
        };
        subscribed.wakes.mark_unchanged();
        let response = subscribed.run(caller).await;
        let failed = answer::failed(&response);
        let first = answer::ran(media, response, self.most_errors());
        if first.status() != StatusCode::OK {
            return first;
        }
        if failed {
            return as_events(first).await;
        }
        subscribed.next = Next::First(subscribed.event(first).await);
        let events = stream::unfold(subscribed, |subscribed| async move { subscribed.next().await });
        answered(Sse::new(events).keep_alive(sse::KeepAlive::new().interval(HEARTBEAT)).into_response())
    }
}

impl<B: Backend> Subscribed<B> {
    async fn next(mut self) -> Option<(Result<sse::Event, Infallible>, Self)> {
        let event = match std::mem::replace(&mut self.next, Next::Delivery) {
            Next::First(event) => event,
            Next::Delivery => match self.delivery().await {
                Some(Made::Told(event)) => event,
                Some(Made::Last(event)) => {
                    self.next = Next::Complete;
                    event
                }
                Some(Made::Later) | None => {
                    self.next = Next::Over;
                    complete()
                }
            },
            Next::Complete => {
                self.next = Next::Over;
                complete()
            }
            Next::Over => return None,
        };
        Some((Ok(event), self))
    }

    /// Waits until there is something to tell. `None` when the server stops.
    async fn delivery(&mut self) -> Option<Made> {
        loop {
            let waits = !self.following.has_more();
            if waits {
                tokio::select! {
                    () = self.wanted.stopping.told() => return None,
                    woken = self.wakes.changed() => if woken.is_err() { return None },
                    () = sleep(LOOKS) => {}
                }
            }
            let caller = match self.endpoint.caller(self.wanted.media, &self.headers).await {
                Ok(caller) => caller,
                Err(refusal) => return Some(Made::Last(self.event(refusal).await)),
            };
            let viewer = Arc::clone(&caller.viewer);
            if waits && self.endpoint.backend().has_nothing_for(viewer, &self.following).await {
                continue;
            }
            match self.made(caller).await {
                Made::Later => sleep(AGAIN).await,
                made @ Made::Last(_) => return Some(made),
                made @ Made::Told(_) if self.following.has_news() => return Some(made),
                Made::Told(_) => {}
            }
        }
    }

    async fn made(&self, caller: Caller) -> Made {
        let Some(_place) = self.endpoint.runs().await else { return Made::Later };
        let response = self.run(caller).await;
        if response.errors.iter().any(answer::passes) {
            return Made::Later;
        }
        let failed = answer::failed(&response);
        let event = self.event(answer::ran(self.wanted.media, response, self.endpoint.most_errors())).await;
        if failed { Made::Last(event) } else { Made::Told(event) }
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
        let event = sse::Event::default().event("next").data(text(response.into_body()).await);
        match self.following.position() {
            Some(position) => event.id(position),
            None => event,
        }
    }
}

/// The answer of a query, of a mutation, or a refusal, as events.
pub(crate) async fn as_events(response: Response) -> Response {
    let event = sse::Event::default().event("next").data(text(response.into_body()).await);
    answered(Sse::new(stream::iter([Ok::<_, Infallible>(event), Ok(complete())])).into_response())
}

fn complete() -> sse::Event {
    // The field is needed: an event without data is not dispatched.
    sse::Event::default().event("complete").data("")
}

async fn text(body: Body) -> String {
    let bytes = to_bytes(body, usize::MAX).await.unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

fn answered(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::VARY, answer::VARIES);
    response
}
