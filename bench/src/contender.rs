//! The contenders: how each one is started, and the CPU and memory it has used. Each is a separate process; the CPU
//! time of the database is measured separately.

use std::{
    fs, io,
    net::{SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use serde::{Deserialize, Serialize};

use crate::{row_level_security, same::Allowed};

/// Number of read connections to the database for each contender.
pub const CONNECTIONS: u32 = 8;

/// Largest number of people to measure Seaography with.
const SEAOGRAPHY_WITHIN: u64 = 100_480;

/// Maximum time for a server to start.
const START: Duration = Duration::from_mins(1);

/// A kind of contender.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The server of this repository.
    Waystation,
    /// Handlers written by hand with axum and sea-orm.
    ByHand,
    /// One SQL statement that builds the JSON.
    SqlJson,
    /// `PostGraphile` 5.
    Postgraphile,
    /// `PostGraphile` 5 with row-level security, column rules and a log.
    PostgraphileRls,
    /// Seaography 2 over our own entities.
    Seaography,
}

/// The environment that the contenders need to start.
#[derive(Debug)]
pub struct Ground {
    /// The folder of the benchmark.
    pub home: PathBuf,
    /// The folder with the programs of the workspace.
    pub programs: PathBuf,
    /// The URL of the database.
    pub url: String,
    /// The folder for settings, keys and logs of the servers.
    pub folder: PathBuf,
}

/// A running contender.
#[derive(Debug)]
pub struct Contender {
    /// Its kind.
    pub kind: Kind,
    /// Its address.
    pub address: SocketAddr,
    child: Child,
}

impl Kind {
    /// All kinds, Waystation first.
    pub const ALL: [Self; 6] =
        [Self::Waystation, Self::ByHand, Self::SqlJson, Self::Postgraphile, Self::PostgraphileRls, Self::Seaography];

    /// The contenders that are measured with this number of people, unless others are asked for. One dashboard of Seaography
    /// takes minutes in the largest caseload.
    pub fn at(people: u64) -> Vec<Self> {
        Self::ALL.into_iter().filter(|it| *it != Self::Seaography || people <= SEAOGRAPHY_WITHIN).collect()
    }

    /// Its name in tables.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Waystation => "Waystation",
            Self::ByHand => "by hand (axum, sea-orm)",
            Self::SqlJson => "one SQL statement",
            Self::Postgraphile => "PostGraphile 5",
            Self::PostgraphileRls => "PostGraphile 5 with row-level security",
            Self::Seaography => "Seaography 2",
        }
    }

    /// The allowed differences from Waystation's answers. The peers check no access and answer every query. With row-level
    /// security a withheld list is an empty one, because its rows are invisible. Seaography sorts by columns in the order
    /// of the table, so it can sort by one column only.
    pub const fn allowed(self) -> Allowed {
        match self {
            Self::Waystation | Self::ByHand | Self::SqlJson => Allowed::NOTHING,
            Self::Postgraphile => Allowed { withheld: true, ..Allowed::NOTHING },
            Self::PostgraphileRls => Allowed { emptied: true, ..Allowed::NOTHING },
            Self::Seaography => Allowed { withheld: true, ties: true, ..Allowed::NOTHING },
        }
    }

    /// Whether it identifies callers by their tokens.
    pub const fn takes_tokens(self) -> bool {
        matches!(self, Self::Waystation | Self::PostgraphileRls)
    }

    fn command(self, ground: &Ground, address: SocketAddr) -> Command {
        let connections = CONNECTIONS.to_string();
        let mut command;
        match self {
            Self::Waystation => {
                command = Command::new(ground.programs.join("waystation"));
                command
                    .arg("serve")
                    .env("WAYSTATION_LISTEN", address.to_string())
                    .env("WAYSTATION_DATABASE", &ground.url)
                    .env("WAYSTATION_ISSUERS", ground.folder.join("issuers.toml"))
                    .env("WAYSTATION_LOG__FILTER", "warn")
                    // The default is one request per second for each consulate, which would limit this benchmark.
                    .env("WAYSTATION_SERVER__LIAISON_REQUESTS_PER_MINUTE", u32::MAX.to_string())
                    // One token sends the requests of many callers, so its limits are raised.
                    .env("WAYSTATION_SERVER__WORKER_REQUESTS_AT_ONCE", u32::MAX.to_string())
                    .env("WAYSTATION_SERVER__ORGANISATION_REQUESTS_AT_ONCE", u32::MAX.to_string())
                    .env("WAYSTATION_SERVER__WORKER_REQUESTS_PER_SECOND", "1000000")
                    .env("WAYSTATION_SERVER__ORGANISATION_REQUESTS_PER_SECOND", "1000000")
                    .env("WAYSTATION_POOL__WORKER_READERS", &connections)
                    .env("WAYSTATION_POOL__ORGANISATION_READERS", &connections)
                    .env("WAYSTATION_POOL__READERS", connections);
            }
            Self::ByHand | Self::SqlJson => {
                let which = if self == Self::ByHand { "by-hand" } else { "sql-json" };
                command = Command::new(ground.programs.join("bench"));
                command.args(["handlers", which, "--listen", &address.to_string(), "--database", &ground.url]);
                command.args(["--connections", &connections]);
            }
            Self::Postgraphile => {
                command = node(ground, "server.mjs");
                command.args([&address.port().to_string(), &ground.url, &connections]);
            }
            Self::PostgraphileRls => {
                command = node(ground, "rls.mjs");
                command.args([&address.port().to_string(), &row_level_security::url(&ground.url), &connections]);
                command.arg(ground.folder.join("issuers.jwks"));
            }
            Self::Seaography => {
                command = Command::new(ground.home.join("peers/seaography/target/release/seaography-peer"));
                command.args([&address.to_string(), &ground.url, &connections]);
            }
        }
        command
    }
}

