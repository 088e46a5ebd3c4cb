//! One scale: the database is loaded, the contenders are started on it, their answers compared, and then they are
//! measured in turn, round by round, so that what slows the machine for a while slows all of them.

use std::{collections::BTreeMap, fs, io, path::Path};

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use waystation::http::{identity::issuers::local::LocalIssuer, server::clock};

use crate::{
    Failure,
    accept::{self, Accepted},
    cluster::Cluster,
    contender::{Contender, Ground, Kind},
    crowd,
    database::Watch,
    same,
    shot::Shot,
    workload::{self, Asker, Form, Workload},
    wrk::{self, Round},
};

/// How to measure.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Which workloads.
    pub workloads: Vec<Workload>,
    /// Whether acceptances are measured too.
    pub accept: bool,
    /// Which contenders.
    pub contenders: Vec<Kind>,
    /// Over how many connections, one after the other.
    pub connections: Vec<u32>,
    /// How many rounds; the median of them counts.
    pub rounds: u32,
    /// Seconds that a round lasts for each contender.
    pub seconds: u32,
}

/// What was measured at one scale.
#[derive(Debug, Serialize, Deserialize)]
pub struct Scale {
    /// How many people.
    pub people: u64,
    /// Bytes of the database.
    pub bytes: i64,
    /// By workload.
    pub workloads: Vec<Measured>,
    /// By contender: the most memory it held in all of it.
    pub memory: Vec<(Kind, u64)>,
    /// By contender: the most memory it held with a thousand open connections, after a fresh start.
    pub crowded: Vec<(Kind, u64)>,
    /// The write.
    pub accepted: Option<Accepted>,
}

/// What was measured of one workload.
#[derive(Debug, Serialize, Deserialize)]
pub struct Measured {
    /// Its name.
    pub workload: String,
    /// By contender: statements each request, and bytes of the answer.
    pub answers: Vec<(Kind, f64, usize)>,
    /// By connections, then by contender: the rounds.
    pub runs: BTreeMap<u32, Vec<(Kind, Vec<Round>)>>,
}

/// How many requests the statements are counted over.
const COUNTED: u32 = 20;
/// Seconds of load before anything is measured.
const WARM_UP: u32 = 3;
/// How long the tokens hold: the longest that the local issuer may give.
pub const TOKENS_HOLD: TimeDelta = TimeDelta::hours(12);

/// Measures at one scale.
pub async fn scale(plan: &Plan, people: u64, cluster: &Cluster, ground: &Ground) -> Result<Scale, Failure> {
    let watch = Watch::open(&ground.url).await?;
    watch.count_statements(false).await?;
    let issuer = write_issuer(&ground.folder)?;
    let contenders =
        plan.contenders.iter().map(|kind| Contender::start(*kind, ground)).collect::<io::Result<Vec<_>>>()?;
    let postmaster = cluster.process()?;
    let mut workloads = Vec::new();
    for workload in &plan.workloads {
        let askers = fitting(workload, &watch).await?;
        println!("{}: {} askers in turn", workload.name, askers.len());
        let mut asked = Vec::new();
        for contender in &contenders {
            let Some((_, form)) = workload.forms.iter().find(|(kind, _)| *kind == contender.kind) else { continue };
            asked.push((contender, shots(*form, &askers, &issuer, contender.kind)?));
        }
        let answers = check(workload, &asked, &watch).await?;
        let mut runs = BTreeMap::new();
        for connections in &plan.connections {
            for (contender, shots) in &asked {
                wrk::run(contender, shots, (*connections, WARM_UP), (&ground.folder, postmaster))?;
            }
            let mut rounds: Vec<(Kind, Vec<Round>)> = asked.iter().map(|(it, _)| (it.kind, Vec::new())).collect();
            for _ in 0..plan.rounds {
                for ((contender, shots), (_, rounds)) in asked.iter().zip(&mut rounds) {
                    let load = (*connections, plan.seconds);
                    rounds.push(wrk::run(contender, shots, load, (&ground.folder, postmaster))?);
                }
            }
            for (kind, rounds) in &rounds {
                println!(
                    "  {connections:>4} connections  {:<26} {:>8.0} requests/s",
                    kind.title(),
                    median(rounds, |it| it.rate)
                );
            }
            runs.insert(*connections, rounds);
        }
        workloads.push(Measured { workload: workload.name.to_owned(), answers, runs });
    }
    let memory = contenders.iter().map(|it| Ok((it.kind, it.peak_memory()?))).collect::<io::Result<_>>()?;
    drop(contenders);
    let crowded = crowd(plan, ground, &issuer, &watch).await?;
    let accepted = if plan.accept { Some(accept::measure(plan, ground, cluster, &issuer).await?) } else { None };
    Ok(Scale { people, bytes: watch.size().await?, workloads, memory, crowded, accepted })
}

/// The median of a figure over the rounds.
#[must_use]
pub fn median(rounds: &[Round], figure: impl Fn(&Round) -> f64) -> f64 {
    let mut figures: Vec<f64> = rounds.iter().map(figure).collect();
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or_default()
}

