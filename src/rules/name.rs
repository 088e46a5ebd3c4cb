//! A person's name: what may be kept of it, and the words under which a search finds it.

use super::{
    fold::{by_habit, letters},
    refusal::{Refusal, RefusalCode},
    spellings::shared_key,
    text::{self, TextKind},
};

/// The most words of one part: each of them is a row of the index that a search reads.
pub const MOST_WORDS: usize = 10;

/// The longest word that is no name by itself and joins the words around it: Abd al Rahman.
const LONGEST_PARTICLE: usize = 2;

/// The part as it is kept, or a refusal; nothing but what nobody sees counts as no part.
///
/// # Errors
/// When the text is no name: it has no letter, or more than [`MOST_WORDS`] words.
pub fn part(field: &'static str, text: Option<&str>) -> Result<Option<String>, Refusal> {
    let Some(part) = text::optional(field, TextKind::Name, text)? else { return Ok(None) };
    let words = letters(&part).split_whitespace().count();
    if words == 0 {
        let message = "a name has letters; leave this out where the person has no such name";
        return Err(Refusal::of(field, RefusalCode::TextNotAllowed, message));
    }
    if words > MOST_WORDS {
        let message = format!("a part of a name may have {MOST_WORDS} words at most");
        return Err(Refusal::of(field, RefusalCode::TextTooLong, message));
    }
    Ok(Some(part))
}

/// The words under which a search finds a name of these parts, each once, with one space between them: its own words, the
/// key that their spellings share, and neighbours written as one word.
#[must_use]
pub fn key(parts: &[&str]) -> String {
    let letters = letters(&parts.join(" "));
    let written: Vec<&str> = letters.split_whitespace().collect();
    let mut words: Vec<String> = Vec::with_capacity(written.len() * 2);
    for place in 0..written.len() {
        for word in std::iter::once(written[place].to_owned()).chain(joined_from(&written, place)) {
            words.extend(keys(&word).into_iter().filter(|key| !key.is_empty()));
        }
    }
    words.sort_unstable();
    words.dedup();
    words.join(" ")
}

/// The keys of one word: its own and the one that the spellings of the name share.
pub(super) fn keys(word: &str) -> Vec<String> {
    let own = by_habit(word);
    let shared = shared_key(&own).filter(|shared| *shared != own).map(str::to_owned);
    std::iter::once(own).chain(shared).collect()
}

/// What is written as one word elsewhere, from this place on: Abdoul Aziz is Abdoulaziz, El Hadj is Elhadj, and with a
/// particle between them Abd al Rahman is Abdalrahman.
pub(super) fn joined_from(written: &[&str], place: usize) -> Vec<String> {
    let two = written.get(place..place + 2).map(<[&str]>::concat);
    let three = written
        .get(place..place + 3)
        .filter(|words| words[1].chars().count() <= LONGEST_PARTICLE)
        .map(<[&str]>::concat);
    two.into_iter().chain(three).collect()
}
