//! Statistics of referrals that the viewer's organisation received, counted from the rows themselves. Only rows that
//! the inbox would show are counted, so that a number never reveals more than the list. A question is answered only if
//! the viewer can read all such referrals, so that none is missing from the number.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use entity::{
    codes::{
        AccessMode, Coarsens, DataClass, ReferralState, ServiceType, StatisticsMeasure, StatisticsSubject, Urgency,
    },
    referral::{Column as C, Entity},
};
use sea_orm::{
    ActiveEnum, DbErr, Iterable, QueryResult,
    prelude::{DateTimeUtc, Uuid},
    sea_query::{Cond, Condition, DynIden, Expr, ExprTrait, Query, SelectStatement},
};

use super::{
    buckets::{Answer, Refused, bounded, buckets},
    cells::Line,
    count::hours,
    kept::Answers,
    months::{bounds, first_of_month},
    table::Table,
};
use crate::{
    access::policy::spelled,
    error::Error,
    rules::{
        statistics::{
            Count,
            measure::definition,
            question::Question,
            received::{class, relations},
            region::{Axis, Region, Universe, Values},
            states::of_referral,
        },
        time_zone::USUAL,
    },
    store::{
        Store,
        access::scope::Scope,
        sql::expression::{code, column, listed},
    },
};

/// The most referrals that one question reads.
const ROWS: u64 = 50_000;

/// The class of the rows that the measure is counted from.
/// Errors: `FORBIDDEN` if the viewer cannot read what is asked of every received referral.
pub(super) fn permitted(scope: &Scope, question: &Question, measure: StatisticsMeasure) -> Result<DataClass, Error> {
    let of = definition(measure);
    let class = class(question, &of);
    let reads = |relation| scope.grants.classes(AccessMode::Standard, relation).holds(class);
    if relations(question, &of).iter().copied().all(reads) {
        return Ok(class);
    }
    let by_urgency = question.axes().any(|axis| axis == Axis::Urgency);
    let hint = if by_urgency { "; by URGENCY only while they wait: filter state: [WAITING]" } else { "" };
    Err(Error::NotCounted(format!("{} of received referrals{hint}", spelled(&measure))))
}

/// Answers a question about received referrals, exactly and as of now. One statement reads the referrals for all
/// measures that need the same class.
/// Errors: `FORBIDDEN` if the viewer cannot read what is asked of every such referral.
pub(crate) async fn answer(store: &Store, answers: &Answers, question: &Question) -> Result<Answer, Refused> {
    let mut of_class: BTreeMap<DataClass, Vec<_>> = BTreeMap::new();
    for measure in &question.measures {
        of_class.entry(permitted(&store.scope, question, *measure)?).or_default().push(*measure);
    }
    // The rows are read every time, so these questions share the limit of concurrent recounts.
    let turn = answers.turn(store).await;
    let store = &turn.store;
    let mut tables = Vec::with_capacity(question.measures.len());
    for (class, measures) in of_class {
        let subjects: BTreeSet<_> = measures.iter().map(|measure| definition(*measure).subject).collect();
        // Equal lines are counted together, because a large organisation receives hundreds of thousands of referrals.
        let mut alike: HashMap<(StatisticsSubject, Line), i64> = HashMap::new();
        let statement = statement(&store.scope, question, class);
        let mut count = |row: QueryResult| -> Result<(), DbErr> {
            let row = Received::read(&row)?;
            for subject in &subjects {
                if let Some(line) = row.line(question, *subject, store.scope.now) {
                    *alike.entry((*subject, line)).or_default() += 1;
                }
            }
            Ok(())
        };
        let mut read = 0;
        let each = |row| {
            read += 1;
            count(row)
        };
        store.database.each(&statement, each).await?;
        if read > ROWS {
            return Err(Refused::TooManyRows);
        }
        for measure in measures {
            let subject = definition(measure).subject;
            let lines = alike.iter().filter(|((of, _), _)| *of == subject);
            let summed = |amount| Count { amount, people: amount };
            let lines: Vec<_> =
                lines.map(|((_, line), amount)| Line { count: summed(*amount), ..line.clone() }).collect();
            tables.push(Table::of(store, question, &Region::ALL, &Universe::default(), (measure, &lines)));
        }
    }
    bounded(&tables)?;
    let buckets = Arc::new(buckets(question, tables, true));
    let time_zone = USUAL.to_owned();
    Ok(Answer { as_of: Some(store.scope.now), time_zone, exact: true, least: 0, buckets })
}

