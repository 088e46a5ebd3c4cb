//! Names of persons: which text is accepted, and the words under which a search finds a name.

use super::{
    fold::{by_habit, letters},
    refusal::{Refusal, RefusalCode},
    spellings::shared_key,
    text::{self, TextKind},
};

/// The most words of one part. Each word is a row of the search index.
pub(crate) const MOST_WORDS: usize = 10;

/// The longest word that joins the words around it instead of being a name: Abd al Rahman.
const LONGEST_PARTICLE: usize = 2;

/// The part as it is stored. A text of invisible characters only counts as no part.
/// Errors: when the text is not a name: it has no letter, or more than [`MOST_WORDS`] words.
pub(crate) fn part(field: &'static str, text: Option<&str>) -> Result<Option<String>, Refusal> {
    let Some(part) = text::optional(field, TextKind::Name, text)? else { return Ok(None) };
    let words = letters(&part).split_whitespace().count();
    let message = "a name has letters; leave this out if the person has no such name";
    Refusal::of(field, RefusalCode::TextNotAllowed, message).when(words == 0)?;
    if words > MOST_WORDS {
        let message = format!("a part of a name can have at most {MOST_WORDS} words");
        return Err(Refusal::of(field, RefusalCode::TextTooLong, message));
    }
    Ok(Some(part))
}

/// The words under which a search finds a name, each once, separated by one space: its own words, the key that their
/// spellings share, and neighbouring words written as one.
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

/// The keys of one word: its own, and the one that all spellings of the name share.
pub(super) fn keys(word: &str) -> Vec<String> {
    let own = by_habit(word);
    let shared = shared_key(&own).filter(|shared| *shared != own).map(str::to_owned);
    std::iter::once(own).chain(shared).collect()
}

/// Combinations that other texts write as one word, starting at this place: Abdoul Aziz is Abdoulaziz, El Hadj is
/// Elhadj, and with a particle between them Abd al Rahman is Abdalrahman.
pub(super) fn joined_from(written: &[&str], place: usize) -> Vec<String> {
    let two = written.get(place..place + 2).map(<[&str]>::concat);
    let three = written
        .get(place..place + 3)
        .filter(|words| words[1].chars().count() <= LONGEST_PARTICLE)
        .map(<[&str]>::concat);
    two.into_iter().chain(three).collect()
}
