//! The load: `wrk`, in a closed loop.

use std::{
    fs, io,
    path::Path,
    process::{Command, Stdio},
};

use serde::{Deserialize, Serialize};

use crate::{
    contender::{Contender, database_cpu},
    shot::{self, Shot},
};

/// What one run gave.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Round {
    /// Requests per second.
    pub rate: f64,
    /// Milliseconds that half of the requests stayed below.
    pub p50: f64,
    /// Milliseconds that 99 of 100 stayed below.
    pub p99: f64,
    /// Requests that failed or got no answer in time.
    pub failed: f64,
    /// CPU milliseconds of the server, each request.
    pub server_cpu: f64,
    /// CPU milliseconds of the database, each request.
    pub database_cpu: f64,
}

/// Sends the shots for so long over so many connections.
pub fn run(
    contender: &Contender,
    shots: &[Shot],
    (connections, seconds): (u32, u32),
    (folder, postmaster): (&Path, u32),
) -> io::Result<Round> {
    let script = folder.join("shots.lua");
    fs::write(&script, shot::script(shots))?;
    let before = (contender.cpu()?, database_cpu(postmaster)?);
    let output = Command::new("wrk")
        .args(["--threads", "1", "--timeout", "20s", "--connections", &connections.to_string()])
        .arg(format!("--duration={seconds}s"))
        .arg("--script")
        .arg(&script)
        .arg(format!("http://{}", contender.address))
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| io::Error::other(format!("wrk (Debian: apt-get install wrk): {error}")))?;
    let said = String::from_utf8_lossy(&output.stdout);
    let wrong = || io::Error::other(format!("wrk said: {said}"));
    let line = said.lines().find_map(|line| line.strip_prefix("RESULT ")).ok_or_else(wrong)?;
    let numbers: Vec<f64> = line.split(' ').filter_map(|it| it.parse().ok()).collect();
    let [requests, microseconds, failures, p50, p99] = numbers[..] else { return Err(wrong()) };
    // A peer may be too slow for a workload; whoever checks access may not.
    if failures > 0.0 && !contender.kind.allowed().withheld {
        return Err(io::Error::other(format!("{:?}: {failures} of {requests} requests failed", contender.kind)));
    }
    let each = |seconds: f64| seconds * 1000.0 / requests.max(1.0);
    Ok(Round {
        rate: requests / microseconds * 1_000_000.0,
        p50: p50 / 1000.0,
        p99: p99 / 1000.0,
        failed: failures,
        server_cpu: each(contender.cpu()? - before.0),
        database_cpu: each(database_cpu(postmaster)? - before.1),
    })
}
