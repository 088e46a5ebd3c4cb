//! What a search by words looks for: a few different words, folded. The limit is here, before any statement is built,
//! because the work of a search grows with its words.

use super::{
    fold, name,
    refusal::{Refusal, RefusalCode},
    text::{self, TextKind},
};

/// The most different words of one search. A name on a list of passengers or in a letter has fewer.
pub const MOST_WORDS: usize = 6;

/// A search by name: each of its words has to begin a part of one spelling.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct NameSearch(Vec<Word>);

/// One word of a search by name.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Word {
    /// The beginnings that the part may have, folded: one of them is enough.
    pub beginnings: Vec<String>,
    /// Its place among the words of the search.
    place: usize,
}

impl NameSearch {
    /// Reads a search by name. A word may also be found where it and its neighbour are written as one, and under the key
    /// that the spellings of a name share.
    ///
    /// # Errors
    /// As [`words`].
    pub fn of(field: &'static str, text: &str) -> Result<Self, Refusal> {
        let letters = fold::letters(&text::required(field, TextKind::Line, text)?);
        let written: Vec<&str> = letters.split_whitespace().collect();
        let mut words = written
            .iter()
            .enumerate()
            .map(|(place, word)| Word { beginnings: name::keys(word), place })
            .filter(|word| !word.beginnings[0].is_empty())
            .collect();
        few(field, &mut words, |word| &word.beginnings[0])?;
        for word in &mut words {
            // A join that holds this word begins at it or at one of the two before it.
            for from in word.place.saturating_sub(2)..=word.place {
                let joins = name::joined_from(&written, from);
                let reaching = joins.iter().enumerate().filter(|(number, _)| from + number + 1 >= word.place);
                word.beginnings.extend(reaching.flat_map(|(_, join)| name::keys(join)));
            }
            word.beginnings = shortest(std::mem::take(&mut word.beginnings));
        }
        // The longest word has the fewest matches, most likely.
        let length = |word: &Word| word.beginnings.iter().map(|it| it.chars().count()).min();
        words.sort_by_key(|word| std::cmp::Reverse(length(word)));
        Ok(Self(words))
    }

    /// The word to start from, which most likely has the fewest matches, and the others.
    #[must_use]
    pub fn words(&self) -> &[Word] {
        &self.0
    }
}

/// The beginnings without those that begin with another: whoever has the longer one has the shorter one.
fn shortest(mut beginnings: Vec<String>) -> Vec<String> {
    beginnings.sort_unstable();
    // In this order a beginning comes right before those that begin with it.
    beginnings.dedup_by(|later, kept| later.starts_with(kept.as_str()));
    beginnings
}

/// The different words of a search, folded.
///
/// # Errors
/// When the text has no letter or digit, has more than [`MOST_WORDS`] different words, or is no text.
pub fn words(field: &'static str, text: &str) -> Result<Vec<String>, Refusal> {
    let key = fold::search_key(&text::required(field, TextKind::Line, text)?);
    let mut words = key.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
    few(field, &mut words, String::as_str)?;
    Ok(words)
}

/// Drops a word that another word begins with, because it asks nothing more, and refuses what is left where it is nothing
/// or too much.
fn few<W>(field: &'static str, words: &mut Vec<W>, key: impl Fn(&W) -> &str) -> Result<(), Refusal> {
    words.sort_by(|one, other| key(one).cmp(key(other)));
    let mut asked: Vec<W> = Vec::with_capacity(words.len());
    for word in words.drain(..) {
        // In this order a word comes right before those that begin with it.
        if asked.last().is_some_and(|before| key(&word).starts_with(key(before))) {
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
            let message = format!("search for {MOST_WORDS} different words at most");
            Err(Refusal::of(field, RefusalCode::LimitReached, message))
        }
    }
}
