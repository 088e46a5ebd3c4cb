//! Language tags that are accepted and that are refused.

use proptest::prelude::*;

use crate::rules::{language::language, refusal::RefusalCode};

#[test]
fn a_language_is_registered_and_kept_in_its_usual_form() {
    for tag in ["fr", "ha", "ff", "kmb", "ar-TN", "zgh-Tfng", "man", "dje", "mos", "ff-Adlm", "bsq"] {
        assert_eq!(language("language", tag), Ok(tag.to_owned()));
    }
    for (tag, kept) in [("FR", "fr"), ("ar-tn", "ar-TN"), ("FF-ADLM", "ff-Adlm")] {
        assert_eq!(language("language", tag), Ok(kept.to_owned()), "{tag}");
    }
    for tag in [
        "",
        " ",
        "f",
        "french",
        "fr-",
        "-fr",
        "fr_FR",
        "fr-CA-x12",
        "f\0",
        "zz",
        "qqq",
        "xx-YY",
        "fr-ZZ9",
        "und",
        "mul",
        "zxx",
        "qaa",
        "x-fr",
        "français",
    ] {
        assert_eq!(language("language", tag).unwrap_err().code, RefusalCode::ValueNotAllowed, "{tag}");
    }
}

proptest! {
    #[test]
    fn what_is_kept_once_is_kept_the_same_again(tag in "[a-zA-Z0-9-]{0,9}|\\PC{0,9}") {
        if let Ok(kept) = language("language", &tag) {
            prop_assert!(kept.len() <= 8);
            prop_assert_eq!(language("language", &kept), Ok(kept.clone()));
        }
    }
}
