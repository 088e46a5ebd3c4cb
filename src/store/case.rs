//! Lists of cases. Each filter and each order is an argument of a class, and narrows the list to the rows whose class
//! the viewer may read.

use entity::{
    case::{Column as C, Entity},
    codes::{CaseStatus, DataClass, Priority},
    nationality, person_name,
};
use sea_orm::{
    ActiveEnum,
    prelude::DateTimeUtc,
    sea_query::{Cond, Condition, DynIden, Expr, ExprTrait, IntoIden, Order, Query, SelectStatement, UnionType},
};
use uuid::Uuid;

use super::{
    paging::Paging,
    read::{Listing, listed},
    scope::{Scope, alias, column},
};
use crate::rules::fold::search_key;

/// Which cases.
#[derive(Clone, Debug, Default)]
pub struct CaseFilter {
    /// In one of these states.
    pub status: Option<Vec<CaseStatus>>,
    /// Of one of these priorities.
    pub priority: Option<Vec<Priority>>,
    /// Answered for by this centre.
    pub centre: Option<Uuid>,
    /// Opened at this moment or later.
    pub opened_from: Option<DateTimeUtc>,
    /// Opened before this moment.
    pub opened_before: Option<DateTimeUtc>,
    /// Assigned to the viewer.
    pub assigned_to_me: Option<bool>,
    /// Of a person with this nationality.
    pub nationality: Option<String>,
    /// Of a person with this name: all words, each the beginning of a part of one spelling.
    pub name: Option<String>,
}

/// How a list of cases is ordered; always by operational columns.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum CaseOrder {
    /// By the moment of opening.
    #[default]
    OpenedAt,
    /// By reference.
    Reference,
}

impl CaseOrder {
    /// The ordering columns.
    #[must_use]
    pub fn columns(self, direction: &Order) -> Vec<(DynIden, Order)> {
        let key = match self {
            Self::OpenedAt => C::OpenedAt,
            Self::Reference => C::Reference,
        };
        vec![(key.into_iden(), direction.clone()), (C::Id.into_iden(), direction.clone())]
    }
}

/// The cases that the viewer may know of and that the filter lets through.
#[must_use]
pub fn list(scope: &Scope, filter: &CaseFilter, order: &[(DynIden, Order)], paging: &Paging) -> Listing {
    let t = listed();
    let c = alias("candidate");
    let narrowed = || Cond::all().add(conditions(scope, filter, &c)).add(paging.condition(&c, order));
    // Each way in is read by its own index and cut to a page before they are put together.
    let first = |mut select: SelectStatement| {
        for (name, direction) in paging.order(order) {
            select.order_by((c.clone(), name), direction);
        }
        select.limit(paging.limit()).take()
    };
    let standing = scope.standing(&c, DataClass::OperationalCoarse).into_iter();
    let standing = standing.map(|way| first(candidates(&c, way, narrowed())));
    let marked = scope.marked(&c, DataClass::OperationalCoarse).into_iter();
    let marked = marked.map(|way| first(collected(&c, order, candidates(&c, way, narrowed()))));
    let ids = union(standing.chain(marked).collect());
    let from = Query::select().from_as(Entity, t.clone()).and_where(column(&t, C::Id).in_subquery(ids)).take();
    Listing { from, order: paging.order(order), limit: paging.limit() }
}

/// All such cases, to be counted.
#[must_use]
pub fn all(scope: &Scope, filter: &CaseFilter) -> SelectStatement {
    let c = alias("candidate");
    let class = DataClass::OperationalCoarse;
    let ways = scope.standing(&c, class).into_iter().chain(scope.marked(&c, class));
    union(ways.map(|way| candidates(&c, way, conditions(scope, filter, &c))).collect())
}

/// Collects all candidates before they are ordered. Otherwise PostgreSQL, which sees that a page is enough, would walk
/// through everybody's cases in order and ask of each whether it is one of the few.
fn collected(c: &DynIden, order: &[(DynIden, Order)], mut candidates: SelectStatement) -> SelectStatement {
    for (name, _) in order.iter().filter(|(name, _)| *name != C::Id.into_iden()) {
        candidates.column((c.clone(), name.clone()));
    }
    // A limit that is never reached keeps the two statements apart, on both databases.
    candidates.limit(i64::MAX.unsigned_abs());
    Query::select().column((c.clone(), C::Id)).from_subquery(candidates, c.clone()).take()
}

