//! Checks the form of telephone numbers and e-mail addresses. A number is stored as written, because "90 12 34 56"
//! cannot be completed without its country. An international number also has its E.164 form, so that equal numbers can
//! be found.

use super::refusal::{Refusal, RefusalCode};

/// The fewest digits of a personal number, and the most that E.164 allows.
const DIGITS: std::ops::RangeInclusive<usize> = 6..=15;

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

/// The number in E.164 form, if it was written with a country code: `+22790000000`.
pub(crate) fn e164(written: &str) -> Option<String> {
    let (international, digits) = digits(written)?;
    // No country code begins with a zero, and an international number has at least eight digits.
    (international && !digits.starts_with('0') && digits.len() >= 8).then(|| format!("+{digits}"))
}

/// Whether the number begins with an international prefix, and its digits without that prefix.
fn digits(written: &str) -> Option<(bool, String)> {
    let written = written.trim();
    let (plus, rest) = written.strip_prefix(['+', '＋']).map_or((false, written), |rest| (true, rest));
    let mut digits = String::new();
    for character in rest.chars() {
        match character {
            ' ' | '-' | '.' | '/' | '(' | ')' | '\u{A0}' | '\u{202F}' | '\u{2010}'..='\u{2015}' => {}
            // Arabic and Persian digits too. In Unicode each set is ten code points in a row, from zero.
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
