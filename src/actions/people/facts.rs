//! Facts of a person that are checked alike for a new person and for a correction.

use chrono::Datelike as _;
use entity::{codes::BirthDatePrecision, person_name};
use sea_orm::prelude::Date;

use crate::rules::{
    dates, fold,
    refusal::{Refusal, RefusalCode},
};

/// The stored date of birth: the first of the month or year if only that is known.
pub(in crate::actions) fn birth(
    date: Option<Date>,
    precision: Option<BirthDatePrecision>,
    today: Date,
) -> Result<(Option<Date>, BirthDatePrecision), Refusal> {
    use BirthDatePrecision as P;
    let Some(date) = date else {
        // Without a date the column stores `Estimated`, which no field shows.
        return match precision {
            None | Some(P::Estimated) => Ok((None, P::Estimated)),
            Some(_) => {
                let message = "give a date of birth with this precision, or leave out both";
                Err(Refusal::of("birthDate", RefusalCode::ValueRequired, message))
            }
        };
    };
    dates::birth("birthDate", date, today)?;
    let precision = precision.unwrap_or(P::Exact);
    let kept = match precision {
        P::Exact => Some(date),
        P::Month => date.with_day(1),
        P::Year | P::Estimated => date.with_day(1).and_then(|date| date.with_month(1)),
    };
    Ok((kept, precision))
}

/// The initials of the name in use.
pub(in crate::actions) fn initials(name: &person_name::Model) -> Option<String> {
    fold::initials(&[&name.given, &name.family])
}
