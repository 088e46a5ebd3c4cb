//! Parts of a name that are kept and that are refused.

use crate::rules::{
    name::{MOST_WORDS, part},
    refusal::RefusalCode,
};

#[test]
fn a_part_of_a_name_has_a_few_words() {
    assert_eq!(part("given", Some(" Abdoul  Aziz ")), Ok(Some("Abdoul  Aziz".to_owned())));
    assert_eq!(part("given", Some(" ")), Ok(None));
    assert_eq!(part("given", None), Ok(None));
    assert!(part("given", Some(&"a ".repeat(MOST_WORDS))).is_ok());
    for many in ["a ".repeat(MOST_WORDS + 1), "a-".repeat(MOST_WORDS + 1)] {
        let refusal = part("given", Some(&many)).unwrap_err();
        assert_eq!((refusal.code, refusal.field), (RefusalCode::TextTooLong, Some("given")));
    }
}
