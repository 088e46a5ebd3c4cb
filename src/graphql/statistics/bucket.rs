//! One combination of dimensions and its numbers. A centre or an organisation in it is the record of the directory.

use std::sync::Arc;

use async_graphql::{Context, Object, SimpleObject};
use entity::codes::{AgeBand, ServiceGroup, Sex, StatisticsDimension, StatisticsMeasure, StatisticsState, Urgency};
use sea_orm::prelude::Date;
use serde::de::DeserializeOwned;

use super::records::Records;
use crate::{
    error::Error,
    graphql::{
        record::{Seen, table::Record},
        records::{Centre, Organisation},
    },
    store::statistics::answer::Measured,
};

/// One combination of the dimensions, and what was measured. A dimension that was not asked for, or is not known, is null.
#[derive(Debug)]
pub struct StatisticsBucket {
    /// What it is grouped by.
    pub dimensions: Vec<StatisticsDimension>,
    /// The values on the dimensions.
    pub key: Vec<String>,
    /// What was measured.
    pub values: Vec<StatisticsValue>,
    /// The records of all buckets of the answer.
    pub records: Arc<Records>,
}

/// One number.
#[derive(Clone, Debug, SimpleObject)]
pub struct StatisticsValue {
    /// What was measured.
    measure: StatisticsMeasure,
    /// The number; null where it is left out.
    number: Option<i64>,
    /// Whether it is left out: nobody, too few to be told, or it would give a small number away.
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
    ) -> Result<Option<Seen<R>>, Error> {
        let Some(id) = self.on(dimension).and_then(|id| id.parse().ok()) else { return Ok(None) };
        Ok(Some(Seen::new(self.records.of(ctx, R::table(), dimension, id).await?)))
    }
}

/// One combination of the dimensions, and what was measured. A dimension that was not asked for, or is not known, is null.
#[Object]
impl StatisticsBucket {
    /// First day of the month, quarter or year.
    async fn period(&self) -> Option<Date> {
        self.on(StatisticsDimension::Period)?.parse().ok()
    }

    /// Country of the centre, ISO 3166-1 alpha-3.
    async fn country(&self) -> Option<String> {
        self.text(StatisticsDimension::Country)
    }

    /// The centre; an ordinary one stands for the protected ones that it answers for.
    async fn centre(&self, ctx: &Context<'_>) -> Result<Option<Seen<Centre>>, Error> {
        self.record(ctx, StatisticsDimension::Centre).await
    }

    /// The organisation that owns the cases; of received referrals the one that referred.
    async fn organisation(&self, ctx: &Context<'_>) -> Result<Option<Seen<Organisation>>, Error> {
        self.record(ctx, StatisticsDimension::Organisation).await
    }

    /// The group of services.
    async fn service_group(&self) -> Option<ServiceGroup> {
        self.code(StatisticsDimension::ServiceGroup)
    }

    /// The urgency.
    async fn urgency(&self) -> Option<Urgency> {
        self.code(StatisticsDimension::Urgency)
    }

    /// Where it stands.
    async fn state(&self) -> Option<StatisticsState> {
        self.code(StatisticsDimension::State)
    }

    /// The nationality recorded first, ISO 3166-1 alpha-3.
    async fn nationality(&self) -> Option<String> {
        self.text(StatisticsDimension::Nationality)
    }

    /// Sex.
    async fn sex(&self) -> Option<Sex> {
        self.code(StatisticsDimension::Sex)
    }

    /// Age in bands.
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

    /// Whether they ask for international protection or have it.
    async fn international_protection(&self) -> Option<bool> {
        self.flag(StatisticsDimension::InternationalProtection)
    }

    /// What was measured, in the order of the question; without rows, nothing.
    async fn values(&self) -> &[StatisticsValue] {
        &self.values
    }
}

impl StatisticsValue {
    /// One number as it is told.
    #[must_use]
    pub const fn of(measure: StatisticsMeasure, measured: Measured) -> Self {
        let number = match measured {
            Measured::Told(number) => Some(number),
            Measured::LeftOut => None,
        };
        Self { measure, left_out: number.is_none(), number }
    }
}
