//! What may be written into the entry of a centre.

use entity::{centre, codes::CentreStatus};

use super::{
    country,
    refusal::{Refusal, RefusalCode},
};

/// The most ordinary centres that an organisation can add. Everybody reads the directory, and each node holds it in memory.
const MOST_CENTRES: u64 = 500;

/// Whether an organisation with this number of ordinary centres can add one. Protected ones are not counted, because the number
/// would tell of them.
pub(crate) fn one_more(ordinary: u64) -> Result<(), Refusal> {
    let message = "your organisation has as many centres as it can add; ask the operator of the server for more";
    Refusal::new(RefusalCode::LimitReached, message).when(ordinary >= MOST_CENTRES)
}

/// Whether a centre in this status can get the other one.
pub(crate) fn moves(from: CentreStatus, to: CentreStatus) -> Result<(), Refusal> {
    use CentreStatus as S;
    let allowed = match from {
        S::Planned => matches!(to, S::Open | S::Closed),
        S::Open => matches!(to, S::Paused | S::Closed),
        S::Paused => matches!(to, S::Open | S::Closed),
        S::Closed => to == S::Planned,
    };
    let message = "a planned centre opens, an open one pauses, a paused one opens again; each can close, and a closed one is planned anew";
    Refusal::of("status", RefusalCode::InvalidTransition, message).unless(allowed || from == to)
}

/// The country of a new centre. An organisation with a country has centres there only.
pub(crate) fn in_country(given: &str, own: Option<&str>) -> Result<String, Refusal> {
    let country = country::country("country", given)?;
    let message = "your organisation has no centre in another country than its own";
    Refusal::of("country", RefusalCode::ValueNotAllowed, message).when(own.is_some_and(|own| own != country))?;
    Ok(country)
}

/// Whether a person who is not there yet can come to the centre.
pub(crate) fn takes_in(field: Option<&'static str>, centre: &centre::Model) -> Result<(), Refusal> {
    let message = "this centre takes nobody in now (see `Centre.status`)";
    Refusal { field, ..Refusal::new(RefusalCode::NotActive, message) }.unless(centre.status == CentreStatus::Open)
}

/// The most beds that a centre can have. More is a mistake in writing.
const MOST_BEDS: i32 = 100_000;

/// A number of beds.
pub(crate) fn beds(field: &'static str, count: i32) -> Result<i32, Refusal> {
    let message = format!("a number of beds is between 0 and {MOST_BEDS}");
    Refusal::of(field, RefusalCode::ValueNotAllowed, message).unless((0..=MOST_BEDS).contains(&count))?;
    Ok(count)
}
