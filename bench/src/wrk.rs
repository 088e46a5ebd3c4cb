//! Generates load with `wrk` in a closed loop.

use std::{
    fs, io,
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use serde::{Deserialize, Serialize};

use crate::{
    contender::{Contender, database_cpu},
    poll,
    shot::{self, Shot},
};

/// The results of one run.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Round {
    /// Good answers per second.
    pub rate: f64,
    /// Median latency in milliseconds.
    pub p50: f64,
    /// 99th percentile of the latency in milliseconds.
    pub p99: f64,
    /// Number of requests with an error or without an answer in time.
    pub failed: f64,
    /// CPU milliseconds of the server per request.
    pub server_cpu: f64,
    /// CPU milliseconds of the database per request.
    pub database_cpu: f64,
}

/// The median of a value over the rounds.
pub fn median(rounds: &[Round], figure: impl Fn(&Round) -> f64) -> f64 {
    let mut figures: Vec<f64> = rounds.iter().map(figure).collect();
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or_default()
}

/// Sends the requests for this number of seconds over this number of connections. Failed requests are counted, and only
/// good answers count for the rate.
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
    let unread = || io::Error::other(format!("wrk said: {said}"));
    let line = said.lines().find_map(|line| line.strip_prefix("RESULT ")).ok_or_else(unread)?;
    let numbers: Vec<f64> = line.split(' ').filter_map(|it| it.parse().ok()).collect();
    let [answers, microseconds, wrong, unchanged, lost, p50, p99] = numbers[..] else { return Err(unread()) };
    let good = answers - wrong;
    poll::expect(shots, good, unchanged)?;
    // Without any answer, every connection waited until the end.
    let lost = if answers > 0.0 { lost } else { f64::from(connections) };
    let each = |seconds: f64| seconds * 1000.0 / answers.max(1.0);
    let round = Round {
        rate: good / microseconds * 1_000_000.0,
        p50: p50 / 1000.0,
        p99: p99 / 1000.0,
        failed: wrong + lost,
        server_cpu: each(contender.cpu()? - before.0),
        database_cpu: each(database_cpu(postmaster)? - before.1),
    };
    calm(contender, postmaster)?;
    Ok(round)
}

/// Maximum wait for requests that nobody reads any more. It is enough for 256 of the most expensive requests of the
/// slowest contender.
const CALM: Duration = Duration::from_mins(3);

/// Waits until the contender and the database have finished the requests that were still running, so that they do not
/// slow down the next contender.
fn calm(contender: &Contender, postmaster: u32) -> io::Result<()> {
    let used = || Ok::<_, io::Error>(contender.cpu()? + database_cpu(postmaster)?);
    let (began, mut before) = (Instant::now(), used()?);
    while began.elapsed() < CALM {
        std::thread::sleep(Duration::from_millis(200));
        let now = used()?;
        if now - before < 0.03 {
            break;
        }
        before = now;
    }
    Ok(())
}
