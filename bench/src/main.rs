//! The benchmark: compares Waystation with its peers and its ceilings on one PostgreSQL, with equal answers. See
//! README.md.

#![forbid(unsafe_code)]

mod accept;
mod asker;
mod check;
mod cluster;
mod contender;
mod crowd;
mod database;
mod handlers;
mod load;
mod measure;
mod mix;
mod plan;
mod poll;
mod results;
mod row_level_security;
mod same;
mod shot;
mod workload;
mod wrk;

use std::{net::SocketAddr, path::PathBuf, process::ExitCode};

use clap::{Args, Parser};

use crate::{
    cluster::Cluster,
    contender::{Ground, Kind},
    plan::Plan,
};

/// The name of a database that is being loaded.
const LOADING: &str = "loading";

/// Any error. It is printed, and the run ends.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Compares Waystation with its peers and its ceilings.
#[derive(Parser)]
#[command(name = "bench")]
enum Command {
    /// Loads, measures and writes bench/RESULTS.md.
    Run(Run),
    /// Writes bench/RESULTS.md from earlier measurements.
    Report,
    /// Serves one of the ceilings. `run` starts it.
    Handlers {
        /// The kind of ceiling.
        kind: handlers::Kind,
        /// The address and port to listen at.
        #[arg(long)]
        listen: SocketAddr,
        /// The URL of the database.
        #[arg(long)]
        database: String,
        /// Maximum number of database connections.
        #[arg(long)]
        connections: u32,
    },
}

#[derive(Args)]
struct Run {
    /// Number of people at each scale.
    #[arg(long, value_delimiter = ',', default_values_t = [100_480, 1_000_480])]
    people: Vec<u64>,
    /// Seed of the caseload.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Numbers of connections to measure with.
    #[arg(long, value_delimiter = ',', default_values_t = [1, 16, 256])]
    connections: Vec<u32>,
    /// Number of rounds. The result is the median.
    #[arg(long, default_value_t = 5)]
    rounds: u32,
    /// Seconds per round and contender.
    #[arg(long, default_value_t = 5)]
    seconds: u32,
    /// Only these workloads. `accept` is one of them.
    #[arg(long, value_delimiter = ',')]
    workloads: Vec<String>,
    /// Only these contenders. Default: all, above 100,480 people all but Seaography.
    #[arg(long, value_delimiter = ',', value_enum)]
    contenders: Vec<Kind>,
    /// A folder for the cluster, which keeps the loaded databases. Default: a temporary folder.
    #[arg(long)]
    cluster: Option<PathBuf>,
    /// The folder with the servers of the workspace. Default: the folder of this program.
    #[arg(long)]
    programs: Option<PathBuf>,
}

fn main() -> ExitCode {
    let command = Command::parse();
    let runtime = tokio::runtime::Runtime::new().expect("threads start");
    let ended = runtime.block_on(async {
        match command {
            Command::Run(options) => until_stopped(options).await,
            Command::Report => results::write(&home()),
            Command::Handlers { kind, listen, database, connections } => {
                handlers::serve(kind, listen, &database, connections).await
            }
        }
    });
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Runs the benchmark and stops everything that it started, also on SIGTERM or ctrl-c.
async fn until_stopped(options: Run) -> Result<(), Failure> {
    tokio::select! {
        ended = tokio::spawn(run(options)) => ended?,
        () = waystation::http::serve::told_to_stop() => Err("stopped".into()),
    }
}

async fn run(options: Run) -> Result<(), Failure> {
    let Run { people, seed, connections, rounds, seconds, workloads, contenders, cluster, programs } = options;
    let chosen = |it: &&workload::Workload| workloads.is_empty() || workloads.iter().any(|name| name == it.name);
    let accept = workloads.is_empty() || workloads.iter().any(|name| name == "accept");
    let workloads: Vec<_> = workload::ALL.iter().filter(chosen).copied().collect();
    let kept = cluster.is_some();
    let cluster = Cluster::start(cluster.as_deref())?;
    let folder = std::env::temp_dir().join(format!("waystation-bench-files.{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let beside = std::env::current_exe()?.parent().ok_or("no folder")?.to_path_buf();
    let mut ground = Ground { home: home(), programs: programs.unwrap_or(beside), url: String::new(), folder };
    for people in people {
        let name = format!("people_{people}");
        ground.url = cluster.url(&name);
        let maintenance = cluster.url("postgres");
        if !database::exists(&maintenance, &name).await? {
            // The database gets its final name only when it is complete, because a kept cluster may hold an interrupted
            // load.
            database::create(&maintenance, LOADING).await?;
            load::load(&cluster.url(LOADING), people, seed).await?;
            database::rename(&maintenance, LOADING, &name).await?;
        }
        let contenders = if contenders.is_empty() { Kind::at(people) } else { contenders.clone() };
        let (workloads, connections) = (workloads.clone(), connections.clone());
        let plan = Plan { workloads, accept, contenders, connections, rounds, seconds };
        let scale = measure::scale(&plan, people, &cluster, &ground).await?;
        results::keep(&home(), scale)?;
        if !kept {
            database::drop(&maintenance, &name).await?;
        }
    }
    // After a failure the folder stays, because it holds the logs of the servers.
    std::fs::remove_dir_all(&ground.folder)?;
    results::write(&home())
}

/// The folder of the benchmark.
fn home() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