/// A program of the folder of `PostGraphile`.
fn node(ground: &Ground, program: &str) -> Command {
    let peer = ground.home.join("peers/postgraphile");
    let mut command = Command::new(peer.join("node_modules/node/bin/node"));
    command.arg(peer.join(program)).env("NODE_ENV", "production").env("GRAPHILE_ENV", "production");
    command
}

impl Contender {
    /// Starts it and waits until it listens.
    pub fn start(kind: Kind, ground: &Ground) -> io::Result<Self> {
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let said = fs::File::create(ground.folder.join(format!("{kind:?}.log")))?;
        let mut command = kind.command(ground, address);
        let mut child = command
            .current_dir(&ground.folder)
            .stdin(Stdio::null())
            .stdout(said.try_clone()?)
            .stderr(said)
            .spawn()
            .map_err(|error| io::Error::other(format!("{command:?}: {error}")))?;
        let began = Instant::now();
        while TcpStream::connect(address).is_err() {
            if let Some(status) = child.try_wait()? {
                return Err(io::Error::other(format!(
                    "{kind:?} ended at once ({status}); see its log in {}",
                    ground.folder.display()
                )));
            }
            if began.elapsed() > START {
                let _ = child.kill();
                return Err(io::Error::other(format!("{kind:?} does not listen")));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(Self { kind, address, child })
    }

    /// CPU seconds used so far.
    pub fn cpu(&self) -> io::Result<f64> {
        cpu(self.child.id(), false)
    }

    /// Peak memory, in bytes.
    pub fn peak_memory(&self) -> io::Result<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
        kilobytes.map(|it| it * 1024).ok_or_else(|| io::Error::other("no VmHWM"))
    }
}

impl Drop for Contender {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// CPU seconds used by the database: the postmaster with its finished and running children.
pub fn database_cpu(postmaster: u32) -> io::Result<f64> {
    let mut sum = cpu(postmaster, true)?;
    for entry in fs::read_dir("/proc")? {
        let Ok(process) = entry?.file_name().to_string_lossy().parse::<u32>() else { continue };
        if stat(process).is_ok_and(|stat| field(&stat, 1) == u64::from(postmaster)) {
            sum += cpu(process, false).unwrap_or(0.0);
        }
    }
    Ok(sum)
}

/// Kernel clock ticks per second (`USER_HZ`), which is 100 on Linux.
const TICKS: f64 = 100.0;

fn cpu(process: u32, with_children: bool) -> io::Result<f64> {
    let stat = stat(process)?;
    let ticks: u64 = (11..if with_children { 15 } else { 13 }).map(|number| field(&stat, number)).sum();
    #[expect(clippy::cast_precision_loss, reason = "ticks of minutes")]
    Ok(ticks as f64 / TICKS)
}

/// The fields of `/proc/PID/stat` after the name, which may contain spaces. Field 0 is the state, field 1 the parent.
fn stat(process: u32) -> io::Result<Vec<String>> {
    let stat = fs::read_to_string(Path::new("/proc").join(process.to_string()).join("stat"))?;
    let behind = stat.rsplit_once(')').map_or("", |(_, behind)| behind);
    Ok(behind.split_whitespace().map(str::to_owned).collect())
}

fn field(stat: &[String], number: usize) -> u64 {
    stat.get(number).and_then(|field| field.parse().ok()).unwrap_or(0)
}
