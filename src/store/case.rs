//! Lists of cases. Each filter and each order is an argument of a class, and narrows the list to the rows whose class
//! the viewer may read.

use entity::{
    case::{Column as C, Entity},
    codes::{CaseStatus, DataClass, Priority},
    nationality,
    person_name_word::{self, Column as W},
};
use sea_orm::{
    JoinType,
    prelude::DateTimeUtc,
    sea_query::{Cond, Condition, DynIden, Expr, ExprTrait, IntoIden, Order, Query, SelectStatement},
};
use uuid::Uuid;

use super::{
    paging::Paging,
    read::Listing,
    scope::{Scope, alias, code, column, constant},
    ways::{self, Way},
};
use crate::rules::fold::search_key;

/// The alias of the case in each way in.
const CANDIDATE: &str = "candidate";

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
    let c = alias(CANDIDATE);
    let ways = ways(scope, filter, &paging.condition(&c, order));
    ways::page((Entity.into_iden(), &c, C::Id.into_iden()), order, paging, ways)
}

/// All such cases, to be counted.
#[must_use]
pub fn all(scope: &Scope, filter: &CaseFilter) -> SelectStatement {
    ways::all((&Entity.into_iden(), &alias(CANDIDATE), &C::Id.into_iden()), ways(scope, filter, &Cond::all()))
}

/// The ways in, each narrowed by the filter and to a part of the list.
fn ways(scope: &Scope, filter: &CaseFilter, part: &Condition) -> Vec<Way> {
    let (c, class) = (alias(CANDIDATE), DataClass::OperationalCoarse);
    let narrowed = conditions(scope, filter, &c);
    // How many rows a time has is not known before it is named: the few are not looked for by it.
    let time = Cond::all()
        .add_option(filter.opened_from.map(|from| column(&c, C::OpenedAt).gte(from)))
        .add_option(filter.opened_before.map(|before| column(&c, C::OpenedAt).lt(before)))
        .add(part.clone());
    let found = |way: Condition| {
        Query::select()
            .column((c.clone(), C::Id))
            .from_as(Entity, c.clone())
            .cond_where(Cond::all().add(way).add(narrowed.clone()))
            .take()
    };
    let standing = |way| Way { ids: found(way).cond_where(time.clone()).take(), few: None };
    let marked = |way| {
        let ids = found(way).columns([(c.clone(), C::OpenedAt), (c.clone(), C::Reference)]).take();
        Way { ids, few: Some(time.clone()) }
    };
    let all = scope.standing(&c, class).into_iter().map(standing);
    all.chain(scope.marked(&c, class).into_iter().map(marked)).collect()
}

/// What the filter asks, each part with the class that it would tell.
fn conditions(scope: &Scope, filter: &CaseFilter, c: &DynIden) -> Condition {
    let CaseFilter { status, priority, centre, opened_from: _, opened_before: _, assigned_to_me, nationality, name } =
        filter;
    // The time of opening, which stands elsewhere, tells what every known case shows.
    let mut needed: Vec<DataClass> = Vec::new();
    let mut all = Cond::all();
    let mut ask = |class: DataClass, condition: Expr| {
        if !needed.contains(&class) {
            needed.push(class);
        }
        all = all.clone().add(condition);
    };
    if let Some(status) = status {
        ask(DataClass::Operational, column(c, C::Status).is_in(status.iter().map(code)));
    }
    if let Some(priority) = priority {
        ask(DataClass::Operational, column(c, C::Priority).is_in(priority.iter().map(code)));
    }
    if let Some(centre) = centre {
        ask(DataClass::Operational, column(c, C::FrontingCentreId).eq(*centre));
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
    let mut people = Query::select();
    let first = alias("word0");
    for (number, beginning) in key.split(' ').filter(|word| !word.is_empty()).enumerate() {
        let word = DynIden::from(format!("word{number}"));
        let same = column(&word, W::PersonNameId).equals((first.clone(), W::PersonNameId));
        match number {
            0 => people.column((word.clone(), W::PersonId)).from_as(person_name_word::Entity, word.clone()),
            _ => people.join_as(JoinType::InnerJoin, person_name_word::Entity, word.clone(), same),
        };
        // Not LIKE: SQLite has no index for that. Nothing that begins so comes behind the last character there is.
        people
            .and_where(column(&word, W::Word).gte(beginning))
            .and_where(column(&word, W::Word).lt(format!("{beginning}{}", char::MAX)));
    }
    if key.is_empty() {
        return constant(false);
    }
    column(c, C::PersonId).in_subquery(people)
}
