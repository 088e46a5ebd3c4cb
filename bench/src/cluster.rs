//! A temporary PostgreSQL cluster, tuned as for production on a small machine, and stopped at the end. Commits are
//! durable: `fsync`, `synchronous_commit` and `full_page_writes` keep their defaults.

use std::{
    fs, io,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// Settings that differ from the defaults, for the server and for the results page.
pub const SETTINGS: [(&str, &str); 11] = [
    ("shared_buffers", "2GB"),
    ("effective_cache_size", "8GB"),
    ("work_mem", "16MB"),
    ("maintenance_work_mem", "512MB"),
    ("max_wal_size", "4GB"),
    ("checkpoint_timeout", "15min"),
    ("random_page_cost", "1.1"),
    ("jit", "off"),
    ("max_connections", "300"),
    ("log_min_duration_statement", "-1"),
    ("shared_preload_libraries", "pg_stat_statements"),
];

/// A running cluster.
#[derive(Debug)]
pub struct Cluster {
    binaries: PathBuf,
    owner: Option<String>,
    folder: PathBuf,
    kept: bool,
    port: u16,
}

impl Cluster {
    /// Starts the cluster in this folder and creates it first if it does not exist. Without a folder, a temporary one
    /// is used and deleted at the end.
    pub fn start(folder: Option<&Path>) -> io::Result<Self> {
        let binaries = binaries().ok_or_else(|| io::Error::other("PostgreSQL is not installed"))?;
        let kept = folder.is_some();
        let folder = folder.map_or_else(
            || std::env::temp_dir().join(format!("waystation-bench.{}", std::process::id())),
            Path::to_path_buf,
        );
        let owner = is_root()?.then(|| "postgres".to_owned());
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let cluster = Self { binaries, owner, folder, kept, port };
        cluster.make()?;
        cluster.run()?;
        Ok(cluster)
    }

    /// The URL of a database in the cluster.
    pub fn url(&self, database: &str) -> String {
        format!("postgres://bench@127.0.0.1:{}/{database}", self.port)
    }

    /// A program that came with the server, such as `pgbench`.
    pub fn program(&self, name: &str) -> PathBuf {
        self.binaries.join(name)
    }

    /// The process id of the postmaster, the parent of all server processes.
    pub fn process(&self) -> io::Result<u32> {
        let file = fs::read_to_string(self.data().join("postmaster.pid"))?;
        file.lines().next().and_then(|line| line.trim().parse().ok()).ok_or_else(|| io::Error::other("no process"))
    }

    /// The log file of the server.
    pub fn log(&self) -> PathBuf {
        self.data().join("log")
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn make(&self) -> io::Result<()> {
        if self.data().join("PG_VERSION").exists() {
            return Ok(());
        }
        fs::create_dir_all(&self.folder)?;
        if let Some(owner) = &self.owner {
            run(Command::new("chown").arg(owner).arg(&self.folder))?;
        }
        let mut initdb = self.as_owner("initdb");
        initdb.arg("--pgdata").arg(self.data());
        run(initdb.args(["--username=bench", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]))
    }

    fn run(&self) -> io::Result<()> {
        let mut options = format!("-c listen_addresses=127.0.0.1 -c unix_socket_directories='' -p {}", self.port);
        for (name, value) in SETTINGS {
            options.push_str(&format!(" -c {name}={value}"));
        }
        let mut start = self.as_owner("pg_ctl");
        start.arg("start").arg("--silent").arg("--wait").arg("--pgdata").arg(self.data());
        run(start.arg("--log").arg(self.log()).arg("--options").arg(options))
    }

    /// PostgreSQL refuses to run as root.
    fn as_owner(&self, program: &str) -> Command {
        let program = self.program(program);
        let mut command = match &self.owner {
            Some(owner) => {
                let mut command = Command::new("runuser");
                command.args(["-u", owner, "--"]).arg(program);
                command
            }
            None => Command::new(program),
        };
        command.current_dir("/");
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let mut stop = self.as_owner("pg_ctl");
        stop.args(["stop", "--silent", "--mode=fast", "--pgdata"]).arg(self.data());
        if let Err(error) = run(&mut stop) {
            eprintln!("PostgreSQL was not stopped: {error}");
        }
        if !self.kept
            && let Err(error) = fs::remove_dir_all(&self.folder)
        {
            eprintln!("{} was not removed: {error}", self.folder.display());
        }
    }
}

/// Runs a program and waits until it ends.
pub fn run(command: &mut Command) -> io::Result<()> {
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).status()?;
    if status.success() { Ok(()) } else { Err(io::Error::other(format!("{command:?}: {status}"))) }
}

/// The folder with the server's programs. Debian keeps them outside PATH, in a folder per version.
fn binaries() -> Option<PathBuf> {
    let mut versions: Vec<_> =
        fs::read_dir("/usr/lib/postgresql").ok()?.filter_map(|it| Some(it.ok()?.path())).collect();
    versions.sort();
    let in_path =
        std::env::var_os("PATH").into_iter().flat_map(|path| std::env::split_paths(&path).collect::<Vec<_>>());
    let bins = versions.into_iter().rev().map(|version| version.join("bin")).chain(in_path);
    bins.into_iter().find(|bin| bin.join("initdb").exists() && bin.join("postgres").exists())
}

fn is_root() -> io::Result<bool> {
    let status = fs::read_to_string("/proc/self/status")?;
    Ok(status.lines().any(|line| line.starts_with("Uid:\t0\t")))
}
