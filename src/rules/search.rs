//! The words of a search, folded. Their number is limited here, before a statement is built, because the cost of a
//! search grows with it.

use super::{
    fold, name,
    refusal::{Refusal, RefusalCode},
    text::{self, TextKind},
};

/// The most different words of one search. Names in passenger lists and letters have fewer.
pub(crate) const MOST_WORDS: usize = 6;

/// A search by name: each of its words has to begin a part of the same spelling.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct NameSearch(Vec<Word>);

/// One word of a search by name.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Word {
    /// Folded prefixes. The part has to begin with one of them.
    pub beginnings: Vec<String>,
    /// Whether the part has to be one of them, and not only to begin with it.
    pub whole: bool,
    /// Position among the words of the search.
    place: usize,
}

impl NameSearch {
    /// Reads a search by name. A word also matches where it and its neighbour are written as one, and under the key
    /// that all spellings of a name share.
    /// Errors: As [`words`].
    pub(crate) fn of(field: &'static str, text: &str) -> Result<Self, Refusal> {
        Self::read(field, text, false)
    }

    /// Reads a name whose words have to be whole parts of the name on file, so that nobody can find it letter by letter.
    /// Errors: As [`words`].
    pub(crate) fn whole(field: &'static str, text: &str) -> Result<Self, Refusal> {
        Self::read(field, text, true)
    }

    fn read(field: &'static str, text: &str, whole: bool) -> Result<Self, Refusal> {
        let letters = fold::letters(&text::required(field, TextKind::Line, text)?);
        let written: Vec<&str> = letters.split_whitespace().collect();
        let mut words = written
            .iter()
            .enumerate()
            .map(|(place, word)| Word { beginnings: name::keys(word), whole, place })
            .filter(|word| !word.beginnings[0].is_empty())
            .collect();
        few(field, &mut words, whole, |word| &word.beginnings[0])?;
        for word in &mut words {
            // A joined word that contains this word begins at it or at one of the two words before it.
            for from in word.place.saturating_sub(2)..=word.place {
                let joins = name::joined_from(&written, from);
                let reaching = joins.iter().enumerate().filter(|(number, _)| from + number + 1 >= word.place);
                word.beginnings.extend(reaching.flat_map(|(_, join)| name::keys(join)));
            }
            if !whole {
                word.beginnings = shortest(std::mem::take(&mut word.beginnings));
            }
        }
        // The longest word probably has the fewest matches.
        let length = |word: &Word| word.beginnings.iter().map(|it| it.chars().count()).min();
        words.sort_by_key(|word| std::cmp::Reverse(length(word)));
        Ok(Self(words))
    }

    /// A search for people of this name. It takes the first words of a name with more words than a search can have. `None` if
    /// the name has no letter or digit.
    pub(crate) fn like(name: &str) -> Option<Self> {
        let words: Vec<&str> = name.split_whitespace().take(MOST_WORDS).collect();
        Self::of("names", &words.join(" ")).ok()
    }

    /// The words as one text, for the read log.
    pub(crate) fn key(&self) -> String {
        let words = self.0.iter().filter_map(|word| word.beginnings.first().cloned());
        words.collect::<Vec<_>>().join(" ")
    }

    /// All words. The search starts with the first one, which probably has the fewest matches.
    pub(crate) fn words(&self) -> &[Word] {
        &self.0
    }
}

/// Removes each prefix that begins with another one, because the shorter one matches everything that the longer one
/// matches.
fn shortest(mut beginnings: Vec<String>) -> Vec<String> {
    beginnings.sort_unstable();
    // After sorting, a prefix comes directly before those that begin with it.
    beginnings.dedup_by(|later, kept| later.starts_with(kept.as_str()));
    beginnings
}

/// The different words of a search, folded.
/// Errors: when the text has no letter or digit, or more than [`MOST_WORDS`] different words, or is not allowed as a
/// text.
pub(crate) fn words(field: &'static str, text: &str) -> Result<Vec<String>, Refusal> {
    let key = fold::search_key(&text::required(field, TextKind::Line, text)?);
    let mut words = key.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
    few(field, &mut words, false, String::as_str)?;
    Ok(words)
}

/// Removes each word that is a prefix of another, because the other one is stricter. Of whole words only equal ones are removed.
/// Refuses the rest if it is empty or too long.
fn few<W>(field: &'static str, words: &mut Vec<W>, whole: bool, key: impl Fn(&W) -> &str) -> Result<(), Refusal> {
    words.sort_by(|one, other| key(one).cmp(key(other)));
    let mut asked: Vec<W> = Vec::with_capacity(words.len());
    for word in words.drain(..) {
        // After sorting, a word comes directly before those that begin with it.
        let stricter = |before: &W| if whole { key(&word) == key(before) } else { key(&word).starts_with(key(before)) };
        if asked.last().is_some_and(stricter) {
            asked.pop();
        }
        asked.push(word);
    }
    *words = asked;
    match words.len() {
        0 => {
            let message = "this search needs a word with letters or digits";
            Err(Refusal::of(field, RefusalCode::ValueRequired, message))
        }
        1..=MOST_WORDS => Ok(()),
        _ => {
            let message = format!("search for at most {MOST_WORDS} different words");
            Err(Refusal::of(field, RefusalCode::LimitReached, message))
        }
    }
}
