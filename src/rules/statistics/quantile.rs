//! Medians and other quantiles from counts by whole hours or by steps of hours.

/// Up to this number, hours are counted singly.
const BY_THE_HOUR: i32 = 72;

/// The step to which a number of hours is rounded down: one hour up to three days, six hours up to two weeks, one day
/// beyond. Finer steps would single out referrals without adding information.
pub(crate) const fn step(hours: i32) -> i32 {
    if hours <= BY_THE_HOUR {
        hours
    } else if hours <= 14 * 24 {
        hours / 6 * 6
    } else {
        hours / 24 * 24
    }
}

/// The quantile by nearest rank: the smallest number of hours that covers at least this percentage of the rows.
/// `counts` are pairs of hours and rows, sorted by hours.
pub(crate) fn quantile(counts: &[(i32, i64)], percent: i64) -> Option<i32> {
    let all: i64 = counts.iter().map(|(_, amount)| amount).sum();
    let rank = (all * percent + 99) / 100;
    let mut seen = 0;
    counts.iter().find_map(|(hours, amount)| {
        seen += amount;
        (all > 0 && seen >= rank).then_some(*hours)
    })
}
