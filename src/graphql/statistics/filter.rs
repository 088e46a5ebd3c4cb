//! The filter and the period of statistics, as input types.

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
    graphql::lists::values::{any_of, each, keys},
    rules::{
        country as code,
        statistics::region::{Axis, Region, Values},
    },
    scalars::CountryCode,
};

/// The period of statistics. Only whole months are counted: the period is extended to whole months, and
/// `Statistics.from` and `Statistics.before` give the result.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct StatisticsPeriod {
    /// The first day. The whole month of this day is counted.
    #[graphql(directive = holds::apply(D::Public))]
    pub from: Date,
    /// The day after the last day. If it is not the first of a month, its whole month is counted.
    #[graphql(directive = holds::apply(D::Public))]
    pub before: Date,
}

impl StatisticsPeriod {
    /// The first day of the first month, and the first day after the last month. Periods are rounded because a
    /// dashboard asks for arbitrary days, such as the last 90.
    pub(crate) fn whole_months(&self) -> (Date, Date) {
        let first = |day: Date| day.with_day(1).unwrap_or(day);
        if self.before <= self.from {
            // Rounding would turn an empty period into a month.
            return (first(self.from), first(self.from));
        }
        let before = first(self.before);
        let after = if before == self.before { Some(before) } else { before.checked_add_months(Months::new(1)) };
        (first(self.from), after.unwrap_or(before))
    }
}

/// Conditions on what is counted. All of them must hold. A condition needs the class of the data that it uses.
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct StatisticsFilter {
    /// Only in one of these countries, ISO 3166-1 alpha-3.
    #[graphql(directive = holds::apply(D::Operational))]
    country: Option<Vec<CountryCode>>,
    /// Only at one of these centres. An ordinary centre includes the protected centres for which it answers.
    #[graphql(directive = holds::apply(D::Operational))]
    centre_id: Option<Vec<Id<centre::Entity>>>,
    /// Only cases of one of these organisations. With `received: true`, only referrals that one of them sent.
    #[graphql(directive = holds::apply(D::Operational))]
    organisation_id: Option<Vec<Id<organisation::Entity>>>,
    /// Only referrals to services of one of these groups. For measures of referrals only.
    #[graphql(directive = holds::apply(D::Operational))]
    service_group: Option<Vec<ServiceGroup>>,
    /// Only referrals with one of these urgencies. For measures of referrals only.
    #[graphql(directive = holds::apply(D::Operational))]
    urgency: Option<Vec<Urgency>>,
    /// Only cases, referrals or consular requests in one of these states.
    #[graphql(directive = holds::apply(D::Operational))]
    state: Option<Vec<StatisticsState>>,
    /// Only people with one of these nationalities, ISO 3166-1 alpha-3. The nationality that was recorded first counts.
    #[graphql(directive = holds::apply(D::IdentityCoarse))]
    nationality: Option<Vec<CountryCode>>,
    /// Only people of one of these sexes.
    #[graphql(directive = holds::apply(D::Operational))]
    sex: Option<Vec<Sex>>,
    /// Only people in one of these age bands at the beginning of the case.
    #[graphql(directive = holds::apply(D::Operational))]
    age_band: Option<Vec<AgeBand>>,
    /// True: only people with a vulnerability on file. False: only people without one.
    #[graphql(directive = holds::apply(D::Protection))]
    protection_concern: Option<bool>,
    /// True: only people with a medical note on file. False: only people without one.
    #[graphql(directive = holds::apply(D::Medical))]
    medical_need: Option<bool>,
    /// True: only people who have asked for international protection or have it. False: only the others. It cannot be
    /// combined with a centre or an organisation.
    #[graphql(directive = holds::apply(D::Asylum))]
    international_protection: Option<bool>,
}

impl StatisticsFilter {
    /// The filter as a region of the statistics.
    /// Errors: when a list is empty, or a country code does not exist.
    pub(crate) fn region(self) -> Result<Region, Error> {
        let Self {
            country,
            centre_id,
            organisation_id,
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
        let ids = |ids: Option<Vec<Uuid>>| ids.map(|ids| ids.iter().map(Uuid::to_string).collect());
        let one = |flag: Option<bool>| flag.map(|flag| vec![flag.to_string()]);
        let region = [
            (Axis::Country, each("country", country, code::country)?),
            (Axis::Centre, ids(keys("centreId", centre_id)?)),
            (Axis::Organisation, ids(keys("organisationId", organisation_id)?)),
            (Axis::ServiceGroup, codes(any_of("serviceGroup", service_group)?)),
            (Axis::Urgency, codes(any_of("urgency", urgency)?)),
            (Axis::State, codes(any_of("state", state)?)),
            (Axis::Nationality, each("nationality", nationality, code::nationality)?),
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
