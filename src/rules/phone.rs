//! Telephone numbers and e-mail addresses, as far as their form tells. A number is kept as it was written, because nobody
//! can say without the country where "90 12 34 56" leads; what is written for the whole world has one form, E.164, so that
//! the same number is seen to be the same.

use super::refusal::{Refusal, RefusalCode};

/// The fewest digits of a number that a person has, and the most that E.164 allows.
const DIGITS: std::ops::RangeInclusive<usize> = 6..=15;

/// A telephone number has digits, and nothing but what people write between them.
///
/// # Errors
/// When it is no number.
pub fn phone(field: &'static str, written: &str) -> Result<(), Refusal> {
    if digits(written).is_some() {
        return Ok(());
    }
    let message =
        "write the number in digits, with + and the country's code where you know it, such as +227 90 00 00 00";
    Err(Refusal::of(field, RefusalCode::ValueNotAllowed, message))
}

/// An e-mail address has something before and behind an @.
///
/// # Errors
/// When it has not.
pub fn email(field: &'static str, written: &str) -> Result<(), Refusal> {
    let parts = written.rsplit_once('@');
    let fits = parts.is_some_and(|(name, host)| {
        let host_fits = !host.starts_with('.') && !host.ends_with('.') && host.contains('.');
        !name.is_empty() && host_fits && !written.contains(char::is_whitespace)
    });
    if fits {
        return Ok(());
    }
    Err(Refusal::of(field, RefusalCode::ValueNotAllowed, "write the address as name@example.org"))
}

/// The number in the one form of E.164, where it was written with the country's code: `+22790000000`.
#[must_use]
pub fn e164(written: &str) -> Option<String> {
    let (international, digits) = digits(written)?;
    // No country's code begins with a zero, and with it a number has more than the fewest digits.
    (international && !digits.starts_with('0') && digits.len() >= 8).then(|| format!("+{digits}"))
}

/// Whether the number begins with a sign for "abroad", and its digits without that sign.
fn digits(written: &str) -> Option<(bool, String)> {
    let written = written.trim();
    let (plus, rest) = written.strip_prefix(['+', '＋']).map_or((false, written), |rest| (true, rest));
    let mut digits = String::new();
    for character in rest.chars() {
        match character {
            ' ' | '-' | '.' | '/' | '(' | ')' | '\u{A0}' | '\u{202F}' | '\u{2010}'..='\u{2015}' => {}
            // Arabic and Persian digits too: they are ten in a row, from zero.
            digit @ ('0'..='9' | '٠'..='٩' | '۰'..='۹') => {
                digits.push(char::from_digit(u32::from(digit) & 0xF, 10)?);
            }
            _ => return None,
        }
    }
    let (zeros, digits) = match digits.strip_prefix("00") {
        Some(rest) if !plus => (true, rest.to_owned()),
        _ => (false, digits),
    };
    DIGITS.contains(&digits.len()).then_some((plus || zeros, digits))
}
