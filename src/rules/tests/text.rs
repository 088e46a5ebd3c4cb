//! Text that is accepted and text that is refused.

use proptest::prelude::*;

use crate::rules::{
    refusal::RefusalCode,
    text::{TextKind, diagnosis, fingerprint, optional, required},
};

const KINDS: [TextKind; 5] = [TextKind::Name, TextKind::Line, TextKind::LongLine, TextKind::Paragraph, TextKind::Note];

#[test]
fn text_is_kept_trimmed_composed_and_with_one_kind_of_line_end() {
    assert_eq!(required("givenName", TextKind::Name, "  Ai\u{308}ssatou "), Ok("Aïssatou".to_owned()));
    assert_eq!(required("text", TextKind::Note, "one\r\ntwo\tthree\n"), Ok("one\ntwo\tthree".to_owned()));
    assert_eq!(required("text", TextKind::Note, "ا\u{200F}b"), Ok("ا\u{200F}b".to_owned()), "a direction mark");
}

#[test]
fn nothing_but_spaces_is_no_text() {
    for text in ["", " ", "\u{A0} ", "\u{200B}", "\u{AD}\u{2060} \u{180E}", "\u{3164}", "\u{2800}", "\u{200D}\u{200C}"]
    {
        assert_eq!(optional("text", TextKind::Name, Some(text)), Ok(None));
        assert_eq!(required("text", TextKind::Name, text).unwrap_err().code, RefusalCode::ValueRequired);
    }
    assert_eq!(optional("text", TextKind::Name, None), Ok(None));
}

#[test]
fn what_nobody_sees_is_dropped_and_what_a_script_needs_is_kept() {
    for unseen in
        ['\u{200B}', '\u{AD}', '\u{2060}', '\u{180E}', '\u{200E}', '\u{200F}', '\u{61C}', '\u{34F}', '\u{FE0F}']
    {
        let text = format!("{unseen}Mama{unseen}dou{unseen}");
        assert_eq!(required("given", TextKind::Name, &text), Ok("Mamadou".to_owned()), "{unseen:?}");
    }
    let joined = "می\u{200C}خواهم";
    assert_eq!(required("given", TextKind::Name, joined), Ok(joined.to_owned()), "a joiner inside a word");
}

#[test]
fn characters_that_no_text_should_hold_are_refused() {
    for bad in [
        '\0',
        '\u{1}',
        '\u{1B}',
        '\u{7F}',
        '\u{85}',
        '\u{202E}',
        '\u{2066}',
        '\u{FEFF}',
        '\u{FFFE}',
        '\u{1FFFF}',
        '\u{FDD0}',
    ] {
        for kind in KINDS {
            let refusal = required("text", kind, &format!("Mo{bad}ussa")).unwrap_err();
            assert_eq!(refusal.code, RefusalCode::TextNotAllowed, "{bad:?} {kind:?}");
        }
    }
    for kind in KINDS {
        let lines = matches!(kind, TextKind::Paragraph | TextKind::Note);
        assert_eq!(required("text", kind, "one\ntwo").is_ok(), lines, "{kind:?}");
    }
}

#[test]
fn each_kind_has_its_length_in_characters() {
    for kind in KINDS {
        let most = kind.most();
        assert!(required("text", kind, &"é".repeat(most)).is_ok(), "{kind:?}");
        assert!(required("text", kind, &"e\u{301}".repeat(most)).is_ok(), "{kind:?}: decomposed");
        let refusal = required("text", kind, &"é".repeat(most + 1)).unwrap_err();
        assert_eq!(refusal.code, RefusalCode::TextTooLong, "{kind:?}");
        let megabyte = required("text", kind, &"a".repeat(1 << 20)).unwrap_err();
        assert_eq!(megabyte.code, RefusalCode::TextTooLong, "{kind:?}");
    }
}

#[test]
fn codes_have_their_shape() {
    for code in ["1A07.Z", "B50.9", "NC72.2&XK8G/XJ1C6"] {
        assert!(diagnosis("icdCode", code).is_ok(), "{code}");
    }
    for code in ["", "A", "malaria", "B50\0", &"A".repeat(41)] {
        assert_eq!(diagnosis("icdCode", code).unwrap_err().code, RefusalCode::ValueNotAllowed, "{code}");
    }
    assert!(fingerprint("evidenceHash", &"0f".repeat(32)).is_ok());
    for hash in ["", "0f", &"0F".repeat(32), &"0g".repeat(32)] {
        assert_eq!(fingerprint("evidenceHash", hash).unwrap_err().code, RefusalCode::ValueNotAllowed, "{hash}");
    }
}

proptest! {
    #[test]
    fn what_is_kept_once_is_kept_the_same_again(text in "\\PC{0,120}") {
        if let Ok(Some(kept)) = optional("text", TextKind::Name, Some(&text)) {
            prop_assert!(kept.chars().count() <= TextKind::Name.most());
            prop_assert_eq!(optional("text", TextKind::Name, Some(&kept)), Ok(Some(kept.clone())));
        }
    }

    #[test]
    fn no_text_brings_a_control_character_in(text in any::<String>()) {
        if let Ok(Some(kept)) = optional("text", TextKind::Note, Some(&text)) {
            prop_assert!(!kept.chars().any(|character| character.is_control() && !matches!(character, '\n' | '\r' | '\t')));
        }
    }
}
