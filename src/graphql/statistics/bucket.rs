//! A bucket of statistics: one combination of dimension values with its numbers. A centre or an organisation in it is a
//! record of the directory.

use std::sync::Arc;

use async_graphql::{Context, Object, SimpleObject};
use entity::codes::{AgeBand, ServiceGroup, Sex, StatisticsDimension, StatisticsMeasure, StatisticsState, Urgency};
use sea_orm::prelude::Date;
use serde::de::DeserializeOwned;

use super::records::Records;
use crate::{
    error::Error,
    graphql::{
        record::{RecordAnswer, table::Record},
        records::{Centre, Organisation},
    },
    scalars::CountryCode,
    store::statistics::buckets::Measured,
};

/// One combination of dimension values with its numbers. A dimension that is not in `groupBy`, or whose value is
/// unknown, is null.
#[derive(Debug)]
pub(crate) struct StatisticsBucket {
    /// The dimensions of `groupBy`.
    pub dimensions: Vec<StatisticsDimension>,
    /// The value of each dimension, in the same order. Unknown values are empty.
    pub key: Vec<String>,
    /// One number for each measure.
    pub values: Vec<StatisticsValue>,
    /// The centres and organisations of all buckets of the answer.
    pub records: Arc<Records>,
}

/// One number.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct StatisticsValue {
    /// The measure.
    measure: StatisticsMeasure,
    /// The number. Null if it is left out.
    number: Option<i64>,
    /// Whether the number is left out: it is about nobody or too few people, or it would reveal a small number.
    left_out: bool,
}

impl StatisticsBucket {
    fn on(&self, dimension: StatisticsDimension) -> Option<&str> {
        let place = self.dimensions.iter().position(|it| *it == dimension)?;
        Some(self.key[place].as_str()).filter(|value| !value.is_empty())
    }

    fn code<T: DeserializeOwned>(&self, dimension: StatisticsDimension) -> Option<T> {
        serde_json::from_value(self.on(dimension)?.into()).ok()
    }

    fn flag(&self, dimension: StatisticsDimension) -> Option<bool> {
        self.on(dimension)?.parse().ok()
    }

    fn text(&self, dimension: StatisticsDimension) -> Option<String> {
        self.on(dimension).map(str::to_owned)
    }

    async fn record<R: Record>(
        &self,
        ctx: &Context<'_>,
        dimension: StatisticsDimension,
    ) -> Result<Option<RecordAnswer<R>>, Error> {
        let Some(id) = self.on(dimension).and_then(|id| id.parse().ok()) else { return Ok(None) };
        Ok(Some(RecordAnswer::new(self.records.of(ctx, R::table(), dimension, id).await?)))
    }
}

/// One combination of dimension values with its numbers. A dimension that is not in `groupBy`, or whose value is
/// unknown, is null.
#[Object]
impl StatisticsBucket {
    /// The first day of the month, quarter or year.
    async fn period(&self) -> Option<Date> {
        self.on(StatisticsDimension::Period)?.parse().ok()
    }

    /// The country of the centre, ISO 3166-1 alpha-3.
    async fn country(&self) -> Option<CountryCode> {
        self.text(StatisticsDimension::Country).map(CountryCode)
    }

    /// The centre. An ordinary centre includes the protected centres for which it answers.
    async fn centre(&self, ctx: &Context<'_>) -> Result<Option<RecordAnswer<Centre>>, Error> {
        self.record(ctx, StatisticsDimension::Centre).await
    }

    /// The organisation that owns the cases. For received referrals, the organisation that sent them.
    async fn organisation(&self, ctx: &Context<'_>) -> Result<Option<RecordAnswer<Organisation>>, Error> {
        self.record(ctx, StatisticsDimension::Organisation).await
    }

    /// The service group of the referrals.
    async fn service_group(&self) -> Option<ServiceGroup> {
        self.code(StatisticsDimension::ServiceGroup)
    }

    /// The urgency of the referrals.
    async fn urgency(&self) -> Option<Urgency> {
        self.code(StatisticsDimension::Urgency)
    }

    /// The state of the cases, referrals or consular requests.
    async fn state(&self) -> Option<StatisticsState> {
        self.code(StatisticsDimension::State)
    }

    /// The nationality that was recorded first, ISO 3166-1 alpha-3.
    async fn nationality(&self) -> Option<CountryCode> {
        self.text(StatisticsDimension::Nationality).map(CountryCode)
    }

    /// The sex of the people.
    async fn sex(&self) -> Option<Sex> {
        self.code(StatisticsDimension::Sex)
    }

    /// The age band of the people at the beginning of the case.
    async fn age_band(&self) -> Option<AgeBand> {
        self.code(StatisticsDimension::AgeBand)
    }

    /// Whether a vulnerability is on file.
    async fn protection_concern(&self) -> Option<bool> {
        self.flag(StatisticsDimension::ProtectionConcern)
    }

    /// Whether a medical note is on file.
    async fn medical_need(&self) -> Option<bool> {
        self.flag(StatisticsDimension::MedicalNeed)
    }

    /// Whether the people have asked for international protection or have it.
    async fn international_protection(&self) -> Option<bool> {
        self.flag(StatisticsDimension::InternationalProtection)
    }

    /// One value for each requested measure, in the same order.
    async fn values(&self) -> &[StatisticsValue] {
        &self.values
    }
}

impl StatisticsValue {
    /// The value of a measure.
    pub(crate) const fn of(measure: StatisticsMeasure, measured: Measured) -> Self {
        let number = match measured {
            Measured::Told(number) => Some(number),
            Measured::LeftOut => None,
        };
        Self { measure, left_out: number.is_none(), number }
    }
}
