//! The calendar of a centre as input: its working week and its public holidays.

use std::collections::BTreeSet;

use async_graphql::{InputObject, MaybeUndefined};
use entity::{centre, codes::Weekday};
use sea_orm::prelude::Date;

use crate::rules::{
    calendar::{Holiday, holidays_column, week},
    given::filled,
    refusal::Refusal,
};

/// A public holiday of a centre.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct HolidayInput {
    /// The day.
    date: Date,
    /// Its name.
    name: Option<String>,
}

/// Writes the fields that are given.
/// Errors: when one of them is not allowed.
pub(super) fn set_calendar(
    centre: &mut centre::Model,
    working_days: MaybeUndefined<Vec<Weekday>>,
    holidays: MaybeUndefined<Vec<HolidayInput>>,
) -> Result<(), Refusal> {
    if let Some(days) = filled("workingDays", working_days)? {
        centre.working_days = week("workingDays", &BTreeSet::from_iter(days))?;
    }
    let given = match holidays {
        MaybeUndefined::Undefined => return Ok(()),
        MaybeUndefined::Null => Vec::new(),
        MaybeUndefined::Value(given) => given,
    };
    let given: Vec<_> = given.into_iter().map(|HolidayInput { date, name }| Holiday { date, name }).collect();
    centre.holidays = holidays_column("holidays", &given)?;
    Ok(())
}
