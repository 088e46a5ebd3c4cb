//! Limits of a statistics question: number of measures and dimensions, whole months, dimensions that the measures have.

use chrono::{Datelike, Months, NaiveDate};
use entity::codes::{StatisticsDimension, StatisticsInterval, StatisticsMeasure, StatisticsSubject};

use super::{
    LEAST, LEAST_SENSITIVE,
    measure::{counts_received, definition, has, is_received},
    region::{Axis, Region, Values},
};

/// Maximum number of measures in one question.
pub(crate) const MEASURES: usize = 8;
/// Maximum number of dimensions in one question. With more of them hardly any cell is large enough.
pub(crate) const DIMENSIONS: usize = 3;
/// Maximum number of values in one filter.
pub(crate) const FILTERED: usize = 50;
/// Maximum number of months.
pub(crate) const MONTHS: u32 = 120;

/// A question of a client.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub(crate) struct Question {
    /// Measures.
    pub measures: Vec<StatisticsMeasure>,
    /// Dimensions by which the table is grouped.
    pub group_by: Vec<StatisticsDimension>,
    /// The people that it is about, without the period.
    pub filter: Region,
    /// First day of the first month.
    pub from: NaiveDate,
    /// First day of the month after the last one.
    pub until: NaiveDate,
    /// Length of the periods.
    pub interval: StatisticsInterval,
    /// Whether it is about referrals that the organisation received instead of its own cases.
    pub received: bool,
}

/// Why a question is not allowed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Wrong {
    /// The argument that is wrong.
    pub argument: &'static str,
    /// The reason, in the user's words.
    pub message: String,
}

fn wrong(argument: &'static str, message: impl Into<String>) -> Wrong {
    Wrong { argument, message: message.into() }
}

impl Question {
    /// Whether the question is well formed. It does not depend on the viewer.
    pub(crate) fn check(&self) -> Result<(), Wrong> {
        let Self { measures, group_by, filter, from, until, interval: _, received: of_received } = self;
        each_once("measures", measures, 1, MEASURES)?;
        each_once("groupBy", group_by, 0, DIMENSIONS)?;
        if filter.iter().any(|(_, values)| matches!(values, Values::Only(these) if these.len() > FILTERED)) {
            return Err(wrong("filter", format!("a filter can have at most {FILTERED} values")));
        }
        if from.day() != 1 || until.day() != 1 {
            return Err(wrong("between", "a period has to consist of whole months"));
        }
        if from >= until {
            return Err(wrong("between", "the period has to end after it starts"));
        }
        if from.checked_add_months(Months::new(MONTHS)).is_none_or(|longest| *until > longest) {
            return Err(wrong("between", format!("a period can have at most {MONTHS} months")));
        }
        let axes = || group_by.iter().copied().map(Axis::of);
        for measure in measures {
            let subject = definition(*measure).subject;
            if *of_received && !is_received(subject) {
                return Err(wrong("measures", "received referrals have only measures about referrals"));
            }
            for (argument, axis) in axes().map(|it| ("groupBy", it)).chain(filter.axes().map(|it| ("filter", it))) {
                if *of_received && !counts_received(axis) {
                    return Err(wrong(argument, "received referrals are not counted by one of these dimensions"));
                }
                if !has(subject, axis) {
                    return Err(wrong(argument, "one of the measures is not counted by one of these dimensions"));
                }
            }
        }
        let of_protection = |axis| axis == Axis::InternationalProtection;
        let of_place = |axis| matches!(axis, Axis::Centre | Axis::Organisation);
        if axes().chain(filter.axes()).any(of_protection) && axes().chain(filter.axes()).any(of_place) {
            return Err(wrong("groupBy", "international protection is never counted by centre or organisation"));
        }
        Ok(())
    }

    /// The axes by which it is grouped or filtered.
    pub(crate) fn axes(&self) -> impl Iterator<Item = Axis> {
        self.group_by.iter().copied().map(Axis::of).chain(self.filter.axes())
    }

    /// The threshold: a number about fewer people is not released. Nationality counts as sensitive, because the number
    /// of one State's nationals in a centre helps to find them.
    pub(crate) fn least(&self) -> i64 {
        let sensitive = |axis| {
            use Axis::{InternationalProtection, MedicalNeed, Nationality, ProtectionConcern};
            matches!(axis, ProtectionConcern | MedicalNeed | InternationalProtection | Nationality)
        };
        if self.axes().any(sensitive) { LEAST_SENSITIVE } else { LEAST }
    }

    /// The months that count for a subject. For presence this is the last month of each period, or of the whole time if
    /// the table has no periods, because otherwise people would be counted twice. Future months do not count.
    pub(crate) fn months(&self, subject: StatisticsSubject, today: NaiveDate) -> Vec<NaiveDate> {
        let after = |month: &NaiveDate| month.checked_add_months(Months::new(1)).filter(|next| *next < self.until);
        let months: Vec<_> = std::iter::successors(Some(self.from), after).collect();
        if subject != StatisticsSubject::Presence {
            return months;
        }
        let by_period = self.group_by.contains(&StatisticsDimension::Period);
        let until_now: Vec<_> = months.into_iter().filter(|month| *month <= today).collect();
        let last = |place: usize| {
            let next = until_now.get(place + 1);
            next.is_none_or(|next| by_period && self.period(*next) != self.period(until_now[place]))
        };
        (0..until_now.len()).filter(|place| last(*place)).map(|place| until_now[place]).collect()
    }

    /// First day of the period to which a month belongs.
    pub(crate) fn period(&self, month: NaiveDate) -> NaiveDate {
        let first = match self.interval {
            StatisticsInterval::Month => month.month(),
            StatisticsInterval::Quarter => (month.month() - 1) / 3 * 3 + 1,
            StatisticsInterval::Year => 1,
        };
        month.with_month(first).unwrap_or(month)
    }
}

fn each_once<T: PartialEq>(argument: &'static str, values: &[T], least: usize, most: usize) -> Result<(), Wrong> {
    if !(least..=most).contains(&values.len()) {
        return Err(wrong(argument, format!("ask for {least} to {most} of these")));
    }
    if values.iter().enumerate().any(|(place, value)| values[..place].contains(value)) {
        return Err(wrong(argument, "name each of these once"));
    }
    Ok(())
}
