//! Reading precomputed counts: one grouped statement for each subject.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{
    codes::{StatisticsState, StatisticsSubject},
    statistics_cell::{Column as C, Entity},
};
use sea_orm::{
    ActiveEnum, DbErr, QueryResult,
    sea_query::{Condition, DynIden, ExprTrait, Func, Query, SelectStatement, SimpleExpr},
};
use uuid::Uuid;

use super::population::Population;
use crate::{
    error::Error,
    rules::{
        statistics::{
            Count,
            measure::{Value, definition, has},
            question::Question,
            region::{Axis, Values},
        },
        time_zone::{day_of, of_row},
    },
    store::{
        Store,
        sql::expression::{column, constant, listed},
    },
};

/// One counted combination.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub(crate) struct Line {
    /// The values on the axes of the question, in its order.
    pub key: Vec<String>,
    /// The state of the rows.
    pub state: Option<StatisticsState>,
    /// Whether they are past their due time.
    pub overdue: bool,
    /// The duration in hours.
    pub hours: Option<i32>,
    /// The counts of rows and people.
    pub count: Count,
}

/// How the rows of one subject are counted for a question.
#[derive(Clone, Debug)]
pub(crate) struct Counting {
    /// The statement.
    pub statement: SelectStatement,
    axes: Vec<Axis>,
    /// Columns that the rows are also grouped by, because a measure needs them.
    apart: Vec<C>,
}

impl Counting {
    /// Builds the counting of a subject's rows for the question.
    /// `zone` is the name of the time zone of the centre that the question is about, if its months are those of that zone.
    pub(crate) fn of(
        store: &Store,
        question: &Question,
        population: &Population,
        (subject, zone): (StatisticsSubject, Option<&str>),
    ) -> Self {
        let now = store.scope.now;
        let month = if zone.is_some() { C::LocalMonth } else { C::Month };
        // At a centre east of UTC a month can have begun that is not counted yet.
        let today = zone.map_or(now.date_naive(), |zone| Ord::min(day_of(now, of_row(zone)), now.date_naive()));
        let t = listed();
        let axes: Vec<_> = question.group_by.iter().copied().map(Axis::of).collect();
        debug_assert!(axes.iter().all(|axis| has(subject, *axis)), "a question is checked before it is asked");
        let apart = apart(question, subject);
        let mut select = Query::select();
        let grouped: Vec<C> = axes.iter().map(|axis| of_axis(*axis, month)).chain(apart.iter().copied()).collect();
        for of in &grouped {
            select.expr(column(&t, *of));
        }
        // A viewer who reads the rows of one centre must not learn whether a person was counted elsewhere before.
        let people = if matches!(population, Population::Read(_)) { C::PeopleHere } else { C::People };
        for of in [C::Amount, people] {
            // In PostgreSQL SUM(int) is bigint, and SUM over no rows is NULL.
            let sum = Func::coalesce([SimpleExpr::from(Func::sum(column(&t, of))), constant(0_i64)]);
            select.expr(SimpleExpr::from(sum).cast_as("bigint"));
        }
        select
            .from_as(Entity, t.clone())
            .and_where(column(&t, C::Subject).eq(subject.to_value()))
            .and_where(column(&t, month).is_in(question.months(subject, today)))
            .and_where_option(zone.is_none().then(|| column(&t, C::CountsInUtc)))
            .cond_where(population.condition(&store.scope, &t))
            .cond_where(filter(store, question, &t))
            .add_group_by(grouped.iter().map(|of| column(&t, *of)))
            .limit(LINES + 1);
        Self { statement: select, axes, apart }
    }

    /// Reads the counts.
    /// Errors: a database error, or too many combinations.
    pub(crate) async fn lines(&self, store: &Store, question: &Question) -> Result<Vec<Line>, Error> {
        let rows = store.database.read(&self.statement).await?;
        if rows.len() as u64 > LINES {
            return Err(Error::bad_input("groupBy", "too many combinations; group by fewer dimensions, or filter"));
        }
        let mut lines: HashMap<_, Count> = HashMap::new();
        for row in &rows {
            let line = self.line(store, question, row)?;
            // Protected centres are merged with their fronting centre here, and months with their period.
            let sum = lines.entry((line.key, line.state, line.overdue, line.hours)).or_default();
            *sum = sum.and(line.count);
        }
        let line = |((key, state, overdue, hours), count)| Line { key, state, overdue, hours, count };
        Ok(lines.into_iter().filter(|(_, count)| *count != Count::default()).map(line).collect())
    }

