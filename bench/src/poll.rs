//! Clients that ask the same again and again, with the entity tag of the answer that they have. One in twenty finds a change:
//! its request carries the tag of an older answer. A server that compares tags has to compute the answer in either case.

use std::io;

use crate::{
    Failure,
    check::{Answer, Asked},
    shot::Shot,
};

/// One request of this number finds a change.
pub const ONE_IN: usize = 20;

/// A tag of no answer: what a client has whose answer has changed.
const OLD: &str = "W/\"old\"";

/// Number of turns from the change of one caller to that of the next. It has no divisor in common with `ONE_IN`.
const SPREAD: usize = 7;

/// Deviation from the expected number of unchanged answers, as a share of all answers. A round ends in the middle of the
/// requests.
const WITHIN: f64 = 0.05;

/// Replaces the requests to this contender by requests with tags, after it has answered 304 to each tag. Only one answer
/// in twenty has a body, so the bytes of an answer are fewer.
pub async fn tag(asked: &mut Asked<'_>, answers: &mut [Answer]) -> Result<(), Failure> {
    let client = reqwest::Client::new();
    let mut tags = Vec::new();
    for shot in &asked.shots {
        let get = |seen: Option<&str>| {
            let request = client.get(format!("http://{}{}", asked.contender.address, shot.path));
            let request =
                request.bearer_auth(shot.token.as_deref().unwrap_or_default()).header("accept", "application/json");
            seen.map_or(request.try_clone(), |tag| Some(request.header("if-none-match", tag)))
                .ok_or("a request without a body can be repeated")
        };
        let answer = get(None)?.send().await?;
        let tag = answer.headers().get("etag").and_then(|tag| tag.to_str().ok()).ok_or("no ETag")?.to_owned();
        for (seen, status) in [(&*tag, 304), (OLD, 200)] {
            let answered = get(Some(seen))?.send().await?.status().as_u16();
            if answered != status {
                return Err(format!("If-None-Match {seen} was answered with {answered}").into());
            }
        }
        tags.push(tag);
    }
    asked.shots = polls(&asked.shots, &tags);
    for (_, _, bytes) in answers.iter_mut().filter(|(kind, ..)| *kind == asked.contender.kind) {
        *bytes /= ONE_IN;
    }
    Ok(())
}

/// Every request twenty times: once with the old tag, otherwise with its own. The changes of different callers are spread.
fn polls(shots: &[Shot], tags: &[String]) -> Vec<Shot> {
    let turn = |turn: usize| {
        shots.iter().zip(tags).enumerate().map(move |(place, (shot, tag))| {
            let seen = if place * SPREAD % ONE_IN == turn { OLD } else { tag };
            Shot { seen: Some(seen.to_owned()), ..shot.clone() }
        })
    };
    (0..ONE_IN).flat_map(turn).collect()
}

/// Errors: when an answer changed or stayed the same that should not. Then the load was another one.
#[expect(clippy::cast_precision_loss, reason = "some hundreds")]
pub fn expect(shots: &[Shot], answers: f64, unchanged: f64) -> io::Result<()> {
    let known = shots.iter().filter(|shot| shot.seen.as_deref().is_some_and(|tag| tag != OLD)).count();
    let expected = answers * known as f64 / shots.len().max(1) as f64;
    if (unchanged - expected).abs() > answers * WITHIN {
        return Err(io::Error::other(format!("{unchanged} of {answers} answers were 304, expected {expected:.0}")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{OLD, ONE_IN, Shot, expect, polls};

    #[test]
    fn every_client_finds_a_change_once_in_twenty_polls() {
        let shots: Vec<_> =
            ["a", "b", "c"].map(|path| Shot { path: path.to_owned(), token: None, body: None, seen: None }).into();
        let polls = polls(&shots, &["1", "2", "3"].map(str::to_owned));
        assert_eq!(polls.len(), 3 * ONE_IN);
        for (path, tag) in [("a", "1"), ("b", "2"), ("c", "3")] {
            let of = |seen: &str| polls.iter().filter(|it| it.path == path && it.seen.as_deref() == Some(seen)).count();
            assert_eq!((of(OLD), of(tag)), (1, ONE_IN - 1));
        }
        assert!(expect(&polls, 1000.0, 950.0).is_ok() && expect(&polls, 1000.0, 850.0).is_err());
        assert!(expect(&shots, 1000.0, 0.0).is_ok() && expect(&shots, 1000.0, 950.0).is_err());
    }
}
