//! Measures one scale: starts the contenders on the loaded database, compares their answers, and measures them in turn,
//! round by round, so that a slow phase of the machine affects all of them.

use std::{collections::BTreeMap, io};

use demo::issuer::LocalIssuer;
use entity::codes::Role;
use sea_orm::Iterable as _;
use serde::{Deserialize, Serialize};

use crate::{
    Failure,
    accept::{self, Accepted},
    asker,
    check::{self, Answer, Asked},
    cluster::Cluster,
    contender::{Contender, Ground, Kind},
    crowd,
    database::Watch,
    mix,
    plan::Plan,
    poll, row_level_security,
    workload::{self, Form, Workload},
    wrk::{self, Round, median},
};

/// The results at one scale.
#[derive(Debug, Serialize, Deserialize)]
pub struct Scale {
    /// Number of people.
    pub people: u64,
    /// Size of the database in bytes.
    pub bytes: i64,
    /// The results of each workload.
    pub workloads: Vec<Measured>,
    /// Peak memory of each contender over the whole run.
    pub memory: Vec<(Kind, u64)>,
    /// Peak memory of each contender with a thousand open connections, after a fresh start.
    pub crowded: Vec<(Kind, u64)>,
    /// The results of the write workload.
    pub accepted: Option<Accepted>,
}

/// The results of one workload.
#[derive(Debug, Serialize, Deserialize)]
pub struct Measured {
    /// The name of the workload.
    pub workload: String,
    /// For each contender: statements per request, and bytes per answer.
    pub answers: Vec<Answer>,
    /// The rounds, by number of connections and contender.
    pub runs: BTreeMap<u32, Vec<(Kind, Vec<Round>)>>,
}

/// Seconds of warm-up load before each measurement.
const WARM_UP: u32 = 5;

/// Measures one scale.
pub async fn scale(plan: &Plan, people: u64, cluster: &Cluster, ground: &Ground) -> Result<Scale, Failure> {
    let watch = Watch::open(&ground.url).await?;
    watch.count_statements(false).await?;
    let issuer = LocalIssuer::fresh()?;
    let roles: Vec<_> = Role::iter().collect();
    issuer.write_issuers_file(&ground.folder, asker::organisations(), &roles)?;
    if plan.contenders.contains(&Kind::PostgraphileRls) {
        row_level_security::apply(&watch).await?;
    }
    let contenders =
        plan.contenders.iter().map(|kind| Contender::start(*kind, ground)).collect::<io::Result<Vec<_>>>()?;
    let postmaster = cluster.process()?;
    let mut workloads = Vec::new();
    for workload in &plan.workloads {
        let takers: Vec<_> = contenders.iter().filter(|it| workload.is_taken_by(it.kind)).collect();
        let (mut parts, mut answers) = (Vec::new(), Vec::new());
        for (part, times) in workload.made_of() {
            let asked = check::asked(part, &takers, &issuer, &watch).await?;
            answers.push((times, check::compare(part, &asked, &watch).await?));
            parts.push((times, asked));
        }
        let mut asked = mix::woven(&parts);
        let mut answers = mix::average(&answers);
        for it in &mut asked {
            if let Some(Form::Tagged(_)) = workload.form(it.contender.kind) {
                poll::tag(it, &mut answers).await?;
            }
        }
        let mut runs = BTreeMap::new();
        for connections in plan.connections.iter().filter(|it| **it >= workload.fewest) {
            let mut answering = Vec::with_capacity(asked.len());
            for it in &asked {
                let warm_up = (*connections, WARM_UP);
                let round = wrk::run(it.contender, &it.shots, warm_up, (&ground.folder, postmaster))?;
                // A contender without any answer during the warm-up would only delay the others.
                if round.rate > 0.0 {
                    answering.push(it);
                }
            }
            let mut rounds: Vec<(Kind, Vec<Round>)> =
                answering.iter().map(|it| (it.contender.kind, Vec::new())).collect();
            for _ in 0..plan.rounds {
                for (Asked { contender, shots }, (_, rounds)) in answering.iter().zip(&mut rounds) {
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
        for ((part, _), (_, asked)) in workload.made_of().into_iter().zip(&parts) {
            check::still_full(part, asked).await?;
        }
        workloads.push(Measured { workload: workload.name.to_owned(), answers, runs });
    }
    let memory = contenders.iter().map(|it| Ok((it.kind, it.peak_memory()?))).collect::<io::Result<_>>()?;
    drop(contenders);
    let crowded = crowd(plan, ground, &issuer, &watch).await?;
    let accepted = if plan.accept { Some(accept::measure(plan, ground, cluster, &issuer).await?) } else { None };
    Ok(Scale { people, bytes: watch.size().await?, workloads, memory, crowded, accepted })
}

/// Measures the memory of each freshly started contender with a thousand connections. It uses the first workload of the
/// table, if that is selected.
async fn crowd(plan: &Plan, ground: &Ground, issuer: &LocalIssuer, watch: &Watch) -> Result<Vec<(Kind, u64)>, Failure> {
    let mut crowded = Vec::new();
    let asks_most = |it: &&Workload| it.name == workload::ALL[0].name;
    let Some(workload) = plan.workloads.iter().find(asks_most) else { return Ok(crowded) };
    let askers = check::fitting(workload, watch).await?;
    for kind in &plan.contenders {
        let Some(form) = workload.form(*kind) else { continue };
        let contender = Contender::start(*kind, ground)?;
        let shots = check::shots(form, &askers, issuer, *kind)?;
        let memory = crowd::come(contender.address, &shots, || contender.peak_memory()).await?;
        println!("  {:<26} {} MB with {} connections", kind.title(), memory / 1_000_000, crowd::OPEN);
        crowded.push((*kind, memory));
    }
    Ok(crowded)
}
