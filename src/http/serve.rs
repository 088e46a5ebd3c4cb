//! Serves until told to stop, then lets running requests finish within a limited time. The number of connections, the
//! time for a header and the idle time are limited, because a client that is slow on purpose could otherwise hold all
//! connections.

use std::{io, sync::Arc, time::Duration};

use axum::{
    Router,
    body::Body,
    http::{HeaderValue, header},
    middleware::from_fn,
    response::Response,
};
use futures_util::StreamExt as _;
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::conn::auto,
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{Semaphore, watch},
    task::JoinSet,
    time::{Instant, sleep, sleep_until},
};
use tower::ServiceExt as _;

use super::{host, limits::ServerLimits, subscribing::Stopping};

/// Pause after the system could not accept a connection, for example because no file descriptor is free.
const AFTER_FAILED_ACCEPT: Duration = Duration::from_millis(100);
/// Maximum number of concurrent requests on one HTTP/2 connection.
const STREAMS: u32 = 64;
/// Interval of HTTP/2 pings to a silent client.
const PING_EVERY: Duration = Duration::from_secs(20);

/// Serves `routes` until `stop` completes, then accepts no new connections and waits at most the drain time for open
/// ones.
pub(crate) async fn serve(
    listener: TcpListener,
    routes: Router,
    limits: &ServerLimits,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let routes = routes.layer(from_fn(host::required));
    let places = Arc::new(Semaphore::new(limits.connections.min(Semaphore::MAX_PERMITS)));
    let (stopping, stopped) = watch::channel(false);
    let mut connections = JoinSet::new();
    tokio::pin!(stop);
    loop {
        // Wait for a permit before `accept`, so that a connection above the limit stays in the queue of the system.
        let accepted = async {
            let place = Arc::clone(&places).acquire_owned().await;
            (listener.accept().await, place)
        };
        tokio::select! {
            () = &mut stop => break,
            Some(_) = connections.join_next() => {}
            (accepted, place) = accepted => match accepted {
                Ok((stream, _)) => {
                    let (routes, stopped, times) = (routes.clone(), stopped.clone(), Times::of(limits));
                    connections.spawn(async move {
                        connection(stream, routes, times, stopped).await;
                        drop(place);
                    });
                }
                Err(error) => {
                    tracing::warn!(%error, "a connection was not accepted");
                    sleep(AFTER_FAILED_ACCEPT).await;
                }
            },
        }
    }
    drop(listener);
    tracing::info!("stopping: no new connections, waiting for open requests");
    let _ = stopping.send(true);
    let all = async { while connections.join_next().await.is_some() {} };
    if tokio::time::timeout(limits.drain(), all).await.is_err() {
        tracing::warn!(seconds = limits.drain_seconds, "stopped with requests still open");
    }
    Ok(())
}

/// Time limits of a connection.
#[derive(Clone, Copy)]
struct Times {
    header: Duration,
    idle: Duration,
}

impl Times {
    const fn of(limits: &ServerLimits) -> Self {
        Self {
            header: Duration::from_secs(limits.header_timeout_seconds),
            idle: Duration::from_secs(limits.idle_timeout_seconds),
        }
    }
}

/// The current activity of a connection.
#[derive(Clone, Copy)]
struct Activity {
    running: usize,
    since: Instant,
    used: bool,
}

async fn connection(stream: TcpStream, routes: Router, times: Times, mut stopped: watch::Receiver<bool>) {
    let _ = stream.set_nodelay(true);
    let activity = watch::Sender::new(Activity { running: 0, since: Instant::now(), used: false });
    let mut seen = activity.subscribe();
    let activity = Arc::new(activity);
    let stopping = Stopping(stopped.clone());
    let service = tower::service_fn(move |mut request: hyper::Request<hyper::body::Incoming>| {
        let running = Running::begin(&activity);
        let read = Arc::clone(&activity);
        request.extensions_mut().insert(stopping.clone());
        let answer = routes.clone().oneshot(request);
        async move {
            let answer = answer.await;
            drop(running);
            answer.map(|response| kept_open(response, read))
        }
    });
    let mut builder = auto::Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(times.header);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(STREAMS)
        .keep_alive_interval(PING_EVERY)
        .keep_alive_timeout(times.header);
    let connection = builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
    tokio::pin!(connection);
    tokio::select! {
        // A client may disconnect or send bytes that are not HTTP. This is not an error of the server.
        _ = connection.as_mut() => return,
        () = rests(&mut seen, times) => {}
        () = told(&mut stopped) => {}
    }
    connection.as_mut().graceful_shutdown();
    // A client that does not read its answer, or does not confirm an HTTP/2 shutdown, must not keep the connection, so
    // the same times count during shutdown.
    tokio::select! {
        _ = connection => {}
        () = rests(&mut seen, times) => {}
    }
}

/// Events go on for as long as the client reads them: each part that it takes counts as activity of the connection.
fn kept_open(response: Response, activity: Arc<watch::Sender<Activity>>) -> Response {
    let is_stream = |it: &HeaderValue| it.as_bytes().starts_with(b"text/event-stream");
    if !response.headers().get(header::CONTENT_TYPE).is_some_and(is_stream) {
        return response;
    }
    response.map(|body| {
        Body::from_stream(body.into_data_stream().inspect(move |_| {
            activity.send_modify(|now| now.since = Instant::now());
        }))
    })
}

async fn told(stopped: &mut watch::Receiver<bool>) {
    // An error means that the sender was dropped: the server has stopped.
    let _ = stopped.wait_for(|stopped| *stopped).await;
}

/// Completes when nothing has run on the connection for its idle time.
async fn rests(seen: &mut watch::Receiver<Activity>, times: Times) {
    let begun = Instant::now();
    loop {
        let Activity { running, since, used } = *seen.borrow_and_update();
        let rest = if used { times.idle } else { times.header };
        let over = async {
            if running > 0 {
                return std::future::pending().await;
            }
            sleep_until(since.max(begun) + rest).await;
        };
        tokio::select! {
            () = over => return,
            changed = seen.changed() => if changed.is_err() { return },
        }
    }
}

/// Counts as a running request until it is dropped.
struct Running(Arc<watch::Sender<Activity>>);

impl Running {
    fn begin(activity: &Arc<watch::Sender<Activity>>) -> Self {
        activity.send_modify(|now| {
            now.running += 1;
            now.used = true;
        });
        Self(Arc::clone(activity))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.0.send_modify(|now| {
            now.running = now.running.saturating_sub(1);
            now.since = Instant::now();
        });
    }
}

/// Completes on SIGTERM or ctrl-c.
pub async fn told_to_stop() {
    let ctrl_c = async { tokio::signal::ctrl_c().await.expect("the operating system lets us listen for ctrl-c") };
    #[cfg(unix)]
    let terminate = async {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate()).expect("the operating system lets us listen for SIGTERM");
        terminate.recv().await;
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = ctrl_c => {}
        () = terminate => {}
    }
}
