//! Country codes, ISO 3166-1 alpha-3, and the codes of ICAO Doc 9303 that replace a nationality: XXA for a stateless
//! person, XXB for a refugee (1951 Convention), XXC for other refugees.

use celes::Country;

use super::refusal::{Refusal, RefusalCode};

/// The codes of people without a nationality or under the protection of another State.
pub const PROTECTION_CODES: [&str; 3] = ["XXA", "XXB", "XXC"];

/// Whether this is a country code in capital letters.
pub(crate) fn is_country(code: &str) -> bool {
    code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase()) && Country::from_alpha3(code).is_ok()
}

/// The code of a country with this code of two capital letters, ISO 3166-1 alpha-2.
pub(crate) fn of_alpha2(code: &str) -> Option<&'static str> {
    (code.len() == 2).then(|| Country::from_alpha2(code).ok()).flatten().map(|country| country.alpha3)
}

/// Whether this code says that the person is stateless or a refugee. It reveals as much as an asylum status.
pub(crate) fn is_protection_code(nationality: &str) -> bool {
    PROTECTION_CODES.contains(&nationality)
}

/// Checks a country code.
/// Errors: when no country has this code.
pub(crate) fn country(field: &'static str, code: &str) -> Result<String, Refusal> {
    let message = "write the country as its three capital letters in ISO 3166, such as NER";
    if is_country(code) { Ok(code.to_owned()) } else { Err(not_allowed(field, message)) }
}

/// Checks a nationality: a country code, or a code for stateless persons and refugees.
/// Errors: when it is neither.
pub(crate) fn nationality(field: &'static str, code: &str) -> Result<String, Refusal> {
    let message = "write the nationality as three capital letters of ISO 3166, such as NER; XXA for a stateless person, \
                   XXB or XXC for a refugee";
    if is_country(code) || is_protection_code(code) { Ok(code.to_owned()) } else { Err(not_allowed(field, message)) }
}

fn not_allowed(field: &'static str, message: &'static str) -> Refusal {
    Refusal::of(field, RefusalCode::ValueNotAllowed, message)
}
