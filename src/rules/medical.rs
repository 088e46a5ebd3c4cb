//! Facts from medical notes that the staff of a centre reads: a statement on travel while it is valid, and known
//! allergies.

use chrono::NaiveDate;

use super::refusal::{Refusal, RefusalCode};

/// A statement on travel if it is valid on this day. It is still valid on its last day.
pub(crate) fn in_force<T>(statement: Option<T>, valid_until: Option<NaiveDate>, today: NaiveDate) -> Option<T> {
    statement.filter(|_| valid_until.is_none_or(|until| today <= until))
}

/// The known allergies after an encounter, one per line. New findings are added, and only allergies named as ended are
/// removed; an allergy that is not mentioned does not change.
pub fn allergies(known: Option<&str>, found: Option<&str>, ended: &[String]) -> Result<Option<String>, Refusal> {
    let mut lines: Vec<&str> = known.into_iter().flat_map(str::lines).collect();
    for over in ended {
        let before = lines.len();
        lines.retain(|line| !same(line, over));
        let message = "name an allergy that is on record, as it is written there";
        Refusal::of("endedAllergies", RefusalCode::ValueNotAllowed, message).when(lines.len() == before)?;
    }
    for line in found.into_iter().flat_map(str::lines).filter(|line| !line.trim().is_empty()) {
        if !lines.iter().any(|known| same(known, line)) {
            lines.push(line);
        }
    }
    Ok((!lines.is_empty()).then(|| lines.join("\n")))
}

/// The known allergies after a note that stated `closed` was corrected. An allergy that another note states too stays.
pub fn without(known: Option<&str>, closed: Option<&str>, others: &[&str]) -> Option<String> {
    let stated = |text: &str, line: &str| text.lines().any(|other| same(other, line));
    let gone = |line: &str| {
        closed.is_some_and(|closed| stated(closed, line)) && !others.iter().any(|other| stated(other, line))
    };
    let lines: Vec<_> = known.into_iter().flat_map(str::lines).filter(|line| !gone(line)).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// Whether both lines name the same allergy.
fn same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}
