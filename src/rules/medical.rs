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
    let same = |one: &str, other: &str| one.trim().to_lowercase() == other.trim().to_lowercase();
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