/// Each contender alone, just started, with a thousand connections that ask the first of all workloads, where it is among those
/// to be measured.
async fn crowd(plan: &Plan, ground: &Ground, issuer: &LocalIssuer, watch: &Watch) -> Result<Vec<(Kind, u64)>, Failure> {
    let mut crowded = Vec::new();
    let asks_most = |it: &&Workload| it.name == workload::ALL[0].name;
    let Some(workload) = plan.workloads.iter().find(asks_most) else { return Ok(crowded) };
    let askers = fitting(workload, watch).await?;
    for kind in &plan.contenders {
        let Some((_, form)) = workload.forms.iter().find(|(of, _)| of == kind) else { continue };
        let contender = Contender::start(*kind, ground)?;
        let shots = shots(*form, &askers, issuer, *kind)?;
        let memory = crowd::come(contender.address, &shots, || contender.peak_memory()).await?;
        println!("  {:<26} {} MB with {} connections", kind.title(), memory / 1_000_000, crowd::OPEN);
        crowded.push((*kind, memory));
    }
    Ok(crowded)
}

fn write_issuer(folder: &Path) -> Result<LocalIssuer, Failure> {
    let key = folder.join("local.key");
    if key.exists() {
        fs::remove_file(&key)?;
    }
    let issuer = LocalIssuer::create(&key)?;
    let settings = format!(
        "[issuers.local]\nkeys = {{ local_key_file = \"{}\" }}\norganisations = \"*\"\nmaximum_lifetime_seconds = 43200\n\
         roles = [\"CASE_WORKER\", \"CENTRE_MANAGER\", \"PROTECTION_OFFICER\", \"NGO_FOCAL_POINT\", \
         \"DATA_PROTECTION_OFFICER\", \"GOVERNMENT_LIAISON\", \"ANALYST\"]\n",
        key.display()
    );
    fs::write(folder.join("issuers.toml"), settings)?;
    Ok(issuer)
}

async fn fitting(workload: &Workload, watch: &Watch) -> Result<Vec<Asker>, Failure> {
    let mut askers = Vec::new();
    for asker in (workload.askers)() {
        if watch.number(&workload.fits.replace("{me}", &asker.organisation.to_string())).await? == 1 {
            askers.push(asker);
        }
    }
    if askers.is_empty() { Err(format!("{}: nobody has a full answer", workload.name).into()) } else { Ok(askers) }
}

fn shots(form: Form, askers: &[Asker], issuer: &LocalIssuer, kind: Kind) -> Result<Vec<Shot>, Failure> {
    let mut shots = Vec::new();
    for asker in askers {
        let token =
            if kind == Kind::Waystation { Some(issuer.sign(&asker.claims, clock(), TOKENS_HOLD)?) } else { None };
        shots.push(Shot::new(form, asker, token.as_deref()));
    }
    Ok(shots)
}

/// Asks every contender everything once, compares, and counts statements.
async fn check(
    workload: &Workload,
    asked: &[(&Contender, Vec<Shot>)],
    watch: &Watch,
) -> Result<Vec<(Kind, f64, usize)>, Failure> {
    let (pointer, wanted) = workload.rows;
    let client = reqwest::Client::new();
    let (mut answers, mut ours) = (Vec::new(), Vec::new());
    for (contender, shots) in asked {
        let mut bytes = 0;
        for (number, shot) in shots.iter().enumerate() {
            let text = send(&client, contender, shot).await?;
            bytes += text.len();
            let answer: Value = serde_json::from_str(&text)?;
            let rows = answer.pointer(pointer).filter(|_| answer.get("errors").is_none());
            let rows = rows.cloned().ok_or_else(|| format!("{:?}: {}: {text:.2000}", contender.kind, workload.name))?;
            if contender.kind == Kind::Waystation {
                let found = rows["nodes"].as_array().map_or(1, Vec::len);
                if found != wanted {
                    return Err(format!("{}: asker {number} gets {found} rows", workload.name).into());
                }
                ours.push(rows);
            } else if let Some(ours) = ours.get(number)
                && let Some(difference) = same::difference(ours, &rows, contender.kind.allowed())
            {
                return Err(format!("{:?}: {}: asker {number}{difference}", contender.kind, workload.name).into());
            }
        }
        watch.count_statements(true).await?;
        for shot in shots.iter().cycle().take(COUNTED as usize) {
            send(&client, contender, shot).await?;
        }
        let statements = watch.statements().await?;
        watch.count_statements(false).await?;
        #[expect(clippy::cast_precision_loss, reason = "some dozens")]
        answers.push((contender.kind, statements as f64 / f64::from(COUNTED), bytes / shots.len()));
    }
    Ok(answers)
}

/// Sends a request; gives the body of the answer.
pub async fn send(client: &reqwest::Client, contender: &Contender, shot: &Shot) -> Result<String, Failure> {
    let url = format!("http://{}{}", contender.address, shot.path);
    let mut request = match &shot.body {
        Some(body) => client.post(url).body(body.clone()),
        None => client.get(url),
    };
    if let Some(token) = &shot.token {
        request = request.bearer_auth(token);
    }
    let request = request.header("content-type", "application/json").header("accept", "application/json");
    Ok(request.send().await?.text().await?)
}
