//! References as they stand on paper. The number in them is drawn, not counted, so that it tells neither an order nor how
//! many there are. Whoever makes one looks whether it is taken.

/// Of a case: year, number. No centre and no country: the reference is known to many who may not know where the person is,
/// and it stays when the person goes elsewhere.
#[must_use]
pub fn case(year: i32, drawn: u128) -> String {
    format!("CASE-{year}-{:08}", drawn % 100_000_000)
}

/// Of a person: a number alone.
#[must_use]
pub fn person(drawn: u128) -> String {
    format!("P-{:08}", drawn % 100_000_000)
}

/// Of a referral: year, number.
#[must_use]
pub fn referral(year: i32, drawn: u128) -> String {
    format!("R-{year}-{:07}", drawn % 10_000_000)
}

/// Of a transfer: year, number.
#[must_use]
pub fn transfer(year: i32, drawn: u128) -> String {
    format!("T-{year}-{:06}", drawn % 1_000_000)
}

/// Of a consular request, for the house: year, number. The consulate knows another.
#[must_use]
pub fn consular_request(year: i32, drawn: u128) -> String {
    format!("C-{year}-{:07}", drawn % 10_000_000)
}
