//! PostgreSQL stops, freezes, and comes back, simulated by a proxy between the tests and their server.

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use sea_orm::{ConnectionTrait, sqlx::postgres::PgConnectOptions};
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, UnixStream},
    sync::watch,
    task::JoinSet,
    time::timeout,
};

use super::super::{Database, Options, fresh::Fresh};
use crate::error::Error;

/// Longer than any of the timeouts under test.
const SOON: Duration = Duration::from_secs(10);

/// Whether the proxy forwards bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Open,
    Frozen,
}

/// A proxy before a server.
struct Gate {
    address: SocketAddr,
    server: PathBuf,
    way: watch::Sender<Way>,
    connections: JoinSet<()>,
}

impl Gate {
    async fn before(server: PathBuf) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let address = listener.local_addr().expect("it listens");
        let mut gate = Self { address, server, way: watch::Sender::new(Way::Open), connections: JoinSet::new() };
        gate.listen(listener);
        gate
    }

    fn listen(&mut self, listener: TcpListener) {
        let (server, way) = (self.server.clone(), self.way.clone());
        self.connections.spawn(async move {
            let mut open = JoinSet::new();
            while let Ok((mut client, _)) = listener.accept().await {
                let (server, mut way) = (server.clone(), way.subscribe());
                open.spawn(async move {
                    let mut server = UnixStream::connect(server).await.expect("the server is there");
                    let frozen = way.wait_for(|way| *way == Way::Frozen);
                    tokio::select! {
                        _ = copy_bidirectional(&mut client, &mut server) => return,
                        _ = frozen => {}
                    }
                    std::future::pending::<()>().await;
                });
            }
        });
    }

    /// Stops the server: every connection is closed, and no new one is accepted.
    async fn stop(&mut self) {
        self.connections.shutdown().await;
    }

    async fn start(&mut self) {
        let listener = TcpListener::bind(self.address).await.expect("the port is still free");
        self.way.send_replace(Way::Open);
        self.listen(listener);
    }
}

/// The proxy before the tests' server, and a fresh database behind it.
async fn behind_a_gate(fresh: &Fresh) -> Option<(Gate, Database)> {
    let options: PgConnectOptions = fresh.url().starts_with("postgres").then(|| fresh.url().parse().ok())??;
    let server = options.get_socket()?.join(format!(".s.PGSQL.{}", options.get_port()));
    let gate = Gate::before(server).await;
    let name = options.get_database().expect("it has a name");
    let url = format!("postgres://{}@{}/{name}", options.get_username(), gate.address);
    let options = Options { acquire_timeout: Duration::from_secs(1), ..Options::default() };
    let database = Database::connect(&url, &options).await.expect("the gate is open");
    database.migrate().await.expect("the migrations run");
    Some((gate, database))
}

async fn asked(database: &Database) -> Result<(), Error> {
    database.reader.execute_unprepared("SELECT 1").await?;
    Ok(())
}

#[tokio::test]
async fn a_server_that_stops_or_freezes_is_away_and_no_mistake_of_ours() {
    for fresh in Fresh::all().await {
        let Some((mut gate, database)) = behind_a_gate(&fresh).await else { continue };
        let watching = tokio::spawn(database.watch());
        asked(&database).await.expect("it answers");
        gate.stop().await;
        // The pool still has a dead connection.
        assert!(matches!(asked(&database).await, Err(Error::Unavailable | Error::Busy)));
        timeout(SOON, database.health().turns(true)).await.expect("the health changes to down");
        gate.start().await;
        timeout(SOON, database.health().turns(false)).await.expect("it is back");
        let moment = database.at_one_moment().await.expect("a dead connection is passed over");
        drop(moment);
        gate.way.send_replace(Way::Frozen);
        timeout(SOON, database.health().turns(true)).await.expect("a frozen server counts as down");
        gate.stop().await;
        gate.start().await;
        timeout(SOON, database.health().turns(false)).await.expect("it is back");
        watching.abort();
        gate.stop().await;
        fresh.drop().await;
    }
}
