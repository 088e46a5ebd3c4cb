//! The words of a search by name.

use proptest::prelude::*;

use crate::rules::{
    refusal::RefusalCode,
    search::{MOST_WORDS, NameSearch, words},
};

fn asked(text: &str) -> Result<Vec<String>, RefusalCode> {
    let search = NameSearch::of("name", text).map_err(|refusal| refusal.code)?;
    Ok(search.words().iter().map(|word| word.beginnings.join("|")).collect())
}

#[test]
fn words_are_asked_once_and_the_longest_comes_first() {
    assert_eq!(asked("Ba Diallo"), Ok(vec!["bajalu|jalu".to_owned(), "ba".to_owned()]));
    assert_eq!(asked("Diallo Jallow DIALLO"), Ok(vec!["jalu".to_owned()]), "one word in three spellings");
    assert_eq!(asked("m mo mou mous moussa").map(|words| words.len()), Ok(1), "each begins the next");
    assert_eq!(asked(&"m ".repeat(100)), Ok(vec!["m".to_owned()]));
}

#[test]
fn a_search_has_a_word_and_not_too_many() {
    assert_eq!(asked("a b d f g j").map(|words| words.len()), Ok(MOST_WORDS));
    assert_eq!(asked("a b d f g j k"), Err(RefusalCode::LimitReached));
    let letters: String = ('a'..='z').cycle().take(100).map(|letter| format!("{letter} ")).collect();
    assert_eq!(asked(&letters), Err(RefusalCode::LimitReached));
    assert_eq!(asked(&"m".repeat(201)), Err(RefusalCode::TextTooLong));
    for nothing in ["", " ", "-", "'", "%", "\u{200B}"] {
        assert_eq!(asked(nothing), Err(RefusalCode::ValueRequired), "{nothing:?}");
    }
}

proptest! {
    #[test]
    fn no_word_of_a_search_begins_another(text in "[a-e ]{0,40}") {
        if let Ok(words) = words("text", &text) {
            prop_assert!((1..=MOST_WORDS).contains(&words.len()));
            for (place, word) in words.iter().enumerate() {
                let others = words.iter().enumerate().filter(|(other, _)| *other != place);
                prop_assert!(others.map(|(_, other)| other).all(|other| !other.starts_with(word.as_str())));
            }
        }
    }

    #[test]
    fn any_text_is_a_search_or_refused(text in any::<String>()) {
        drop(asked(&text));
    }
}
