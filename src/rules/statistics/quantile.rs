//! Medians and the like from counts of whole hours, or of whole steps of hours.

/// The largest number of hours that is counted by the hour.
const BY_THE_HOUR: i32 = 72;

/// The step in which so many hours are counted: by the hour for three days, by six hours for two weeks, by the day beyond.
/// Finer would tell one referral from another, and say no more.
#[must_use]
pub const fn step(hours: i32) -> i32 {
    if hours <= BY_THE_HOUR {
        hours
    } else if hours <= 14 * 24 {
        hours / 6 * 6
    } else {
        hours / 24 * 24
    }
}

/// The smallest number of hours within which at least this part of all lies (nearest rank). `counts` are pairs of hours and
/// how many, in the order of hours.
#[must_use]
pub fn quantile(counts: &[(i32, i64)], percent: i64) -> Option<i32> {
    let all: i64 = counts.iter().map(|(_, amount)| amount).sum();
    let rank = (all * percent + 99) / 100;
    let mut seen = 0;
    counts.iter().find_map(|(hours, amount)| {
        seen += amount;
        (all > 0 && seen >= rank).then_some(*hours)
    })
}
