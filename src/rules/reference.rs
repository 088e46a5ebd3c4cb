//! References for use on paper. Their numbers are random, so that they reveal neither an order nor a count. The caller
//! checks whether a reference is taken.

/// Reference of a case: year and number. It has no centre and no country, because many people who know it may not know
/// where the person is, and because it stays the same when the person moves.
pub(crate) fn case(year: i32, drawn: u128) -> String {
    format!("CASE-{year}-{:08}", drawn % 100_000_000)
}

/// Reference of a person: a number.
pub(crate) fn person(drawn: u128) -> String {
    format!("P-{:08}", drawn % 100_000_000)
}

/// Reference of a household: a number.
pub(crate) fn household(drawn: u128) -> String {
    format!("H-{:08}", drawn % 100_000_000)
}

/// Code of a centre: country and number. It is drawn, because a code that is refused as taken would reveal a protected centre.
pub(crate) fn centre(country: &str, drawn: u128) -> String {
    format!("{country}-{:05}", drawn % 100_000)
}

/// Reference of a referral: year and number.
pub(crate) fn referral(year: i32, drawn: u128) -> String {
    format!("R-{year}-{:07}", drawn % 10_000_000)
}

/// Reference of a transfer: year and number.
pub(crate) fn transfer(year: i32, drawn: u128) -> String {
    format!("T-{year}-{:06}", drawn % 1_000_000)
}

/// Reference of a consular request for the requesting organisation: year and number. The consulate uses another one.
pub(crate) fn consular_request(year: i32, drawn: u128) -> String {
    format!("C-{year}-{:07}", drawn % 10_000_000)
}
