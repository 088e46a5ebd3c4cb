//! The root of statistics. Its types hold numbers about many people, and no record: what may be told was decided before they
//! are made.

mod bucket;
mod filter;
mod records;

use std::sync::Arc;

use async_graphql::{Context, Object, SimpleObject};
use entity::codes::{DataClass as D, StatisticsDimension, StatisticsInterval, StatisticsMeasure};
use sea_orm::prelude::{Date, DateTimeUtc};

use self::records::Records;
pub use self::{
    bucket::{StatisticsBucket, StatisticsValue},
    filter::{StatisticsFilter, StatisticsPeriod},
};
use super::{record::Maybe, request::Request, visible};
use crate::{
    access::directive::holds,
    error::Error,
    rules::statistics::question::{Question, Wrong},
    store::statistics::answer::{self, Refused},
};

/// Numbers about many people.
#[derive(Debug, SimpleObject)]
pub struct Statistics {
    /// The moment up to which changes are counted; none where nothing was counted yet.
    as_of: Option<DateTimeUtc>,
    /// The first day that is counted.
    from: Date,
    /// The day after the last that is counted.
    until: Date,
    /// Whether the numbers are complete and exact: you may read every row behind them. Otherwise small ones are left out and a
    /// number may be the one you were told before, or, where you read the rows, cases are missing that are closed to you.
    exact: bool,
    /// A number about fewer people is left out; 0 where nothing is.
    smallest: i64,
    /// One for each combination of which something is told, in the order of the dimensions: where a combination is missing there is
    /// nobody, or too few.
    buckets: Vec<StatisticsBucket>,
}

/// The root of statistics.
#[derive(Debug, Default)]
pub struct StatisticsRoot;

/// What can be counted.
#[expect(clippy::too_many_arguments, reason = "a root has as many as a question has parts")]
#[Object]
impl StatisticsRoot {
    /// Numbers about many people, by up to three dimensions. Who may read every row behind them has exact numbers; to others no
    /// number is told that is about fewer than 5 people, 10 where protection, health or asylum is asked about.
    #[graphql(visible = "visible::statistics")]
    async fn statistics(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is measured, up to eight.", directive = holds::apply(D::Public))] measures: Vec<
            StatisticsMeasure,
        >,
        #[graphql(default, desc = "What it is grouped by, up to three.", directive = holds::apply(D::Public))]
        group_by: Vec<StatisticsDimension>,
        #[graphql(desc = "Whom it is about.", directive = holds::apply(D::Public))] filter: Option<StatisticsFilter>,
        #[graphql(desc = "The time, rounded to whole months; ten years at most.", directive = holds::apply(D::Public))]
        between: StatisticsPeriod,
        #[graphql(default, desc = "How long the periods are.", directive = holds::apply(D::Public))]
        interval: StatisticsInterval,
        #[graphql(
            default,
            desc = "Count the referrals that your organisation received, instead of its own cases: exact, as of now, by what the inbox shows.",
            directive = holds::apply(D::Public)
        )]
        received: bool,
    ) -> Maybe<Statistics> {
        Maybe::of(async {
            let (from, until) = between.whole_months();
            let filter = filter.unwrap_or_default().region()?;
            let question = Question { measures, group_by, filter, from, until, interval, received };
            question.check().map_err(|Wrong { argument, message }| Error::bad_input(argument, message))?;
            let answer = answer::answer(&Request::of(ctx).store, &question).await.map_err(error)?;
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
                as_of: answer.as_of,
                from,
                until,
                exact: answer.exact,
                smallest: answer.least,
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
            Error::bad_input("groupBy", "this makes too many buckets; group by less, or narrow it")
        }
        Refused::TooManyRows => {
            Error::bad_input("between", "this is about too many referrals; ask for a shorter time, or narrow it")
        }
        Refused::Error(error) => error,
    }
}
