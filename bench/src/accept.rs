//! The write workload: a focal point accepts a referral. A referral can be accepted only once, so each round starts by
//! resetting all referrals to `UNDER_REVIEW`. For comparison `pgbench` sends the same statements. They are read from the
//! PostgreSQL log while one referral is accepted; only the values that differ between referrals become variables.

use std::{fs, io, path::Path, process::Command};

use demo::issuer::LocalIssuer;
use sea_orm::prelude::DateTimeUtc;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;
use waystation::{global_id, http::server::clock};

use crate::{
    Failure, asker, check,
    cluster::Cluster,
    contender::{Contender, Ground, Kind},
    database::Watch,
    plan::Plan,
    shot::Shot,
    wrk::{self, Round, median},
};

/// Results of the workload.
#[derive(Debug, Serialize, Deserialize)]
pub struct Accepted {
    /// Statements of one acceptance.
    pub statements: usize,
    /// For each number of connections: the rounds of Waystation, and the transactions per second of `pgbench`.
    pub runs: Vec<(u32, Vec<Round>, Vec<f64>)>,
}

/// Maximum number of referrals, because the load script has one line for each.
const MOST: usize = 12_000;
/// Duration of a round in seconds, too short to accept all referrals.
const SECONDS: u32 = 4;

const PREPARE: &str = include_str!("../workloads/accept/prepare.sql");
const RESET: &str = include_str!("../workloads/accept/reset.sql");
const RESTORE: &str = include_str!("../workloads/accept/restore.sql");
const MUTATION: &str = include_str!("../workloads/accept/waystation.graphql");

/// Measures acceptances by Waystation and by `pgbench` in turn.
pub async fn measure(
    plan: &Plan,
    ground: &Ground,
    cluster: &Cluster,
    issuer: &LocalIssuer,
) -> Result<Accepted, Failure> {
    let watch = Watch::open(&ground.url).await?;
    let askers = asker::focal_points();
    let organisations: Vec<_> = askers.iter().map(|it| format!("'{}'", it.organisation)).collect();
    watch
        .run(&PREPARE.replace("{organisations}", &organisations.join(", ")).replace("{most}", &MOST.to_string()))
        .await?;
    let started = watch.text("SELECT clock_timestamp()::text").await?;
    let reset = RESET.replace("{started}", &started);
    watch.run(&reset).await?;
    let waystation = Contender::start(Kind::Waystation, ground)?;
    let tokens = askers
        .iter()
        .map(|it| Ok((it.organisation, issuer.sign(&it.claims, clock(), asker::TOKENS_HOLD)?)))
        .collect::<Result<Vec<_>, Failure>>()?;
    let mut shots = Vec::new();
    let rows =
        "SELECT string_agg(id || ' ' || to_organisation_id || ' ' || version, ',' ORDER BY n) FROM bench_pending";
    for row in watch.text(rows).await?.split(',') {
        let [id, organisation, version] = row.split(' ').collect::<Vec<_>>()[..] else {
            return Err(row.to_owned().into());
        };
        let organisation: Uuid = organisation.parse()?;
        let token = tokens.iter().find(|(of, _)| *of == organisation).map(|(_, token)| token.clone());
        let variables = json!({
            "referral": global_id::encode("Referral", id.parse()?),
            "version": version.parse::<i32>()?,
            "key": Uuid::new_v4(),
        });
        let body = json!({ "query": MUTATION, "variables": variables }).to_string();
        shots.push(Shot { path: "/graphql".to_owned(), token, body: Some(body), seen: None });
    }
    println!("accept: {} referrals", shots.len());
    let (script, statements) = capture(&waystation, &shots, &watch, cluster, &ground.folder).await?;
    let postmaster = cluster.process()?;
    let mut runs = Vec::new();
    for connections in plan.connections.iter().copied().filter(|it| *it <= 64) {
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..plan.rounds {
            watch.run(&reset).await?;
            ours.push(wrk::run(&waystation, &shots, (connections, SECONDS), (&ground.folder, postmaster))?);
            let accepted = accepted(&watch).await?;
            if accepted >= shots.len() {
                return Err("all referrals were accepted before the round was over".into());
            }
            let expected = ours.last().map_or(0.0, |round| round.rate * f64::from(SECONDS));
            #[expect(clippy::cast_precision_loss, reason = "some thousands")]
            if (accepted as f64) < expected * 0.97 {
                return Err(format!("{accepted} of {expected:.0} referrals were accepted").into());
            }
            watch.run(&reset).await?;
            theirs.push(pgbench(cluster, ground, &script, connections)?);
        }
        println!(
            "  {connections:>4} connections  Waystation {:.0}, pgbench {:.0} a second",
            median(&ours, |it| it.rate),
            middle(&theirs)
        );
        runs.push((connections, ours, theirs));
    }
    drop(waystation);
    watch.run(&RESTORE.replace("{started}", &started)).await?;
    Ok(Accepted { statements, runs })
}

