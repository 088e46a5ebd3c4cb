//! The order of names in lists: by their letters without accents and case, so that Abéché comes before Abidjan, in the same order on
//! both databases. Names with the same letters are ordered by how they are written.
//!
//! The collation of a database is not used, because two databases and two versions of one sort differently, and then a cursor
//! marks another position.

use super::fold::letters;

/// A character that no name has and that sorts before every letter, so that a name comes before all that begin with it.
const END: char = '\u{1}';

/// The key by which names are ordered, byte by byte. It changes with [`super::fold::VERSION`].
pub fn sort_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len() * 2 + 1);
    for word in letters(name).split_whitespace() {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(word);
    }
    key.push(END);
    key.push_str(name);
    key
}
