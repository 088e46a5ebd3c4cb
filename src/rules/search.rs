//! What a search by words looks for: a few different words, folded. The limit is here, before any statement is built,
//! because the work of a search grows with its words.

use super::{
    fold,
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
}

impl NameSearch {
    /// Reads a search by name.
    ///
    /// # Errors
    /// As [`words`].
    pub fn of(field: &'static str, text: &str) -> Result<Self, Refusal> {
        let mut words = words(field, text)?;
        // The longest word has the fewest matches, most likely.
        words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
        Ok(Self(words.into_iter().map(|word| Word { beginnings: vec![word] }).collect()))
    }

    /// The word to start from, which most likely has the fewest matches, and the others.
    #[must_use]
    pub fn words(&self) -> &[Word] {
        &self.0
    }
}

/// The different words of a search, folded. A word that another word begins with asks nothing more and is dropped.
///
/// # Errors
/// When the text has no letter or digit, has more than [`MOST_WORDS`] different words, or is no text.
pub fn words(field: &'static str, text: &str) -> Result<Vec<String>, Refusal> {
    let key = fold::search_key(&text::required(field, TextKind::Line, text)?);
    let mut words: Vec<&str> = key.split(' ').filter(|word| !word.is_empty()).collect();
    words.sort_unstable();
    // In this order a word comes right before those that begin with it.
    let mut asked: Vec<String> = Vec::with_capacity(words.len());
    for word in words {
        if asked.last().is_some_and(|before| word.starts_with(before.as_str())) {
            asked.pop();
        }
        asked.push(word.to_owned());
    }
    if asked.is_empty() {
        let message = "this search needs a word with letters or digits";
        return Err(Refusal::of(field, RefusalCode::ValueRequired, message));
    }
    if asked.len() > MOST_WORDS {
        let message = format!("search for {MOST_WORDS} different words at most");
        return Err(Refusal::of(field, RefusalCode::LimitReached, message));
    }
    Ok(asked)
}
