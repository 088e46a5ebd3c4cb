//! Columns that follow from other columns.

use super::usual;

#[test]
fn a_place_in_an_order_follows_from_its_code_and_activity_is_kept_to_the_hour() {
    let rows = usual();
    for case in &rows.cases {
        assert_eq!(case.priority_rank, case.priority.rank(case.status), "{}", case.reference);
        assert_eq!(case.last_activity_at.timestamp() % 3600, 0, "{}", case.reference);
    }
    assert!(rows.cases.iter().any(|case| case.priority_rank.is_none()));
    for referral in &rows.referrals {
        assert_eq!(referral.urgency_rank, referral.urgency.rank(), "{}", referral.reference);
    }
}