/// The median.
pub fn middle(figures: &[f64]) -> f64 {
    let mut figures = figures.to_vec();
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or_default()
}

async fn accepted(watch: &Watch) -> Result<usize, Failure> {
    let sql = "SELECT count(*) FROM referrals JOIN bench_pending USING (id) WHERE referrals.state = 'ACCEPTED'";
    Ok(usize::try_from(watch.number(sql).await?)?)
}

fn pgbench(cluster: &Cluster, ground: &Ground, script: &Path, clients: u32) -> io::Result<f64> {
    let output = Command::new(cluster.program("pgbench"))
        .args(["--no-vacuum", "--protocol=prepared", "--jobs=1", "-D", "turn=0", "-D", &format!("clients={clients}")])
        .args(["--client", &clients.to_string(), "--time", &SECONDS.to_string(), "--file"])
        .arg(script)
        .arg(&ground.url)
        .output()?;
    let said = String::from_utf8_lossy(&output.stdout);
    let rate = said.lines().find_map(|line| line.strip_prefix("tps = ")?.split(' ').next()?.parse().ok());
    rate.ok_or_else(|| io::Error::other(format!("pgbench said: {said}{}", String::from_utf8_lossy(&output.stderr))))
}

/// Accepts the first referral and turns its statements into a `pgbench` script.
async fn capture(
    waystation: &Contender,
    shots: &[Shot],
    watch: &Watch,
    cluster: &Cluster,
    folder: &Path,
) -> Result<(std::path::PathBuf, usize), Failure> {
    let (first, warm) = (shots.first().ok_or("no referral")?, shots.last().ok_or("no referral")?);
    let client = reqwest::Client::new();
    // Warm up first, so that the tokens are cached and the statements are prepared.
    for shot in shots.iter().rev().take(16).chain([warm]) {
        check::send(&client, waystation, shot).await?;
    }
    watch.log_statements(true).await?;
    let before = fs::read_to_string(cluster.log())?.len();
    let answer = check::send(&client, waystation, first).await?;
    watch.log_statements(false).await?;
    if !answer.contains("\"userErrors\":[]") {
        return Err(answer.into());
    }
    let row = watch
        .text("SELECT concat_ws(' ', id, case_id, consent_id, service_id, to_organisation_id) FROM bench_pending WHERE n = 1")
        .await?;
    let names = ["id", "case_id", "consent_id", "service_id", "to_organisation_id"];
    let known: Vec<(String, &str)> = row.split(' ').map(str::to_owned).zip(names).collect();
    let log = fs::read_to_string(cluster.log())?.split_off(before);
    let body: Value = serde_json::from_str(first.body.as_deref().unwrap_or_default())?;
    let key = body["variables"]["key"].as_str().unwrap_or_default();
    let statements = statements(&log, &known, key);
    let mut script = "\\set turn :turn + 1\n\\set n (:turn - 1) * :clients + :client_id + 1\n\
                      SELECT id, case_id, consent_id, service_id, to_organisation_id, gen_random_uuid() AS key \
                      FROM bench_pending WHERE n = :n \\gset\n"
        .to_owned();
    for statement in &statements {
        script.push_str(statement);
        script.push_str(";\n");
    }
    let file = folder.join("accept.pgbench");
    fs::write(&file, script)?;
    Ok((file, statements.len()))
}

/// The statements of the acceptance in the log, with their parameters inserted: those that contain an id of this
/// referral or its idempotency key, and the transaction around them. Statements of background tasks are left out.
fn statements(log: &str, known: &[(String, &str)], key: &str) -> Vec<String> {
    let mut said: Vec<(&str, String)> = Vec::new();
    let (mut changing, mut lines) = ("", log.lines().peekable());
    while let Some(line) = lines.next() {
        let Some((head, text)) = line.split_once("LOG:  ") else { continue };
        let process =
            head.split_once('[').and_then(|(_, rest)| rest.split_once(']')).map_or("", |(process, _)| process);
        if let Some(plain) = text.strip_prefix("statement: ") {
            said.push((process, plain.to_owned()));
            continue;
        }
        let Some((_, sql)) = text.strip_prefix("execute ").and_then(|it| it.split_once(": ")) else { continue };
        let detail = lines.peek().and_then(|line| line.split_once("DETAIL:  parameters: ")).map(|(_, detail)| detail);
        let detail = detail.unwrap_or_default();
        if detail.contains(key) {
            changing = process;
        } else if !known.iter().any(|(id, _)| detail.contains(id)) {
            continue;
        }
        said.push((process, with_parameters(sql, &parameters(detail), known, key)));
    }
    let framing = |it: &(&str, String)| matches!(it.1.as_str(), "BEGIN" | "COMMIT");
    let one_of_ours = |it: &(&str, String)| if framing(it) { it.0 == changing } else { it.1.contains('"') };
    said.into_iter().filter(one_of_ours).map(|(_, sql)| sql).collect()
}

