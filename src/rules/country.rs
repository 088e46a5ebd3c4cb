//! Countries, ISO 3166-1 alpha-3, and the codes of ICAO Doc 9303 that a travel document writes instead of a nationality:
//! XXA for a stateless person, XXB for a refugee (1951 Convention), XXC for a refugee otherwise defined.

use celes::Country;

use super::refusal::{Refusal, RefusalCode};

/// The codes that are written where the person has no nationality, or is protected by another State than their own.
pub const PROTECTION_CODES: [&str; 3] = ["XXA", "XXB", "XXC"];

/// Whether this is the code of a country, in capital letters.
#[must_use]
pub fn is_country(code: &str) -> bool {
    code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase()) && Country::from_alpha3(code).is_ok()
}

/// Whether this nationality says that the person is stateless or a refugee. It tells as much of the person as an asylum
/// status does.
#[must_use]
pub fn is_protection_code(nationality: &str) -> bool {
    PROTECTION_CODES.contains(&nationality)
}

/// A country.
///
/// # Errors
/// When there is no country of this code.
pub fn country(field: &'static str, code: &str) -> Result<String, Refusal> {
    let message = "write the country as its three capital letters in ISO 3166, such as NER";
    if is_country(code) { Ok(code.to_owned()) } else { Err(not_allowed(field, message)) }
}

/// A nationality: a country, or one of the codes for stateless persons and refugees.
///
/// # Errors
/// When it is neither.
pub fn nationality(field: &'static str, code: &str) -> Result<String, Refusal> {
    let message = "write the nationality as three capital letters of ISO 3166, such as NER; XXA for a stateless person, \
                   XXB or XXC for a refugee";
    if is_country(code) || is_protection_code(code) { Ok(code.to_owned()) } else { Err(not_allowed(field, message)) }
}

fn not_allowed(field: &'static str, message: &str) -> Refusal {
    Refusal::of(field, RefusalCode::ValueNotAllowed, message)
}
