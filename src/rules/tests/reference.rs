//! References for use on paper.

use crate::rules::reference::{case, person, referral, transfer};

#[test]
fn a_reference_reads_as_on_paper() {
    assert_eq!(case(2026, 4_711), "CASE-2026-00004711");
    assert_eq!(person(42), "P-00000042");
    assert_eq!(referral(2026, 12), "R-2026-0000012");
    assert_eq!(transfer(2026, 7), "T-2026-000007");
}

#[test]
fn a_reference_is_short_whatever_was_drawn() {
    for drawn in [0, 999_999, 1_000_000, u128::MAX] {
        for reference in [case(2026, drawn), person(drawn), transfer(2026, drawn)] {
            assert!(reference.len() <= 40, "{reference}");
        }
    }
}