/// Parses `$1 = 'a', $2 = NULL` into values.
fn parameters(detail: &str) -> Vec<Option<String>> {
    let (mut values, mut rest) = (Vec::new(), detail);
    while let Some((_, value)) = rest.split_once(" = ") {
        if let Some(quoted) = value.strip_prefix('\'') {
            let mut end = 0;
            let bytes = quoted.as_bytes();
            while end < bytes.len() && (bytes[end] != b'\'' || bytes.get(end + 1) == Some(&b'\'')) {
                end += if bytes[end] == b'\'' { 2 } else { 1 };
            }
            values.push(Some(quoted[..end].to_owned()));
            rest = quoted.get(end + 1..).unwrap_or_default();
        } else {
            values.push(None);
            rest = value.strip_prefix("NULL").unwrap_or(value);
        }
    }
    values
}

fn with_parameters(sql: &str, values: &[Option<String>], known: &[(String, &str)], key: &str) -> String {
    let mut sql = sql.to_owned();
    for (number, value) in values.iter().enumerate().rev() {
        let written = match value {
            None => "NULL".to_owned(),
            Some(value) => known.iter().find(|(it, _)| it == value).map_or_else(
                || match () {
                    () if value == key => ":key".to_owned(),
                    () if is_fresh(value) => "gen_random_uuid()".to_owned(),
                    () if is_now(value) => "now()".to_owned(),
                    () => format!("'{value}'"),
                },
                |(_, name)| format!(":{name}"),
            ),
        };
        sql = sql.replace(&format!("${}", number + 1), &written);
    }
    sql
}

/// Whether the id was created during this request.
fn is_fresh(value: &str) -> bool {
    let made = value.parse::<Uuid>().ok().and_then(|id| id.get_timestamp());
    let now = clock().timestamp().unsigned_abs();
    made.is_some_and(|it| it.to_unix().0.abs_diff(now) < 60)
}

fn is_now(value: &str) -> bool {
    let moment = format!("{}:00", value.replacen(' ', "T", 1)).parse::<DateTimeUtc>();
    moment.is_ok_and(|it| (clock() - it).num_seconds().abs() < 60)
}

#[cfg(test)]
mod tests {
    use super::{parameters, statements, with_parameters};

    #[test]
    fn only_what_did_it_is_repeated() {
        let log = "t UTC [1] LOG:  statement: BEGIN\n\
                   t UTC [2] LOG:  statement: BEGIN\n\
                   t UTC [2] LOG:  execute s_1: SELECT \"a\" FROM \"old\" WHERE \"due\" < $1\n\
                   t UTC [2] DETAIL:  parameters: $1 = 'yesterday'\n\
                   t UTC [1] LOG:  execute s_2: SELECT \"a\" FROM \"keys\" WHERE \"key\" = $1\n\
                   t UTC [1] DETAIL:  parameters: $1 = 'k'\n\
                   t UTC [1] LOG:  execute s_3: SELECT \"a\" FROM \"cases\" WHERE \"id\" = $1\n\
                   t UTC [1] DETAIL:  parameters: $1 = 'c'\n\
                   t UTC [2] LOG:  statement: COMMIT\n\
                   t UTC [1] LOG:  statement: COMMIT\n";
        let known = [("c".to_owned(), "case_id")];
        let wanted = [
            "BEGIN",
            "SELECT \"a\" FROM \"keys\" WHERE \"key\" = :key",
            "SELECT \"a\" FROM \"cases\" WHERE \"id\" = :case_id",
            "COMMIT",
        ];
        assert_eq!(statements(log, &known, "k"), wanted);
    }

    #[test]
    fn the_values_of_a_log_line_go_where_their_numbers_stand() {
        let values = parameters("$1 = 'a', $2 = NULL, $3 = 'it''s, $9 = ', $4 = '2'");
        assert_eq!(values, [Some("a".to_owned()), None, Some("it''s, $9 = ".to_owned()), Some("2".to_owned())]);
        let known = [("a".to_owned(), "id")];
        let sql = with_parameters("SELECT $1, $2, $4", &values, &known, "k");
        assert_eq!(sql, "SELECT :id, NULL, '2'");
    }
}
