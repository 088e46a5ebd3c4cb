//! Tests of texts in several languages.

use crate::rules::{
    refusal::RefusalCode,
    text::TextKind,
    translation::{Languages, Translations},
};

fn checked(given: &[(&str, &str)]) -> Result<Translations, RefusalCode> {
    let checked = Translations::checked("nameTranslations", TextKind::LongLine, given.iter().copied());
    checked.map_err(|refusal| refusal.code)
}

#[test]
fn a_reader_gets_the_first_of_the_own_languages_that_there_is() {
    let stored = r#"{"ar-TN":"صحة","fr":"Santé","fr-BF":"Santé publique"}"#;
    for (languages, expected) in [
        (&[][..], "Health"),
        (&["fr"], "Santé"),
        (&["FR-ne", "ar"], "Santé"),
        (&["fr-bf"], "Santé publique"),
        (&["ar"], "صحة"),
        (&["ar-Arab-LY"], "صحة"),
        (&["ha", "fr"], "Santé"),
        (&["ha", "bm"], "Health"),
        // The main text is in English.
        (&["en", "fr"], "Health"),
        (&["en-GB", "fr"], "Health"),
        (&["ha", "en-US", "fr"], "Health"),
        (&["*", "fr"], "Santé"),
        (&["français", "f", "ar"], "صحة"),
    ] {
        let languages = Languages::of(languages.iter().copied());
        assert_eq!(languages.choose("Health", Some(stored)), expected, "{languages:?}");
    }
    let (english, french) = (Languages::of(["en"]), Languages::of(["fr"]));
    assert_eq!(english.choose("Santé", Some(r#"{"en":"Health"}"#)), "Health", "the main text is in another language");
    for broken in [None, Some(""), Some("{"), Some("[]"), Some(r#"{"fr":1}"#)] {
        assert_eq!(french.choose("Health", broken), "Health", "{broken:?}");
    }
}

#[test]
fn translations_are_checked_and_have_one_form() {
    let stored = checked(&[("FR", " Santé "), ("ar-tn", "صحة")]).map(|it| it.column());
    assert_eq!(stored, Ok(Some(r#"{"ar-TN":"صحة","fr":"Santé"}"#.to_owned())));
    assert_eq!(checked(&[]).map(|it| it.column()), Ok(None));
    for (given, expected) in [
        (("french", "Santé"), RefusalCode::ValueNotAllowed),
        (("und", "Santé"), RefusalCode::ValueNotAllowed),
        (("fr", " "), RefusalCode::ValueRequired),
        (("fr", "a\u{202E}b"), RefusalCode::TextNotAllowed),
    ] {
        assert_eq!(checked(&[given]), Err(expected), "{given:?}");
    }
    assert_eq!(checked(&[("fr", "Santé"), ("FR", "Soins")]), Err(RefusalCode::ValueNotAllowed), "twice");
    assert_eq!(checked(&[("fr", &"x".repeat(501))]), Err(RefusalCode::TextTooLong));
    let codes = "aa ab af ak am ar as av ay az ba be bg bm bn bo br bs ca ce co";
    let many: Vec<_> = codes.split(' ').map(|tag| (tag, "x")).collect();
    assert_eq!(checked(&many), Err(RefusalCode::LimitReached));
}

#[test]
fn a_change_leaves_the_other_languages() {
    let stored = Translations::stored(Some(r#"{"ar":"صحة","fr":"Santé"}"#));
    let changes = [("fr".to_owned(), None), ("ha".to_owned(), Some("Lafiya".to_owned())), ("bm".to_owned(), None)];
    assert_eq!(stored.changed(changes).column(), Some(r#"{"ar":"صحة","ha":"Lafiya"}"#.to_owned()));
}
