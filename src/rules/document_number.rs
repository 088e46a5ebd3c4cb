//! The number of an identity document, for search.

use super::{
    fold,
    refusal::{Refusal, RefusalCode},
    text::{self, TextKind},
};

/// The key under which a document is found: the letters and digits of its number, without accents, case and separators. `None`
/// if there are no letters and digits.
pub(crate) fn search_key(number: &str) -> Option<String> {
    let letters = fold::letters(number);
    let written = letters.chars().filter(|character| !character.is_whitespace());
    let key: String = written.map(|character| fold::digit(character).unwrap_or(character)).collect();
    (!key.is_empty()).then_some(key)
}

/// The key of a searched number.
/// Errors: when the text has no letter or digit, or is not allowed as a text.
pub(crate) fn searched(field: &'static str, number: &str) -> Result<String, Refusal> {
    let number = text::required(field, TextKind::Line, number)?;
    search_key(&number)
        .ok_or_else(|| Refusal::of(field, RefusalCode::ValueNotAllowed, "write the letters and digits of the number"))
}