fn candidates(c: &DynIden, way: Condition, narrowed: Condition) -> SelectStatement {
    Query::select()
        .column((c.clone(), C::Id))
        .from_as(Entity, c.clone())
        .cond_where(Cond::all().add(way).add(narrowed))
        .take()
}

/// One statement of all ids; SQLite wants an ordered part of a union to be a statement of its own.
fn union(ways: Vec<SelectStatement>) -> SelectStatement {
    let id = || C::Id.into_iden();
    ways.into_iter()
        .enumerate()
        .map(|(number, way)| {
            let part = alias(&format!("way{number}"));
            Query::select().column((part.clone(), id())).from_subquery(way, part).take()
        })
        .reduce(|mut all, way| all.union(UnionType::Distinct, way).take())
        .unwrap_or_else(|| {
            // No relation opens any case to this viewer.
            let none = alias("none");
            Query::select().column((none.clone(), id())).from_as(Entity, none).and_where(Expr::val(1).eq(0)).take()
        })
}

/// What the filter asks, each part with the class that it would tell.
fn conditions(scope: &Scope, filter: &CaseFilter, c: &DynIden) -> Condition {
    let CaseFilter { status, priority, centre, opened_from, opened_before, assigned_to_me, nationality, name } = filter;
    let mut needed: Vec<DataClass> = Vec::new();
    let mut all = Cond::all();
    let mut ask = |class: DataClass, condition: Expr| {
        if !needed.contains(&class) {
            needed.push(class);
        }
        all = all.clone().add(condition);
    };
    if let Some(status) = status {
        ask(DataClass::Operational, column(c, C::Status).is_in(status.iter().map(ActiveEnum::to_value)));
    }
    if let Some(priority) = priority {
        ask(DataClass::Operational, column(c, C::Priority).is_in(priority.iter().map(ActiveEnum::to_value)));
    }
    if let Some(centre) = centre {
        ask(DataClass::Operational, column(c, C::FrontingCentreId).eq(*centre));
    }
    if let Some(from) = opened_from {
        ask(DataClass::OperationalCoarse, column(c, C::OpenedAt).gte(*from));
    }
    if let Some(before) = opened_before {
        ask(DataClass::OperationalCoarse, column(c, C::OpenedAt).lt(*before));
    }
    if let Some(mine) = assigned_to_me {
        let me = scope.viewer.worker_id;
        let assigned = |to: C| column(c, to).is_not_null().and(column(c, to).eq(me));
        let assigned = assigned(C::AssignedWorkerId).or(assigned(C::MedicalWorkerId));
        ask(DataClass::Operational, if *mine { assigned } else { assigned.not() });
    }
    if let Some(country) = nationality {
        let of = alias("nationality");
        let holders = Query::select()
            .column((of.clone(), nationality::Column::PersonId))
            .from_as(nationality::Entity, of.clone())
            .and_where(column(&of, nationality::Column::Country).eq(country.as_str()))
            .take();
        ask(DataClass::Identity, column(c, C::PersonId).in_subquery(holders));
    }
    if let Some(name) = name {
        ask(DataClass::Identity, named(c, name));
    }
    needed.into_iter().fold(all, |all, class| all.add(scope.cases(c, class)))
}

/// "A spelling of the person's name has, for each word asked, a part that begins with it."
fn named(c: &DynIden, name: &str) -> Expr {
    let key = search_key(name);
    let mut words = key.split(' ').filter(|word| !word.is_empty()).peekable();
    if words.peek().is_none() {
        return Expr::val(1).eq(0);
    }
    let spelling = alias("spelling");
    let mut select = Query::select();
    select.column((spelling.clone(), person_name::Column::PersonId)).from_as(person_name::Entity, spelling.clone());
    for word in words {
        // A folded key holds letters, digits and single spaces only: no wildcard can get in.
        let searched = || column(&spelling, person_name::Column::SearchKey);
        select.and_where(searched().like(format!("{word}%")).or(searched().like(format!("% {word}%"))));
    }
    column(c, C::PersonId).in_subquery(select)
}
