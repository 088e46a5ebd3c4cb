//! A part of a person's name as it is kept: given names, family names or other parts.

use super::{
    fold,
    refusal::{Refusal, RefusalCode},
    text::{self, TextKind},
};

/// The most words of one part: each of them is a row of the index that a search reads.
pub const MOST_WORDS: usize = 10;

/// The part as it is kept, or a refusal; nothing but spaces counts as no part.
///
/// # Errors
/// When the text is no name, or has more than [`MOST_WORDS`] words.
pub fn part(field: &'static str, text: Option<&str>) -> Result<Option<String>, Refusal> {
    let Some(part) = text::optional(field, TextKind::Name, text)? else { return Ok(None) };
    if fold::search_key(&part).split(' ').count() > MOST_WORDS {
        let message = format!("a part of a name may have {MOST_WORDS} words at most");
        return Err(Refusal::of(field, RefusalCode::TextTooLong, message));
    }
    Ok(Some(part))
}
