//! What may be written into the entry of a centre.

use super::refusal::{Refusal, RefusalCode};

/// The most beds that a centre can have. More is a mistake in writing.
const MOST_BEDS: i32 = 100_000;

/// A number of beds.
pub(crate) fn beds(field: &'static str, count: i32) -> Result<i32, Refusal> {
    let message = format!("a number of beds is between 0 and {MOST_BEDS}");
    Refusal::of(field, RefusalCode::ValueNotAllowed, message).unless((0..=MOST_BEDS).contains(&count))?;
    Ok(count)
}
