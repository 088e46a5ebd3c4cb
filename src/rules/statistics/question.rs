//! What may be asked of the statistics: so many measures and dimensions, whole months, dimensions that the measures have.

use chrono::{Datelike, Months, NaiveDate};
use entity::codes::{StatisticsDimension, StatisticsInterval, StatisticsMeasure, StatisticsSubject};

use super::{
    LEAST, LEAST_SENSITIVE,
    measure::{definition, has},
    received,
    region::{Axis, Region, Values},
};

/// The most measures of one question.
pub const MEASURES: usize = 8;
/// The most dimensions of one question: with more of them hardly a cell is large enough.
pub const DIMENSIONS: usize = 3;
/// The most values of one filter.
pub const FILTERED: usize = 50;
/// The longest time, in months.
pub const MONTHS: u32 = 120;

/// A question as it was asked.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Question {
    /// What is measured.
    pub measures: Vec<StatisticsMeasure>,
    /// What it is grouped by.
    pub group_by: Vec<StatisticsDimension>,
    /// Whom it is about, time aside.
    pub filter: Region,
    /// The first day of the first month.
    pub from: NaiveDate,
    /// The first day of the month after the last.
    pub until: NaiveDate,
    /// How long the periods are.
    pub interval: StatisticsInterval,
    /// Whether it is about the referrals that the organisation received, and not about its own cases.
    pub received: bool,
}

/// What is wrong with a question.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Wrong {
    /// The argument.
    pub argument: &'static str,
    /// What is wrong with it, in the user's words.
    pub message: String,
}

fn wrong(argument: &'static str, message: impl Into<String>) -> Wrong {
    Wrong { argument, message: message.into() }
}

impl Question {
    /// Whether it may be asked, whoever asks.
    pub fn check(&self) -> Result<(), Wrong> {
        let Self { measures, group_by, filter, from, until, interval: _, received: of_received } = self;
        each_once("measures", measures, 1, MEASURES)?;
        each_once("groupBy", group_by, 0, DIMENSIONS)?;
        if filter.iter().any(|(_, values)| matches!(values, Values::Only(these) if these.len() > FILTERED)) {
            return Err(wrong("filter", format!("a filter has {FILTERED} values at most")));
        }
        if from.day() != 1 || until.day() != 1 {
            return Err(wrong("between", "a period begins on the first day of a month, and so does what follows it"));
        }
        if from >= until {
            return Err(wrong("between", "the period ends before it begins"));
        }
        if from.checked_add_months(Months::new(MONTHS)).is_none_or(|longest| *until > longest) {
            return Err(wrong("between", format!("a period has {MONTHS} months at most")));
        }
        let axes = || group_by.iter().copied().map(Axis::of);
        for measure in measures {
            let subject = definition(*measure).subject;
            if *of_received && !received::is_received(subject) {
                return Err(wrong("measures", "only referrals are received"));
            }
            for (argument, axis) in axes().map(|it| ("groupBy", it)).chain(filter.axes().map(|it| ("filter", it))) {
                if *of_received && !received::has(axis) {
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
            return Err(wrong("groupBy", "international protection is counted for countries, and for nothing smaller"));
        }
        Ok(())
    }

    /// What it is grouped by and narrowed by.
    pub fn axes(&self) -> impl Iterator<Item = Axis> {
        self.group_by.iter().copied().map(Axis::of).chain(self.filter.axes())
    }

    /// A number about fewer people than this is not told. Nationality counts as sensitive, because the number of one
    /// State's nationals in a centre helps to find them.
    #[must_use]
    pub fn least(&self) -> i64 {
        let sensitive = |axis| {
            use Axis::{InternationalProtection, MedicalNeed, Nationality, ProtectionConcern};
            matches!(axis, ProtectionConcern | MedicalNeed | InternationalProtection | Nationality)
        };
        if self.axes().any(sensitive) { LEAST_SENSITIVE } else { LEAST }
    }

    /// The months that count for a subject. Of people who are present those at the end of each period, and of the last one
    /// those who are there today: nobody is counted twice.
    #[must_use]
    pub fn months(&self, subject: StatisticsSubject, today: NaiveDate) -> Vec<NaiveDate> {
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

    /// The first day of the period that a month belongs to.
    #[must_use]
    pub fn period(&self, month: NaiveDate) -> NaiveDate {
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
