//! Scripts, and names that are or are not written in them.

use proptest::prelude::*;

use crate::rules::{
    refusal::RefusalCode,
    script::{script, written_in},
};

#[test]
fn a_script_is_one_that_names_are_written_in() {
    for code in ["Latn", "Arab", "Nkoo", "Tfng", "Ethi", "Adlm", "Vaii", "Hans", "Jpan", "Aran"] {
        assert_eq!(script("script", code), Ok(code.to_owned()));
    }
    for code in ["", " ", "latn", "LATN", "Lat", "Latin", "La\0n", "Xxxx", "Zyyy", "Zzzz", "Zinh", "Qaai", "Cyri"] {
        assert_eq!(script("script", code).unwrap_err().code, RefusalCode::ValueNotAllowed, "{code}");
    }
}

#[test]
fn a_name_is_written_in_the_script_that_it_says() {
    for (code, name) in [
        ("Latn", "N'Diaye-Ñandé ƙ̀ Ɓalla"),
        ("Arab", "عبد الرحمن"),
        ("Aran", "عائشة"),
        ("Arab", "مُحَمَّد‍"),
        ("Nkoo", "ߡߊߡߊߘߎ"),
        ("Ethi", "ተክለ"),
        ("Tfng", "ⵎⵓⵙⴰ"),
        ("Jpan", "たなか花子"),
        ("Latn", "O’Brien"),
    ] {
        assert_eq!(written_in("script", code, name), Ok(()), "{name}");
    }
    for (code, name) in [("Latn", "محمد"), ("Arab", "Mohamed"), ("Latn", "Mohamed محمد"), ("Latn", "Мohamed")]
    {
        assert_eq!(written_in("script", code, name).unwrap_err().code, RefusalCode::ValueNotAllowed, "{name}");
    }
}

proptest! {
    #[test]
    fn any_code_and_name_is_fitting_or_refused(code in "[A-Z][a-z]{3}|\\PC{0,6}", name in any::<String>()) {
        if script("script", &code).is_err() && name.chars().any(|letter| letter.is_ascii_alphabetic()) {
            prop_assert!(written_in("script", &code, &name).is_err());
        }
    }
}
