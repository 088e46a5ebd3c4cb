//! Stores the results as JSON, one file per scale, and writes the results page.

use std::{fmt::Write as _, fs, io, path::Path, process::Command};

use crate::{
    Failure,
    accept::middle,
    cluster::SETTINGS,
    contender::{CONNECTIONS, Kind},
    crowd,
    measure::{Measured, Scale},
    workload::{self, Workload},
    wrk::{Round, median},
};

/// The number of connections that the targets refer to.
const JUDGED_AT: u32 = 16;
/// Target ratio of acceptances to the same statements by pgbench.
const ACCEPT: f64 = 0.6;

/// Workloads whose cost must not grow with the scale, and the allowed growth.
const FLAT: [&str; 2] = ["inbox", "dashboard"];
const FLAT_WITHIN: f64 = 1.2;

/// Stores the results of one scale.
pub fn keep(home: &Path, mut scale: Scale) -> Result<(), Failure> {
    let folder = home.join("measured");
    fs::create_dir_all(&folder)?;
    let file = folder.join(format!("{}.json", scale.people));
    // Workloads that were not measured this time keep their earlier results.
    if let Ok(before) = fs::read(&file) {
        let before: Scale = serde_json::from_slice(&before)?;
        let again = |it: &Measured| scale.workloads.iter().any(|new| new.workload == it.workload);
        let kept: Vec<_> = before.workloads.into_iter().filter(|it| !again(it)).collect();
        scale.workloads.extend(kept);
        scale.accepted = scale.accepted.or(before.accepted);
        if scale.crowded.is_empty() {
            scale.crowded = before.crowded;
            scale.memory = before.memory;
        }
    }
    fs::write(file, serde_json::to_vec_pretty(&scale)?)?;
    Ok(())
}

/// Writes RESULTS.md from all stored results.
pub fn write(home: &Path) -> Result<(), Failure> {
    let mut scales = Vec::new();
    for file in fs::read_dir(home.join("measured"))? {
        let scale: Scale = serde_json::from_slice(&fs::read(file?.path())?)?;
        scales.push(scale);
    }
    scales.sort_by_key(|scale| scale.people);
    let mut page =
        String::from("# Results\n\nWritten by `bench/run`; what is measured and how: [README.md](README.md).\n\n");
    machine(&mut page)?;
    targets(&mut page, &scales);
    flatness(&mut page, &scales);
    for scale in &scales {
        tables(&mut page, scale);
    }
    fs::write(home.join("RESULTS.md"), page)?;
    println!("{}", home.join("RESULTS.md").display());
    Ok(())
}

fn machine(page: &mut String) -> io::Result<()> {
    let first = |file: &str, name: &str| {
        let text = fs::read_to_string(file).unwrap_or_default();
        let line = text.lines().find(|line| line.starts_with(name)).map(str::to_owned).unwrap_or_default();
        line.split_once(':').map_or(String::new(), |(_, value)| value.trim().to_owned())
    };
    let cores = std::thread::available_parallelism()?;
    let memory = first("/proc/meminfo", "MemTotal").trim_end_matches(" kB").parse::<u64>().unwrap_or(0) / 1024 / 1024;
    let settings: Vec<_> = SETTINGS.iter().map(|(name, value)| format!("`{name}={value}`")).collect();
    let _ = write!(
        page,
        "## Machine\n\n{cores} cores ({}), {memory} GiB of memory; servers, database and load share them.\n\
         {}; {}; {}; PostGraphile 5.1.5 on Node 22; Seaography 2.0.0-rc.9.\n\
         PostgreSQL is durable (`fsync`, `synchronous_commit` and `full_page_writes` on), with {}.\n\
         Each contender has {CONNECTIONS} connections to read with.\n\n",
        first("/proc/cpuinfo", "model name"),
        version("postgres", &["--version"]),
        version("rustc", &["--version"]),
        version("wrk", &["--version"]),
        settings.join(", "),
    );
    Ok(())
}

/// The first line of a program's version output.
fn version(program: &str, arguments: &[&str]) -> String {
    let said = Command::new(program).args(arguments).output();
    let said = said.map(|it| String::from_utf8_lossy(&it.stdout).lines().next().unwrap_or_default().to_owned());
    said.map_or_else(|_| program.to_owned(), |line| line.split(" Copyright").next().unwrap_or_default().to_owned())
}

