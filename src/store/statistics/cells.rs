//! Reading counts: one statement for each subject, grouped in the database.

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
    rules::statistics::{
        Count,
        measure::has,
        question::Question,
        region::{Axis, Values},
    },
    store::{Store, read::listed, scope::column},
};

/// One line of what the database counted.
#[derive(Clone, Debug)]
pub struct Line {
    /// The values on the axes of the question, in its order.
    pub key: Vec<String>,
    /// Where the rows stand.
    pub state: Option<StatisticsState>,
    /// Whether they wait beyond their due time.
    pub overdue: bool,
    /// How long it took.
    pub hours: Option<i32>,
    /// How many.
    pub count: Count,
}

/// Counts the rows of a subject that the question is about.
///
/// # Errors
/// When the database does not answer.
pub async fn read(
    store: &Store,
    question: &Question,
    population: &Population,
    subject: StatisticsSubject,
) -> Result<Vec<Line>, Error> {
    let axes: Vec<_> = question.group_by.iter().copied().map(Axis::of).collect();
    let statement = statement(store, question, population, subject, &axes);
    let rows = store.database.read(&statement).await?;
    let mut lines: HashMap<_, Count> = HashMap::new();
    for row in &rows {
        let line = line(store, question, &axes, row)?;
        // Exact centres and single months come together here.
        let sum = lines.entry((line.key, line.state, line.overdue, line.hours)).or_default();
        *sum = sum.and(line.count);
    }
    let line = |((key, state, overdue, hours), count)| Line { key, state, overdue, hours, count };
    Ok(lines.into_iter().map(line).collect())
}

fn statement(
    store: &Store,
    question: &Question,
    population: &Population,
    subject: StatisticsSubject,
    axes: &[Axis],
) -> SelectStatement {
    let t = listed();
    let mut select = Query::select();
    let mut grouped: Vec<C> = axes.iter().map(|axis| of_axis(*axis)).collect();
    grouped.extend([C::State, C::Overdue, C::Hours]);
    for of in &grouped {
        select.expr(column(&t, *of));
    }
    for of in [C::Amount, C::People] {
        // PostgreSQL adds up to a wider type.
        select.expr(SimpleExpr::from(Func::sum(column(&t, of))).cast_as("bigint"));
    }
    select
        .from_as(Entity, t.clone())
        .and_where(column(&t, C::Subject).eq(subject.to_value()))
        .and_where(column(&t, C::Month).is_in(question.months(subject, store.scope.now.date_naive())))
        .cond_where(population.condition(&store.scope, &t))
        .cond_where(filter(store, question, &t))
        .add_group_by(grouped.iter().map(|of| column(&t, *of)));
    debug_assert!(axes.iter().all(|axis| has(subject, *axis)), "a question is checked before it is asked");
    select
}

fn filter(store: &Store, question: &Question, t: &DynIden) -> Condition {
    question.filter.iter().fold(Condition::all(), |all, (axis, values)| {
        let Values::Only(these) = values else { return all };
        let of = column(t, of_axis(axis));
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

/// How a yes is spelled in a region.
pub const TRUE: &str = "true";

fn line(store: &Store, question: &Question, axes: &[Axis], row: &QueryResult) -> Result<Line, DbErr> {
    let at = axes.len();
    let key = axes.iter().enumerate().map(|(place, axis)| value(store, question, *axis, row, place));
    Ok(Line {
        key: key.collect::<Result<_, _>>()?,
        state: row.try_get_by_index(at)?,
        overdue: row.try_get_by_index(at + 1)?,
        hours: row.try_get_by_index(at + 2)?,
        count: Count { amount: row.try_get_by_index(at + 3)?, people: row.try_get_by_index(at + 4)? },
    })
}

/// A value as it is spelled in a region; what is not known is the empty text.
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

fn of_axis(axis: Axis) -> C {
    match axis {
        Axis::Month => C::Month,
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
