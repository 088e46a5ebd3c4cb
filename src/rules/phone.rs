//! Checks the form of telephone numbers and e-mail addresses. A number is stored as written, because "90 12 34 56"
//! cannot be completed without its country. An international number also has its E.164 form, so that equal numbers can
//! be found.

use super::{
    fold,
    refusal::{Refusal, RefusalCode},
};

/// The fewest digits of a personal number, and the most that E.164 allows.
const DIGITS: std::ops::RangeInclusive<usize> = 6..=15;

/// What is wrong with a number that is found by too few digits.
const TOO_SHORT: &str = "write at least six digits";

/// Checks a telephone number: digits, and only the separators that people write between them.
/// Errors: when the text is not a number.
pub(crate) fn phone(field: &'static str, written: &str) -> Result<(), Refusal> {
    let message = "write the number in digits, with + and the country code if you know it, such as +227 90 00 00 00";
    Refusal::of(field, RefusalCode::ValueNotAllowed, message).unless(digits(written).is_some())
}

/// Checks an e-mail address: a name, an @ and a host with a dot.
/// Errors: when the text has another form.
pub(crate) fn email(field: &'static str, written: &str) -> Result<(), Refusal> {
    let parts = written.rsplit_once('@');
    let fits = parts.is_some_and(|(name, host)| {
        let host_fits = !host.starts_with('.') && !host.ends_with('.') && host.contains('.');
        !name.is_empty() && host_fits && !written.contains(char::is_whitespace)
    });
    Refusal::of(field, RefusalCode::ValueNotAllowed, "write the address as name@example.org").unless(fits)
}

/// The number of a desk, in E.164 form.
/// Errors: when it has no country code, because the readers are in other countries.
pub(crate) fn of_desk(field: &'static str, written: &str) -> Result<String, Refusal> {
    let message = "write the number with + and the country code, such as +227 20 00 00 00";
    e164(written).ok_or_else(|| Refusal::of(field, RefusalCode::ValueNotAllowed, message))
}

/// The number in E.164 form, if it was written with a country code: `+22790000000`.
pub(crate) fn e164(written: &str) -> Option<String> {
    let (international, digits) = digits(written)?;
    // No country code begins with a zero, and an international number has at least eight digits.
    (international && !digits.starts_with('0') && digits.len() >= 8).then(|| format!("+{digits}"))
}

/// The key under which a number is found: its digits from the last to the first. So a number without its country code is the
/// beginning of the same number with it. Leading zeros of a number without country code are left out, because many countries
/// dial them only at home. `None` if the text is no telephone number.
pub(crate) fn search_key(written: &str) -> Option<String> {
    let (international, digits) = digits(written)?;
    let digits = if international { &digits[..] } else { digits.trim_start_matches('0') };
    (digits.len() >= *DIGITS.start()).then(|| digits.chars().rev().collect())
}

/// A search by telephone number. It finds the same number with and without its country code.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct PhoneSearch(String);

impl PhoneSearch {
    /// Reads a number.
    /// Errors: when the text is not a number.
    pub(crate) fn of(field: &'static str, written: &str) -> Result<Self, Refusal> {
        let key = search_key(written);
        phone(field, written)?;
        key.map(Self::of_key).ok_or_else(|| Refusal::of(field, RefusalCode::ValueNotAllowed, TOO_SHORT))
    }

    /// A search for the number with this [`search_key`].
    pub(crate) fn of_key(key: String) -> Self {
        Self(key)
    }

    /// The key of the searched number. The keys that begin with it are those of the number with a country code.
    pub(crate) fn key(&self) -> &str {
        &self.0
    }

    /// The keys of the same number with fewer digits before it.
    pub(crate) fn shorter(&self) -> impl Iterator<Item = &str> {
        (*DIGITS.start()..self.0.len()).map(|length| &self.0[..length])
    }
}

/// Whether the number begins with an international prefix, and its digits without that prefix.
fn digits(written: &str) -> Option<(bool, String)> {
    let written = written.trim();
    let (plus, rest) = written.strip_prefix(['+', '＋']).map_or((false, written), |rest| (true, rest));
    let mut digits = String::new();
    for character in rest.chars() {
        match character {
            ' ' | '-' | '.' | '/' | '(' | ')' | '\u{A0}' | '\u{202F}' | '\u{2010}'..='\u{2015}' => {}
            other => digits.push(fold::digit(other)?),
        }
    }
    let (zeros, digits) = match digits.strip_prefix("00") {
        Some(rest) if !plus => (true, rest.to_owned()),
        _ => (false, digits),
    };
    DIGITS.contains(&digits.len()).then_some((plus || zeros, digits))
}