fn targets(page: &mut String, scales: &[Scale]) {
    let _ = write!(
        page,
        "## Targets\n\nRequests per second of Waystation divided by the other's, {JUDGED_AT} connections.\n\n"
    );
    let _ = writeln!(
        page,
        "| workload | against | target |{}",
        each(scales, |scale| format!(" {} people |", spaced(scale.people)))
    );
    let _ = writeln!(page, "|---|---|--:|{}", each(scales, |_| "--:|".to_owned()));
    for workload in workload::ALL {
        for (against, target) in workload.targets {
            let cell = |scale: &Scale| {
                let ratio = of(scale, workload).and_then(|it| ratio(it, *against));
                ratio.map_or(" – |".to_owned(), |ratio| {
                    format!(" {ratio:.2}{} |", if ratio >= *target { "" } else { " **below**" })
                })
            };
            let _ = writeln!(page, "| {} | {} | {target} |{}", workload.name, against.title(), each(scales, cell));
        }
    }
    let cell = |scale: &Scale| {
        let run = scale.accepted.iter().flat_map(|it| &it.runs).find(|(connections, ..)| *connections == JUDGED_AT);
        let ratio = run.map(|(_, ours, theirs)| median(ours, |it| it.rate) / middle(theirs));
        ratio.map_or(" – |".to_owned(), |ratio| {
            format!(" {ratio:.2}{} |", if ratio >= ACCEPT { "" } else { " **below**" })
        })
    };
    let _ = writeln!(page, "| accept | the same statements by pgbench | {ACCEPT} |{}", each(scales, cell));
    page.push('\n');
}

/// Compares the cost of a page at the smallest and the largest scale. A page has the same number of rows at every
/// scale.
fn flatness(page: &mut String, scales: &[Scale]) {
    let [small, .., large] = scales else { return };
    page.push_str("## From one scale to the other\n\n");
    let _ = writeln!(
        page,
        "CPU milliseconds of Waystation and of the database for one request, {JUDGED_AT} connections.\n"
    );
    let (few, many) = (spaced(small.people), spaced(large.people));
    let _ = writeln!(page, "| workload | {few} people | {many} people | ratio | target |\n|---|--:|--:|--:|--:|");
    for workload in workload::ALL {
        let cost = |scale| {
            let rounds = of(scale, workload).and_then(|it| rounds(it, Kind::Waystation))?;
            Some(median(rounds, |it| it.server_cpu + it.database_cpu))
        };
        if let (Some(a), Some(b)) = (cost(small), cost(large)) {
            let judged = FLAT.contains(&workload.name);
            let above = if judged && b / a > FLAT_WITHIN { " **above**" } else { "" };
            let target = if judged { FLAT_WITHIN.to_string() } else { "–".to_owned() };
            let _ = writeln!(page, "| {} | {a:.2} | {b:.2} | {:.2}{above} | {target} |", workload.name, b / a);
        }
    }
    page.push('\n');
}

