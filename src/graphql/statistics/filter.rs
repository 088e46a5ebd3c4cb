//! Whom a statistic is about and when, as input types.

use std::collections::BTreeSet;

use async_graphql::InputObject;
use chrono::{Datelike as _, Months};
use entity::{
    centre,
    codes::{AgeBand, DataClass as D, ServiceGroup, Sex, StatisticsState, Urgency},
    organisation,
};
use sea_orm::prelude::Date;
use serde::Serialize;
use uuid::Uuid;

use crate::{
    access::{directive::holds, policy::spelled},
    error::Error,
    global_id::Id,
    graphql::filter_values::{self, any_of},
    rules::statistics::region::{Axis, Region, Values},
};

/// The time of a statistic. Whole months are counted: a day inside a month means that month, and the answer says which days
/// that makes.
#[derive(Clone, Debug, InputObject)]
pub struct StatisticsPeriod {
    /// The first day, or any day of the first month.
    #[graphql(directive = holds::apply(D::Public))]
    pub from: Date,
    /// The day after the last; inside a month, that month is counted whole.
    #[graphql(directive = holds::apply(D::Public))]
    pub until: Date,
}

impl StatisticsPeriod {
    /// The first day of the first month, and that of the month after the last. A dashboard asks with the days that its
    /// window happens to have.
    #[must_use]
    pub fn whole_months(&self) -> (Date, Date) {
        let first = |day: Date| day.with_day(1).unwrap_or(day);
        if self.until <= self.from {
            // Rounding would make a month of it.
            return (first(self.from), first(self.from));
        }
        let until = first(self.until);
        let after = if until == self.until { Some(until) } else { until.checked_add_months(Months::new(1)) };
        (first(self.from), after.unwrap_or(until))
    }
}

/// Whom a statistic is about. Each condition takes the class of what it tells.
#[derive(Clone, Debug, Default, InputObject)]
pub struct StatisticsFilter {
    /// In one of these countries, ISO 3166-1 alpha-3.
    #[graphql(directive = holds::apply(D::Operational))]
    country: Option<Vec<String>>,
    /// At one of these centres; an ordinary centre stands for the protected ones that it answers for.
    #[graphql(directive = holds::apply(D::Operational))]
    centre: Option<Vec<Id<centre::Entity>>>,
    /// Of one of these organisations; received referrals from them.
    #[graphql(directive = holds::apply(D::Operational))]
    organisation: Option<Vec<Id<organisation::Entity>>>,
    /// To services of one of these groups; referrals only.
    #[graphql(directive = holds::apply(D::Operational))]
    service_group: Option<Vec<ServiceGroup>>,
    /// Of one of these urgencies; referrals only.
    #[graphql(directive = holds::apply(D::Operational))]
    urgency: Option<Vec<Urgency>>,
    /// Standing so.
    #[graphql(directive = holds::apply(D::Operational))]
    state: Option<Vec<StatisticsState>>,
    /// Of one of these nationalities, ISO 3166-1 alpha-3.
    #[graphql(directive = holds::apply(D::IdentityCoarse))]
    nationality: Option<Vec<String>>,
    /// Of one of these sexes.
    #[graphql(directive = holds::apply(D::Operational))]
    sex: Option<Vec<Sex>>,
    /// In one of these age bands.
    #[graphql(directive = holds::apply(D::Operational))]
    age_band: Option<Vec<AgeBand>>,
    /// With a vulnerability on file, or without.
    #[graphql(directive = holds::apply(D::Protection))]
    protection_concern: Option<bool>,
    /// With a medical note on file, or without.
    #[graphql(directive = holds::apply(D::Medical))]
    medical_need: Option<bool>,
    /// Asking for international protection or having it, or not; for whole countries only.
    #[graphql(directive = holds::apply(D::Asylum))]
    international_protection: Option<bool>,
}

impl StatisticsFilter {
    /// The region that it spells.
    ///
    /// # Errors
    /// When a list names nothing, or a country is none.
    pub fn region(self) -> Result<Region, Error> {
        let Self {
            country,
            centre,
            organisation,
            service_group,
            urgency,
            state,
            nationality,
            sex,
            age_band,
            protection_concern,
            medical_need,
            international_protection,
        } = self;
        let id = |id: Uuid| id.to_string();
        let centre = any_of("centre", centre)?.map(|ids| ids.into_iter().map(|it| id(it.0)).collect());
        let organisation =
            any_of("organisation", organisation)?.map(|ids| ids.into_iter().map(|it| id(it.0)).collect());
        let one = |flag: Option<bool>| flag.map(|flag| vec![flag.to_string()]);
        let country = any_of("country", country)?;
        let nationality = any_of("nationality", nationality)?;
        for code in country.iter().flatten() {
            filter_values::country("country", Some(code))?;
        }
        for code in nationality.iter().flatten() {
            filter_values::nationality("nationality", Some(code))?;
        }
        let region = [
            (Axis::Country, country),
            (Axis::Centre, centre),
            (Axis::Organisation, organisation),
            (Axis::ServiceGroup, codes(any_of("serviceGroup", service_group)?)),
            (Axis::Urgency, codes(any_of("urgency", urgency)?)),
            (Axis::State, codes(any_of("state", state)?)),
            (Axis::Nationality, nationality),
            (Axis::Sex, codes(any_of("sex", sex)?)),
            (Axis::AgeBand, codes(any_of("ageBand", age_band)?)),
            (Axis::ProtectionConcern, one(protection_concern)),
            (Axis::MedicalNeed, one(medical_need)),
            (Axis::InternationalProtection, one(international_protection)),
        ]
        .into_iter()
        .filter_map(|(axis, values)| values.map(|values| (axis, values)))
        .fold(Region::ALL, |region, (axis, values)| region.set(axis, Values::Only(BTreeSet::from_iter(values))));
        Ok(region)
    }
}

fn codes<T: Serialize>(codes: Option<Vec<T>>) -> Option<Vec<String>> {
    codes.map(|codes| codes.iter().map(spelled).collect())
}
