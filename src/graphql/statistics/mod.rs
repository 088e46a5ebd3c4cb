//! The `statistics` root field. Its types hold numbers about many people and no records. The store decides which
//! numbers may be shown before these values are created.

mod bucket;
mod filter;
mod records;

use std::sync::Arc;

use async_graphql::{Context, Object, SimpleObject};
use entity::codes::{DataClass as D, StatisticsDimension, StatisticsInterval, StatisticsMeasure};
use sea_orm::prelude::Date;

use self::records::Records;
pub(crate) use self::{
    bucket::{StatisticsBucket, StatisticsValue},
    filter::{StatisticsFilter, StatisticsPeriod},
};
use super::{
    record::{Maybe, scalar::Moment},
    request::Request,
    visible,
};
use crate::{
    access::directive::holds,
    error::Error,
    rules::statistics::question::{Question, Wrong},
    scalars::TimeZone,
    store::statistics::{answer, buckets::Refused, kept::Answers},
};

/// Numbers about many people.
#[derive(Debug, SimpleObject)]
pub(crate) struct Statistics {
    /// Changes up to this moment are counted. Null if nothing was counted yet.
    as_of: Option<Moment>,
    /// The first day of the counted period.
    from: Date,
    /// The day after the last day of the counted period.
    before: Date,
    /// The time zone in which its months begin and end, as in the IANA database: that of the centre if you filter by one and may
    /// read every row behind the numbers, otherwise UTC.
    time_zone: TimeZone,
    /// Whether the numbers are complete and exact, because you may read every row behind them. If false, small numbers
    /// are left out and a number may repeat an earlier answer, or cases that are closed to you are not counted.
    exact: bool,
    /// Numbers about fewer people than this are left out. 0 if none are left out for being small.
    smallest: i64,
    /// The measures that you may not have counted with these dimensions and this filter. They are in no bucket. If you may have
    /// none of the measures counted, the answer is FORBIDDEN.
    refused_measures: Vec<StatisticsMeasure>,
    /// One bucket for each combination of dimension values that has a number, ordered by the dimensions. A missing
    /// combination has no people, or too few.
    buckets: Vec<StatisticsBucket>,
}

/// The `statistics` root field.
#[derive(Debug, Default)]
pub(crate) struct StatisticsRoot;

/// The `statistics` root field.
#[expect(clippy::too_many_arguments, reason = "a root has as many as a question has parts")]
#[Object]
impl StatisticsRoot {
    /// Numbers about many people, by up to three dimensions. They are exact if you may read every row behind them.
    /// Otherwise a number about fewer than 5 people is left out, or fewer than 10 if the query uses nationality,
    /// protection, health or asylum.
    #[graphql(visible = "visible::statistics")]
    async fn statistics(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The measures, one to eight.", directive = holds::apply(D::Public))] measures: Vec<
            StatisticsMeasure,
        >,
        #[graphql(default, desc = "The dimensions to group by, at most three.", directive = holds::apply(D::Public))]
        group_by: Vec<StatisticsDimension>,
        #[graphql(desc = "Count only what meets these conditions.", directive = holds::apply(D::Public))]
        filter: Option<StatisticsFilter>,
        #[graphql(desc = "The period, extended to whole months; at most ten years.", directive = holds::apply(D::Public))]
        between: StatisticsPeriod,
        #[graphql(default, desc = "The length of the periods of the dimension PERIOD.", directive = holds::apply(D::Public))]
        interval: StatisticsInterval,
        #[graphql(
            default,
            desc = "Count the referrals that your organisation received, instead of its own cases. The numbers are exact and current, and include only what your inbox shows.",
            directive = holds::apply(D::Public)
        )]
        received: bool,
    ) -> Maybe<Statistics> {
        Maybe::of(async {
            let (from, until) = between.whole_months();
            let filter = filter.unwrap_or_default().region()?;
            let question = Question { measures, group_by, filter, from, until, interval, received };
            question.check().map_err(|Wrong { argument, message }| Error::bad_input(argument, message))?;
            let store = &Request::of(ctx).store;
            let (question, refused_measures) = answer::permitted(&store.scope, question);
            let answers = ctx.data_unchecked::<Arc<Answers>>();
            let answer = answer::answer(store, answers, &question).await.map_err(error)?;
            let records = Arc::new(Records::new(&question.group_by, &answer.buckets));
            let buckets = answer.buckets.iter().map(|(key, measured)| StatisticsBucket {
                records: Arc::clone(&records),
                dimensions: question.group_by.clone(),
                key: key.clone(),
                values: question
                    .measures
                    .iter()
                    .filter_map(|measure| measured.get(measure).map(|it| StatisticsValue::of(*measure, *it)))
                    .collect(),
            });
            Ok(Statistics {
                as_of: answer.as_of.map(Moment),
                from,
                before: until,
                time_zone: TimeZone(answer.time_zone),
                exact: answer.exact,
                smallest: answer.least,
                refused_measures,
                buckets: buckets.collect(),
            })
        })
        .await
    }
}

fn error(refused: Refused) -> Error {
    match refused {
        Refused::Budget => Error::BudgetSpent,
        Refused::TooManyBuckets => {
            Error::bad_input("groupBy", "the answer has too many buckets; group by fewer dimensions, or filter")
        }
        Refused::TooManyRows => {
            Error::bad_input("between", "too many referrals are concerned; ask for a shorter period, or filter")
        }
        Refused::Error(error) => error,
    }
}