fn tables(page: &mut String, scale: &Scale) {
    #[expect(clippy::cast_precision_loss, reason = "a size in MB")]
    let _ = write!(page, "## {} people ({:.1} GB)\n\n", spaced(scale.people), scale.bytes as f64 / 1e9);
    for workload in workload::ALL {
        let Some(measured) = of(scale, workload) else { continue };
        let _ = write!(page, "### {}\n\n{}.\n\n", workload.name, capital(workload.about));
        page.push_str(
            "| connections | contender | requests/s | ours is × | p50 ms | p99 ms | CPU ms: server | database | statements | \
             bytes | failed |\n|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n",
        );
        for (connections, contenders) in &measured.runs {
            let ours = contenders.iter().find(|(kind, _)| *kind == Kind::Waystation);
            let ours = ours.map_or(0.0, |(_, rounds)| median(rounds, |it| it.rate));
            for (kind, rounds) in contenders {
                let answer = measured.answers.iter().find(|(of, ..)| of == kind);
                let (statements, bytes) = answer.map_or((0.0, 0), |(_, statements, bytes)| (*statements, *bytes));
                let m = |figure: fn(&Round) -> f64| median(rounds, figure);
                let (rate, failed) = (m(|it| it.rate), rounds.iter().map(|it| it.failed).sum::<f64>());
                let _ = write!(page, "| {connections} | {} | {rate:.0} ", kind.title());
                let _ = if rate > 0.0 {
                    write!(
                        page,
                        "| {:.2} | {:.1} | {:.1} | {:.2} | {:.2} ",
                        ours / rate,
                        m(|it| it.p50),
                        m(|it| it.p99),
                        m(|it| it.server_cpu),
                        m(|it| it.database_cpu),
                    )
                } else {
                    write!(page, "| – | – | – | – | – ")
                };
                let _ = writeln!(page, "| {statements:.1} | {bytes} | {failed:.0} |");
            }
        }
        page.push('\n');
    }
    if let Some(accepted) = &scale.accepted {
        let _ = write!(page, "### accept\n\nA focal point accepts a referral: {} statements.\n\n", accepted.statements);
        page.push_str(
            "| connections | Waystation per second | pgbench | ratio | p50 ms | p99 ms | CPU ms: server | database |\n",
        );
        page.push_str("|--:|--:|--:|--:|--:|--:|--:|--:|\n");
        for (connections, ours, theirs) in &accepted.runs {
            let m = |figure: fn(&Round) -> f64| median(ours, figure);
            let _ = writeln!(
                page,
                "| {connections} | {:.0} | {:.0} | {:.2} | {:.1} | {:.1} | {:.2} | {:.2} |",
                m(|it| it.rate),
                middle(theirs),
                m(|it| it.rate) / middle(theirs),
                m(|it| it.p50),
                m(|it| it.p99),
                m(|it| it.server_cpu),
                m(|it| it.database_cpu),
            );
        }
        page.push('\n');
    }
    let list = |memory: &[(Kind, u64)]| {
        let each = memory.iter().map(|(kind, bytes)| format!("{} {} MB", kind.title(), bytes / 1_000_000));
        each.collect::<Vec<_>>().join(", ")
    };
    let _ = write!(page, "Peak memory over the whole run: {}.\n\n", list(&scale.memory));
    let _ = write!(page, "With {} open connections, after a fresh start: {}.\n\n", crowd::OPEN, list(&scale.crowded));
}

fn of<'a>(scale: &'a Scale, workload: &Workload) -> Option<&'a Measured> {
    scale.workloads.iter().find(|it| it.workload == workload.name)
}

fn rounds(measured: &Measured, kind: Kind) -> Option<&Vec<Round>> {
    measured.runs.get(&JUDGED_AT)?.iter().find(|(it, _)| *it == kind).map(|(_, rounds)| rounds)
}

fn ratio(measured: &Measured, against: Kind) -> Option<f64> {
    let rate = |kind| Some(median(rounds(measured, kind)?, |it| it.rate)).filter(|rate| *rate > 0.0);
    Some(rate(Kind::Waystation)? / rate(against)?)
}

fn each(scales: &[Scale], cell: impl Fn(&Scale) -> String) -> String {
    scales.iter().map(cell).collect()
}

/// Formats 1000480 as 1,000,480.
fn spaced(number: u64) -> String {
    let digits = number.to_string();
    let groups: Vec<_> = digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy).collect();
    groups.join(",")
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::{Kind, Measured, Round, Scale, flatness};

    fn scale(people: u64, server_cpu: f64) -> Scale {
        let round = Round { rate: 1.0, p50: 1.0, p99: 1.0, failed: 0.0, server_cpu, database_cpu: 2.0 };
        let measured = |workload: &str| Measured {
            workload: workload.to_owned(),
            answers: Vec::new(),
            runs: [(16, vec![(Kind::Waystation, vec![round])])].into(),
        };
        let workloads = vec![measured("inbox"), measured("file")];
        Scale { people, bytes: 0, workloads, memory: Vec::new(), crowded: Vec::new(), accepted: None }
    }

    fn page(scales: &[Scale]) -> String {
        let mut page = String::new();
        flatness(&mut page, scales);
        page
    }

    #[test]
    fn what_grows_with_the_caseload_is_told() {
        assert_eq!(page(&[scale(1_000, 2.0)]), "");
        assert!(page(&[scale(1_000, 2.0), scale(10_000, 2.4)]).contains("| inbox | 4.00 | 4.40 | 1.10 | 1.2 |"));
        let grown = page(&[scale(1_000, 2.0), scale(10_000, 4.0)]);
        assert!(grown.contains("| inbox | 4.00 | 6.00 | 1.50 **above** | 1.2 |"), "{grown}");
        assert!(grown.contains("| file | 4.00 | 6.00 | 1.50 | – |"), "{grown}");
    }
}
