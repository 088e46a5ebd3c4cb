//! The load: `wrk`, in a closed loop.

use std::{
    fs, io,
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use serde::{Deserialize, Serialize};

use crate::{
    contender::{Contender, database_cpu},
    shot::{self, Shot},
};

/// What one run gave.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Round {
    /// Good answers per second.
    pub rate: f64,
    /// Milliseconds that half of the requests stayed below.
    pub p50: f64,
    /// Milliseconds that 99 of 100 stayed below.
    pub p99: f64,
    /// Requests that got an error, or no answer in time.
    pub failed: f64,
    /// CPU milliseconds of the server, each request.
    pub server_cpu: f64,
    /// CPU milliseconds of the database, each request.
    pub database_cpu: f64,
}

/// Sends the shots for so long over so many connections. Requests may fail under load: they are counted, and only good
/// answers make the rate.
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
    let [answers, microseconds, wrong, lost, p50, p99] = numbers[..] else { return Err(unread()) };
    let good = answers - wrong;
    // Who gave no answer before the end let everybody wait.
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

/// The longest that a server may go on with what nobody waits for any more: 256 of the heaviest requests of the slowest one.
const CALM: Duration = Duration::from_mins(3);

/// Waits until the contender and the database have done with the requests that were under way at the end: they are not to
/// be in the way of the next one.
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
