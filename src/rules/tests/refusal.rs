//! Refusals: codes as the schema prints them, versions, reasons with a text.

use std::collections::BTreeSet;

use sea_orm::Iterable;

use crate::rules::refusal::{Refusal, RefusalCode, same_version, words_for_other};

#[test]
fn every_code_has_a_name_of_its_own_in_the_schema() {
    let names: BTreeSet<String> =
        RefusalCode::iter().map(|code| async_graphql::resolver_utils::enum_value(code).to_string()).collect();
    assert_eq!(names.len(), RefusalCode::iter().count());
    for promised in [
        "INVALID_TRANSITION",
        "CONSENT_MISSING",
        "CONSENT_DOES_NOT_COVER",
        "DUPLICATE_REFERRAL",
        "NO_CAPACITY",
        "VERSION_CONFLICT",
    ] {
        assert!(names.contains(promised), "{promised}");
    }
}

#[test]
fn only_the_version_that_was_read_may_be_changed() {
    assert_eq!(same_version(3, 3), Ok(()));
    for (seen, current) in [(2, 3), (4, 3), (0, 1)] {
        let refusal = same_version(seen, current).unwrap_err();
        assert_eq!((refusal.code, refusal.field), (RefusalCode::VersionConflict, Some("version")));
    }
}

#[test]
fn the_reason_other_needs_words() {
    assert_eq!(words_for_other(false, None, "text"), Ok(()));
    assert_eq!(words_for_other(true, Some("the road is closed"), "text"), Ok(()));
    for text in [None, Some(""), Some(" \n")] {
        assert_eq!(words_for_other(true, text, "text").unwrap_err().code, RefusalCode::ReasonRequired);
    }
}

#[test]
fn one_refusal_joins_a_list_of_them() {
    fn list() -> Result<(), Vec<Refusal>> {
        same_version(1, 2)?;
        Ok(())
    }
    assert_eq!(list().unwrap_err().len(), 1);
}