    fn line(&self, store: &Store, question: &Question, row: &QueryResult) -> Result<Line, DbErr> {
        let key = self.axes.iter().enumerate().map(|(place, axis)| value(store, question, *axis, row, place));
        let place = |is: fn(&C) -> bool| self.apart.iter().position(is).map(|place| self.axes.len() + place);
        let sums = self.axes.len() + self.apart.len();
        Ok(Line {
            key: key.collect::<Result<_, _>>()?,
            state: place(|it| matches!(it, C::State)).map_or(Ok(None), |at| row.try_get_by_index(at))?,
            overdue: place(|it| matches!(it, C::Overdue)).map_or(Ok(false), |at| row.try_get_by_index(at))?,
            hours: place(|it| matches!(it, C::Hours)).map_or(Ok(None), |at| row.try_get_by_index(at))?,
            count: Count { amount: row.try_get_by_index(sums)?, people: row.try_get_by_index(sums + 1)? },
        })
    }
}

/// The columns that a measure of the subject needs to distinguish rows.
fn apart(question: &Question, subject: StatisticsSubject) -> Vec<C> {
    let of: Vec<_> = question.measures.iter().copied().map(definition).filter(|it| it.subject == subject).collect();
    let columns = [
        (C::State, of.iter().any(|it| !it.states.is_empty())),
        (C::Overdue, of.iter().any(|it| it.overdue)),
        (C::Hours, of.iter().any(|it| matches!(it.value, Value::Hours(_) | Value::Days(_)))),
    ];
    columns.into_iter().filter_map(|(column, asked)| asked.then_some(column)).collect()
}

fn filter(store: &Store, question: &Question, t: &DynIden) -> Condition {
    question.filter.iter().fold(Condition::all(), |all, (axis, values)| {
        let Values::Only(these) = values else { return all };
        let of = column(t, of_axis(axis, C::Month));
        all.add(match axis {
            Axis::Centre => of.is_in(store.directory.centres().iter().filter_map(|centre| {
                let answers = centre.fronting_centre_id.unwrap_or(centre.id);
                these.contains(&answers.to_string()).then_some(centre.id)
            })),
            Axis::Organisation => of.is_in(these.iter().filter_map(|id| id.parse::<Uuid>().ok())),
            Axis::Overdue | Axis::ProtectionConcern | Axis::MedicalNeed | Axis::InternationalProtection => {
                of.is_in(these.iter().map(|value| value == TRUE))
            }
            _ => of.is_in(these.iter().cloned()),
        })
    })
}

/// The most combinations that are read for a question, before they are merged into buckets.
const LINES: u64 = 100_000;

/// The spelling of true in a region.
pub(crate) const TRUE: &str = "true";

/// A value in the spelling of a region. An unknown value is the empty string.
fn value(store: &Store, question: &Question, axis: Axis, row: &QueryResult, place: usize) -> Result<String, DbErr> {
    Ok(match axis {
        Axis::Month => question.period(row.try_get_by_index::<NaiveDate>(place)?).to_string(),
        Axis::Centre => {
            let id: Uuid = row.try_get_by_index(place)?;
            let centre = store.directory.centre(id);
            centre.and_then(|centre| centre.fronting_centre_id).unwrap_or(id).to_string()
        }
        Axis::Organisation => row.try_get_by_index::<Uuid>(place)?.to_string(),
        Axis::Overdue | Axis::ProtectionConcern | Axis::MedicalNeed | Axis::InternationalProtection => {
            row.try_get_by_index::<bool>(place)?.to_string()
        }
        _ => row.try_get_by_index::<Option<String>>(place)?.unwrap_or_default(),
    })
}

fn of_axis(axis: Axis, month: C) -> C {
    match axis {
        Axis::Month => month,
        Axis::Country => C::Country,
        Axis::Centre => C::CentreId,
        Axis::Organisation => C::OrganisationId,
        Axis::ServiceGroup => C::ServiceGroup,
        Axis::Urgency => C::Urgency,
        Axis::State => C::State,
        Axis::Overdue => C::Overdue,
        Axis::Nationality => C::Nationality,
        Axis::Sex => C::Sex,
        Axis::AgeBand => C::AgeBand,
        Axis::ProtectionConcern => C::ProtectionConcern,
        Axis::MedicalNeed => C::MedicalNeed,
        Axis::InternationalProtection => C::InternationalProtection,
    }
}
