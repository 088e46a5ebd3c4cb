//! The table of one measure: the number for each combination of values, and the people that it is about.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use entity::codes::{AgeBand, ServiceGroup, Sex, StatisticsMeasure, StatisticsSubject, Urgency};
use sea_orm::{ActiveEnum, DbErr, Iterable};

use super::{
    cells::{Line, TRUE},
    refresh,
};
use crate::{
    access::policy::spelled,
    rules::statistics::{
        Count,
        measure::{Definition, Value, definition, states},
        quantile::quantile,
        question::Question,
        region::{Axis, Region, Universe, Values},
        suppression::Cell,
    },
    store::{Store, identity::directory::Directory},
};

/// One measure with its cells.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    /// The measure.
    pub measure: StatisticsMeasure,
    /// Its definition.
    pub of: Definition,
    /// The cells.
    pub cells: Vec<Cell>,
}

impl Table {
    /// The table of a measure, from the counted lines of its subject, which all lie within a region.
    pub(crate) fn of(
        store: &Store,
        question: &Question,
        within: &Region,
        universe: &Universe,
        (measure, lines): (StatisticsMeasure, &[Line]),
    ) -> Self {
        let of = definition(measure);
        let months = question.months(of.subject, store.scope.now.date_naive());
        let about = About::new(question, within, &of, &months);
        let counts = |line: &&Line| {
            (of.states.is_empty() || line.state.is_some_and(|state| of.states.contains(&state)))
                && (!of.overdue || line.overdue)
        };
        let mut sums: BTreeMap<&[String], (Count, BTreeMap<i32, i64>)> = BTreeMap::new();
        for line in lines.iter().filter(counts) {
            let (sum, hours) = sums.entry(&line.key).or_default();
            *sum = sum.and(line.count);
            if let Some(took) = line.hours {
                *hours.entry(took).or_default() += line.count.amount;
            }
        }
        let cell = |(key, (count, hours)): (&[String], (Count, BTreeMap<i32, i64>))| {
            let hours: Vec<_> = hours.into_iter().collect();
            let value = match of.value {
                Value::Amount => count.amount,
                Value::People => count.people,
                Value::Hours(percent) => i64::from(quantile(&hours, percent).unwrap_or_default()),
                Value::Days(percent) => i64::from(quantile(&hours, percent).unwrap_or_default() / 24),
            };
            let region = about.region(key).plain(universe);
            Cell { region, key: key.to_vec(), count, value, left_out: false, known: false }
        };
        Self { measure, cells: sums.into_iter().map(cell).collect(), of }
    }
}

/// The regions of the cells of a table: the people that each cell is about.
struct About {
    /// The region that all cells share.
    all: Region,
    by: Vec<Axis>,
    /// The months of each period.
    periods: BTreeMap<String, Values>,
}

impl About {
    fn new(question: &Question, within: &Region, of: &Definition, months: &[NaiveDate]) -> Self {
        let mut all = within.clone();
        for (axis, values) in question.filter.iter() {
            all = narrowed(all, axis, values);
        }
        all = narrowed(all, Axis::Month, &Values::Only(months.iter().map(NaiveDate::to_string).collect()));
        if !of.states.is_empty() {
            let states = of.states.iter().map(ActiveEnum::to_value);
            all = narrowed(all, Axis::State, &Values::Only(states.collect()));
        }
        if of.overdue {
            all = narrowed(all, Axis::Overdue, &Values::one(TRUE));
        }
        let mut periods: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for month in months {
            periods.entry(question.period(*month).to_string()).or_default().insert(month.to_string());
        }
        let periods = periods.into_iter().map(|(period, months)| (period, Values::Only(months))).collect();
        Self { all, by: question.group_by.iter().copied().map(Axis::of).collect(), periods }
    }

    /// The people that one cell is about.
    fn region(&self, key: &[String]) -> Region {
        let mut region = self.all.clone();
        for (axis, value) in self.by.iter().copied().zip(key) {
            let values = match (axis, self.periods.get(value)) {
                (Axis::Month, Some(months)) => months.clone(),
                _ => Values::one(value.clone()),
            };
            region = narrowed(region, axis, &values);
        }
        region
    }
}

fn narrowed(region: Region, axis: Axis, values: &Values) -> Region {
    let both = region.on(axis).map_or_else(|| values.clone(), |before| before.common(values));
    region.set(axis, both)
}

/// The known values of every axis that has a list of values.
/// Errors: when the nationalities are not a JSON list.
pub(crate) fn universe(
    directory: &Directory,
    nationalities: &serde_json::Value,
    subject: StatisticsSubject,
) -> Result<Universe, DbErr> {
    let centres = directory.centres();
    let answering = centres.iter().filter(|centre| centre.fronting_centre_id.is_none());
    let organisations = directory.organisations();
    let nationalities = refresh::known(nationalities)?;
    let flags = || [true, false].map(|flag| flag.to_string());
    Ok(Universe::default()
        .with(Axis::Country, centres.iter().map(|centre| centre.country.clone()))
        .with(Axis::Centre, answering.map(|centre| centre.id.to_string()))
        .with(Axis::Organisation, organisations.iter().map(|organisation| organisation.id.to_string()))
        .with(Axis::ServiceGroup, ServiceGroup::iter().map(|code| spelled(&code)))
        .with(Axis::Urgency, Urgency::iter().map(|code| spelled(&code)))
        .with(Axis::Nationality, nationalities)
        .with(Axis::Sex, Sex::iter().map(|code| spelled(&code)))
        .with(Axis::AgeBand, AgeBand::iter().map(|code| spelled(&code)))
        .with(Axis::State, states(subject).iter().map(ActiveEnum::to_value))
        .with(Axis::Overdue, flags())
        .with(Axis::ProtectionConcern, flags())
        .with(Axis::MedicalNeed, flags())
        .with(Axis::InternationalProtection, flags()))
}
