//! A mix of several workloads as one: requests in proportion and evenly spread. A simple workload is a mix of one part.

use crate::{
    check::{Answer, Asked},
    shot::Shot,
};

/// The requests of each contender, with the parts in proportion. All parts must list the same contenders in the same
/// order.
pub fn woven<'a>(parts: &[(usize, Vec<Asked<'a>>)]) -> Vec<Asked<'a>> {
    let Some((_, first)) = parts.first() else { return Vec::new() };
    let shots = |place: usize| parts.iter().map(|(times, asked)| (*times, &*asked[place].shots)).collect::<Vec<_>>();
    first
        .iter()
        .enumerate()
        .map(|(place, asked)| Asked { contender: asked.contender, shots: in_turn(&shots(place)) })
        .collect()
}

/// The weighted average of the answers of the parts.
pub fn average(parts: &[(usize, Vec<Answer>)]) -> Vec<Answer> {
    let Some((_, first)) = parts.first() else { return Vec::new() };
    let all: usize = parts.iter().map(|(times, _)| times).sum();
    let of = |(place, (kind, ..)): (usize, &Answer)| {
        #[expect(clippy::cast_precision_loss, reason = "some dozens")]
        let statements: f64 = parts.iter().map(|(times, answers)| *times as f64 * answers[place].1).sum();
        let bytes: usize = parts.iter().map(|(times, answers)| times * answers[place].2).sum();
        #[expect(clippy::cast_precision_loss, reason = "some dozens")]
        (*kind, statements / all as f64, bytes / all)
    };
    first.iter().enumerate().map(of).collect()
}

/// Enough rounds to send every request at least once. The next request comes from the part that is most behind its
/// share.
fn in_turn(parts: &[(usize, &[Shot])]) -> Vec<Shot> {
    let times: usize = parts.iter().map(|(times, _)| times).sum();
    let rounds = parts.iter().map(|(times, shots)| shots.len().div_ceil(*times)).max().unwrap_or(0);
    let mut sent = vec![0; parts.len()];
    let mut woven = Vec::with_capacity(rounds * times);
    for place in 1..=rounds * times {
        // How far the part is behind, in fractions of a request.
        let behind = |part: &usize| {
            let (share, done) = (parts[*part].0 * place, sent[*part] * times);
            (share.saturating_sub(done), std::cmp::Reverse(*part))
        };
        let Some(next) = (0..parts.len()).max_by_key(behind) else { break };
        let shots = parts[next].1;
        woven.push(shots[sent[next] % shots.len()].clone());
        sent[next] += 1;
    }
    woven
}

#[cfg(test)]
mod tests {
    use super::{Shot, in_turn};

    fn shots(name: &str, number: usize) -> Vec<Shot> {
        (0..number).map(|it| Shot { path: format!("{name}{it}"), token: None, body: None, seen: None }).collect()
    }

    fn paths(parts: &[(usize, &[Shot])]) -> Vec<String> {
        in_turn(parts).into_iter().map(|it| it.path).collect()
    }

    #[test]
    fn the_parts_come_in_proportion_and_not_in_clumps() {
        let paths = paths(&[(4, &shots("a", 1)), (2, &shots("b", 1))]);
        assert_eq!(paths.concat(), "a0b0a0a0b0a0");
    }

    #[test]
    fn every_request_is_sent() {
        let paths = paths(&[(3, &shots("a", 2)), (1, &shots("b", 5))]);
        assert_eq!(paths.len(), 20);
        for wanted in ["a0", "a1", "b0", "b1", "b2", "b3", "b4"] {
            assert!(paths.iter().any(|it| it == wanted), "{wanted} is missing in {paths:?}");
        }
    }

    #[test]
    fn a_workload_of_its_own_is_asked_as_it_is() {
        assert_eq!(paths(&[(1, &shots("a", 3))]), ["a0", "a1", "a2"]);
    }
}