fn statement(scope: &Scope, question: &Question, class: DataClass) -> SelectStatement {
    let t = listed();
    let mut select = Query::select();
    for of in [
        C::State,
        C::ServiceType,
        C::Urgency,
        C::FromOrganisationId,
        C::SentAt,
        C::AcknowledgedAt,
        C::DecidedAt,
        C::NextDueAt,
    ] {
        select.expr(column(&t, of));
    }
    select
        .from_as(Entity, t.clone())
        .cond_where(scope.referrals_received(&t, class))
        .and_where(column(&t, C::SentAt).gte(bounds(question.from).0))
        .and_where(column(&t, C::SentAt).lt(bounds(question.until).0))
        .cond_where(filter(question, &t))
        .limit(ROWS + 1);
    select
}

fn filter(question: &Question, t: &DynIden) -> Condition {
    question.filter.iter().fold(Cond::all(), |all, (axis, values)| {
        let Values::Only(these) = values else { return all };
        let of = |of| column(t, of);
        all.add(match axis {
            Axis::Organisation => {
                of(C::FromOrganisationId).is_in(these.iter().filter_map(|id| id.parse::<Uuid>().ok()))
            }
            Axis::ServiceGroup => {
                let members = ServiceType::iter().filter(|it| values.holds(&spelled(&it.coarse())));
                of(C::ServiceType).is_in(members.map(|it| code(&it)))
            }
            Axis::Urgency => {
                let those = Urgency::iter().filter(|it| values.holds(&spelled(it)));
                of(C::Urgency).is_in(those.map(|it| code(&it)))
            }
            Axis::State => {
                let stands = |state: &ReferralState| of_referral(*state).is_some_and(|it| values.holds(&it.to_value()));
                of(C::State).is_in(ReferralState::iter().filter(stands).map(|it| code(&it)))
            }
            // Rejected before: a received referral has no values on these axes.
            _ => Expr::val(false),
        })
    })
}

/// The columns of one referral that are counted.
struct Received {
    state: ReferralState,
    service_type: ServiceType,
    urgency: Urgency,
    from_organisation_id: Uuid,
    sent_at: DateTimeUtc,
    acknowledged_at: Option<DateTimeUtc>,
    decided_at: Option<DateTimeUtc>,
    next_due_at: Option<DateTimeUtc>,
}

impl Received {
    fn read(row: &QueryResult) -> Result<Self, DbErr> {
        Ok(Self {
            state: row.try_get_by_index(0)?,
            service_type: row.try_get_by_index(1)?,
            urgency: row.try_get_by_index(2)?,
            from_organisation_id: row.try_get_by_index(3)?,
            sent_at: row.try_get_by_index(4)?,
            acknowledged_at: row.try_get_by_index(5)?,
            decided_at: row.try_get_by_index(6)?,
            next_due_at: row.try_get_by_index(7)?,
        })
    }

    /// The line of a subject, if the referral counts for it.
    fn line(&self, question: &Question, subject: StatisticsSubject, now: DateTimeUtc) -> Option<Line> {
        let state = of_referral(self.state)?;
        let until = match subject {
            StatisticsSubject::Acknowledgement => Some(self.acknowledged_at?),
            StatisticsSubject::Decision => Some(self.decided_at?),
            _ => None,
        };
        let value = |axis| match axis {
            Axis::Month => question.period(first_of_month(self.sent_at)).to_string(),
            Axis::Organisation => self.from_organisation_id.to_string(),
            Axis::ServiceGroup => spelled(&self.service_type.coarse()),
            Axis::Urgency => spelled(&self.urgency),
            Axis::State => state.to_value(),
            // Rejected before.
            _ => String::new(),
        };
        Some(Line {
            key: question.group_by.iter().copied().map(Axis::of).map(value).collect(),
            state: Some(state),
            overdue: self.next_due_at.is_some_and(|due| due < now),
            hours: until.map(|until| hours(self.sent_at, until)),
            count: Count { amount: 1, people: 1 },
        })
    }
}
