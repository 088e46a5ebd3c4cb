//! Which languages may be named for a consulate.

use entity::codes::InterviewMode;

use crate::rules::{consular::languages::may_name, refusal::RefusalCode};

fn all(languages: &[&str]) -> Vec<String> {
    languages.iter().map(|language| (*language).to_owned()).collect()
}

#[test]
fn a_language_is_named_once_if_the_person_speaks_it_and_would_be_interviewed() {
    let phone = [InterviewMode::Phone];
    let spoken = all(&["ar", "ff", "fr"]);
    assert_eq!(may_name(&[], &spoken, &[]), Ok(()));
    assert_eq!(may_name(&all(&["ff", "fr"]), &spoken, &phone), Ok(()));
    let refused = |named: &[&str], interviews: &[InterviewMode]| {
        let refusal = may_name(&all(named), &spoken, interviews).unwrap_err();
        assert_eq!((refusal.code, refusal.field), (RefusalCode::ValueNotAllowed, Some("languages")), "{named:?}");
        refusal.message
    };
    let sentences = [refused(&["ff", "ff"], &phone), refused(&["sus"], &phone), refused(&["ff"], &[])];
    assert!(sentences[0] != sentences[1] && sentences[1] != sentences[2], "{sentences:?}");
}
