//! Checks before measuring: which callers send which requests, whether the answers are complete and equal for all
//! contenders, and how many statements they take. After measuring: whether the answers are still complete.

use demo::issuer::LocalIssuer;
use serde_json::Value;
use waystation::http::server::clock;

use crate::{
    Failure,
    asker::{Asker, TOKENS_HOLD},
    contender::{Contender, Kind},
    database::Watch,
    same,
    shot::Shot,
    workload::{Fits, Form, Workload},
};

/// A contender with its requests.
#[derive(Debug)]
pub struct Asked<'a> {
    /// The contender.
    pub contender: &'a Contender,
    /// The requests, sent in turn.
    pub shots: Vec<Shot>,
}

/// For one contender: statements per request, and bytes per answer.
pub type Answer = (Kind, f64, usize);

/// Number of requests over which statements are counted.
const COUNTED: u32 = 20;

/// Prepares the requests for each of these contenders.
pub async fn asked<'a>(
    workload: &Workload,
    contenders: &[&'a Contender],
    issuer: &LocalIssuer,
    watch: &Watch,
) -> Result<Vec<Asked<'a>>, Failure> {
    let askers = fitting(workload, watch).await?;
    println!("{}: {} requests in turn", workload.name, askers.len());
    let mut asked = Vec::new();
    for &contender in contenders {
        let Some(form) = workload.form(contender.kind) else { continue };
        asked.push(Asked { contender, shots: shots(form, &askers, issuer, contender.kind)? });
    }
    Ok(asked)
}

/// The callers who get a complete answer, with their variables.
pub async fn fitting(workload: &Workload, watch: &Watch) -> Result<Vec<Asker>, Failure> {
    let mut askers = Vec::new();
    for asker in (workload.askers)() {
        let said = |sql: &str| {
            sql.replace("{me}", &asker.organisation.to_string()).replace("{worker}", &asker.worker.to_string())
        };
        match workload.fits {
            Fits::All => askers.push(asker),
            Fits::One(sql) => {
                if watch.number(&said(sql)).await? == 1 {
                    askers.push(asker);
                }
            }
            Fits::Cases(sql) => {
                askers.extend(watch.ids(&said(sql)).await?.into_iter().map(|case| asker.for_case(case)));
            }
        }
    }
    if askers.is_empty() { Err(format!("{}: no caller has a full answer", workload.name).into()) } else { Ok(askers) }
}

/// The requests of these callers to a contender of this kind.
pub fn shots(form: Form, askers: &[Asker], issuer: &LocalIssuer, kind: Kind) -> Result<Vec<Shot>, Failure> {
    let mut shots = Vec::new();
    for asker in askers {
        let token = if kind.takes_tokens() { Some(issuer.sign(&asker.claims, clock(), TOKENS_HOLD)?) } else { None };
        let variables = if kind == Kind::Waystation { &asker.variables } else { &asker.elsewhere };
        shots.push(Shot::new(form, asker.organisation, variables, token));
    }
    Ok(shots)
}

/// Sends every request to every contender once, compares the answers, and counts statements.
pub async fn compare(workload: &Workload, asked: &[Asked<'_>], watch: &Watch) -> Result<Vec<Answer>, Failure> {
    let client = reqwest::Client::new();
    let (mut answers, mut ours) = (Vec::new(), Vec::new());
    for Asked { contender, shots } in asked {
        let mut bytes = 0;
        for (number, shot) in shots.iter().enumerate() {
            let text = send(&client, contender, shot).await?;
            bytes += text.len();
            let rows = full(workload, contender.kind, &text).map_err(|error| format!("asker {number}: {error}"))?;
            if contender.kind == Kind::Waystation {
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
        let statements = watch.statements(COUNTED).await?;
        watch.count_statements(false).await?;
        #[expect(clippy::cast_precision_loss, reason = "some dozens")]
        answers.push((contender.kind, statements as f64 / f64::from(COUNTED), bytes / shots.len()));
    }
    Ok(answers)
}

/// Sends every request to Waystation once more after the load. A used-up limit or the differencing guard would have
/// answered fast, but without data.
pub async fn still_full(workload: &Workload, asked: &[Asked<'_>]) -> Result<(), Failure> {
    let client = reqwest::Client::new();
    for Asked { contender, shots } in asked.iter().filter(|it| it.contender.kind == Kind::Waystation) {
        for shot in shots {
            full(workload, contender.kind, &send(&client, contender, shot).await?)?;
        }
    }
    Ok(())
}

/// The rows of an answer. It is an error if the answer has errors, or if Waystation's has too few rows or withheld
/// fields.
fn full(workload: &Workload, kind: Kind, text: &str) -> Result<Value, Failure> {
    let (pointer, wanted) = workload.rows;
    let wrong = |what: String| Failure::from(format!("{kind:?}: {}: {what}", workload.name));
    let answer: Value = serde_json::from_str(text).map_err(|error| wrong(format!("{error}: {text:.200}")))?;
    let rows = answer.pointer(pointer).filter(|_| answer.get("errors").is_none());
    let rows = rows.ok_or_else(|| wrong(format!("{text:.2000}")))?;
    if kind == Kind::Waystation {
        let found = count(rows);
        if found < wanted {
            return Err(wrong(format!("{found} rows")));
        }
        let withheld = &answer["extensions"]["withheld"];
        if !workload.withheld && !withheld.is_null() {
            return Err(wrong(format!("withheld: {withheld}")));
        }
    }
    Ok(rows.clone())
}

/// The number of rows: the nodes of a connection, the items of a list, or 1 for a record.
fn count(rows: &Value) -> usize {
    match rows.get("nodes").unwrap_or(rows) {
        Value::Null => 0,
        Value::Array(items) => items.len(),
        _ => 1,
    }
}

/// Sends a request and returns the body of the answer.
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Kind, count, full};
    use crate::workload::named;

    #[test]
    fn a_page_a_list_a_record_and_nothing_are_counted() {
        assert_eq!(count(&json!({ "nodes": [1, 2] })), 2);
        assert_eq!(count(&json!([1, 2, 3])), 3);
        assert_eq!(count(&json!({ "reference": "R" })), 1);
        assert_eq!(count(&json!(null)), 0);
    }

    #[test]
    fn an_answer_with_an_error_without_a_row_or_with_nulls_for_data_is_not_full() {
        let file = named("file").expect("it is there");
        let is_full = |answer: &str| full(file, Kind::Waystation, answer).is_ok();
        assert!(is_full(r#"{"data":{"case":{"reference":"R"}}}"#));
        assert!(!is_full(r#"{"data":{"case":null}}"#));
        assert!(!is_full(r#"{"data":{"case":{"reference":"R"}},"errors":[{"message":"no"}]}"#));
        assert!(!is_full(r#"{"data":{"case":{"reference":"R"}},"extensions":{"withheld":[{"count":1}]}}"#));
        assert!(!is_full("busy"));
    }
}
