//! Lists of cases. Each filter and each order has a data class, and limits the list to the rows of which the viewer may
//! read that class.

use entity::{
    case::{Column as C, Entity},
    codes::{CaseStatus, DataClass, Priority},
};
use sea_orm::{
    prelude::DateTimeUtc,
    sea_query::{Cond, Condition, DynIden, Expr, ExprTrait, IntoIden, Order, Query, SelectStatement},
};
use uuid::Uuid;

use super::cases_by_person::{FEW_CASES, Sought};
use crate::{
    rules::{inference::nationality_reveals, search::NameSearch},
    store::{
        access::scope::Scope,
        read::{
            access_paths::{self, Way},
            rows::Listing,
        },
        sql::{
            expression::{alias, code, column, constant},
            paging::Paging,
        },
    },
};

/// The alias of the case in each access path.
const CANDIDATE: &str = "candidate";

/// Upper bounds of the two order columns: no case is opened after this moment, and no reference sorts after this text.
const LAST_MOMENT: DateTimeUtc =
    DateTimeUtc::from_timestamp(253_402_300_799, 0).expect("it is the end of the year 9999");
const LAST_TEXT: &str = "\u{10FFFF}";

/// Filter of a list of cases.
#[derive(Clone, Debug, Default)]
pub struct CaseFilter {
    /// Only cases in one of these states.
    pub status: Option<Vec<CaseStatus>>,
    /// Only cases with one of these priorities.
    pub priority: Option<Vec<Priority>>,
    /// Only cases at this centre, or at a protected centre that it fronts for.
    pub centre: Option<Uuid>,
    /// Only cases opened at this moment or later.
    pub opened_from: Option<DateTimeUtc>,
    /// Only cases opened before this moment.
    pub opened_before: Option<DateTimeUtc>,
    /// `true`: only cases assigned to the viewer; `false`: only the others.
    pub assigned_to_me: Option<bool>,
    /// Only cases of people with this nationality.
    pub nationality: Option<String>,
    /// Only cases of people with this name: every word of the search begins a part of the same spelling.
    pub name: Option<NameSearch>,
}

/// The order of a list of cases. Only operational columns are allowed.
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
    pub fn columns(self, direction: &Order) -> Vec<(DynIden, Order)> {
        let key = match self {
            Self::OpenedAt => C::OpenedAt,
            Self::Reference => C::Reference,
        };
        vec![(key.into_iden(), direction.clone()), (C::Id.into_iden(), direction.clone())]
    }
}

/// The cases that the viewer may know of and that match the filter.
pub fn list(scope: &Scope, filter: &CaseFilter, order: &[(DynIden, Order)], paging: &Paging) -> Listing {
    let c = alias(CANDIDATE);
    let sought = sought(filter, &c);
    let part = paging.condition(&c, order);
    let ways = ways(scope, filter, sought.as_ref(), (&order[0].0, &part));
    let mut listing = access_paths::page((Entity.into_iden(), &c, C::Id.into_iden()), order, paging, ways);
    if let Some(sought) = sought {
        listing.from.with_cte(sought.with());
    }
    listing
}

/// The same cases without order and page, for a count.
pub fn all(scope: &Scope, filter: &CaseFilter) -> SelectStatement {
    let c = alias(CANDIDATE);
    let sought = sought(filter, &c);
    let ways = ways(scope, filter, sought.as_ref(), (&C::OpenedAt.into_iden(), &Cond::all()));
    let mut all = access_paths::all((&Entity.into_iden(), &c, &C::Id.into_iden()), ways);
    if let Some(sought) = sought {
        all.with_cte(sought.with());
    }
    all
}

/// The search criterion on the person. The name comes before the nationality because it usually matches fewer people.
fn sought(filter: &CaseFilter, c: &DynIden) -> Option<Sought> {
    let person = column(c, C::PersonId);
    let named = filter.name.as_ref().and_then(|name| Sought::named(name, &person));
    named.or_else(|| filter.nationality.as_ref().map(|country| Sought::of_nationality(country, &person)))
}

/// The access paths, each with the filter, limited to one part of the list in this order.
fn ways(
    scope: &Scope,
    filter: &CaseFilter,
    sought: Option<&Sought>,
    (ordered_by, part): (&DynIden, &Condition),
) -> Vec<Way> {
    let (c, class) = (alias(CANDIDATE), DataClass::OperationalCoarse);
    let narrowed = conditions(scope, filter, &c);
    // A date range is not selective enough to be collected first: it can match one row or all.
    let time = Cond::all()
        .add_option(filter.opened_from.map(|from| column(&c, C::OpenedAt).gte(from)))
        .add_option(filter.opened_before.map(|before| column(&c, C::OpenedAt).lt(before)))
        .add(part.clone());
    let found = |table: DynIden, way: Condition| {
        Query::select()
            .column((c.clone(), C::Id))
            .from_as(table, c.clone())
            .cond_where(Cond::all().add(way).add(narrowed.clone()))
            .take()
    };
    let walked = |way| Way { ids: found(Entity.into_iden(), way).cond_where(time.clone()).take(), few: None };
    let collected = |table, way| {
        let ids = found(table, way).columns([(c.clone(), C::OpenedAt), (c.clone(), C::Reference)]).take();
        Way { ids, few: Some(time.clone()) }
    };
    let (standing, marked) = (scope.standing(&c, class), scope.marked(&c, class));
    let Some(sought) = sought else {
        let marked = marked.into_iter().map(|way| collected(Entity.into_iden(), way));
        return standing.into_iter().map(walked).chain(marked).collect();
    };
    let last = if *ordered_by == C::OpenedAt.into_iden() { Expr::val(LAST_MOMENT) } else { Expr::val(LAST_TEXT) };
    let many = sought.among_many(column(&c, ordered_by.clone()), last);
    let few: Vec<Way> = standing.iter().map(|way| collected(alias(FEW_CASES), way.clone())).collect();
    let many = standing.into_iter().map(|way| walked(Cond::all().add(way).add(many.clone())));
    let held = |way| collected(Entity.into_iden(), Cond::all().add(way).add(sought.holds()));
    few.into_iter().chain(many).chain(marked.into_iter().map(held)).collect()
}

/// The conditions of the filter, each with the class that it would reveal.
fn conditions(scope: &Scope, filter: &CaseFilter, c: &DynIden) -> Condition {
    let CaseFilter { status, priority, centre, opened_from: _, opened_before: _, assigned_to_me, nationality, name } =
        filter;
    // `opened_at` is visible on every case that the viewer can know of, so a filter on it needs no extra class. It is
    // applied in `ways`.
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
        ask(nationality_reveals(country), constant(true));
    }
    // The first search criterion is a condition of the access paths, see `sought`.
    if let (Some(country), Some(_)) = (nationality, name) {
        ask(DataClass::Identity, Sought::of_nationality(country, &column(c, C::PersonId)).holds());
    }
    if nationality.is_some() || name.is_some() {
        ask(DataClass::Identity, constant(true));
    }
    needed.into_iter().fold(all, |all, class| all.add(scope.cases(c, class)))
}
