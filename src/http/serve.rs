//! Serves until told to stop, then lets the requests that run come to their end, but not for ever.

use std::{io, time::Duration};

use axum::{Router, middleware::from_fn};
use tokio::{net::TcpListener, sync::watch};

use super::host;

/// Serves `routes` until `stop` completes; then takes no new connections and waits at most `drain` for the open ones.
pub async fn serve(
    listener: TcpListener,
    routes: Router,
    drain: Duration,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let (stopping, mut stopped) = watch::channel(false);
    let routes = routes.layer(from_fn(host::required));
    let server = axum::serve(listener, routes).with_graceful_shutdown(async move {
        stop.await;
        tracing::info!("stopping: no new connections, waiting for open requests");
        let _ = stopping.send(true);
    });
    let deadline = async move {
        if stopped.wait_for(|stopping| *stopping).await.is_err() {
            // The server ended by itself; its own end is the answer.
            std::future::pending::<()>().await;
        }
        tokio::time::sleep(drain).await;
    };
    tokio::select! {
        ended = server.into_future() => ended,
        () = deadline => {
            tracing::warn!(seconds = drain.as_secs(), "stopped with requests still open");
            Ok(())
        }
    }
}

/// Completes when the program is told to stop: SIGTERM, or ctrl-c at a terminal.
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
