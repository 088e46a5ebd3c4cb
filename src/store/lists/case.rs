//! Lists of cases. Each filter and each order has a data class, and limits the list to the rows of which the viewer may
//! read that class.

use std::ops::RangeInclusive;

use entity::{
    case::{Column as C, Entity},
    codes::{CaseStatus, DataClass, Priority, Sex},
};
use sea_orm::{
    prelude::{Date, DateTimeUtc},
    sea_query::{Cond, Condition, DynIden, Expr, ExprTrait, IntoIden, Query, SelectStatement},
};
use uuid::Uuid;

use super::{
    cases_at_counter,
    cases_by_person::{FEW_CASES, Sought},
    list::List,
};
use crate::{
    rules::{counter::AtCounter, inference::nationality_reveals, phone::PhoneSearch, search::NameSearch},
    store::{
        access::scope::Scope,
        read::{
            access_paths::{self, AccessPath, CANDIDATE},
            rows::Listing,
        },
        sql::{
            expression::{alias, code, column, constant, one_of_these},
            ordering::{Ordering, Values},
            paging::Paging,
            period::Period,
        },
    },
};

/// Upper bounds of the order columns: no moment or day is later, and no reference sorts after this text. A number has one
/// of its type.
const LAST_MOMENT: DateTimeUtc =
    DateTimeUtc::from_timestamp(253_402_300_799, 0).expect("it is the end of the year 9999");
const LAST_TEXT: &str = "\u{10FFFF}";

/// Filter of a list of cases.
#[derive(Clone, Debug, Default)]
pub struct CaseFilter {
    /// Only the case with this reference.
    pub(crate) reference: Option<String>,
    /// Only cases in one of these states.
    pub(crate) status: Option<Vec<CaseStatus>>,
    /// Only cases with one of these priorities.
    pub(crate) priority: Option<Vec<Priority>>,
    /// Only cases at one of these centres, or at a protected centre that one of them fronts for.
    pub(crate) centre: Option<Vec<Uuid>>,
    /// Only cases opened in this time.
    pub(crate) opened: Period,
    /// `true`: only cases assigned to the viewer; `false`: only the others.
    pub(crate) assigned_to_me: Option<bool>,
    /// Only cases with one of these case workers of record.
    pub(crate) assigned_worker: Option<Vec<Uuid>>,
    /// `true`: only cases without a case worker of record; `false`: only the others.
    pub(crate) unassigned: Option<bool>,
    /// Only cases whose next review is before this day.
    pub(crate) next_review_before: Option<Date>,
    /// Only cases of people with one of these nationalities.
    pub(crate) nationality: Option<Vec<String>>,
    /// Only cases of people with this name: every word of the search begins a part of the same spelling.
    pub(crate) name: Option<NameSearch>,
    /// Only cases of the person with this reference.
    pub(crate) person_reference: Option<String>,
    /// Only cases of people with a document of which the number has one of these search keys.
    pub(crate) identifier_number: Option<Vec<String>>,
    /// Only cases of people who are reached at one of these telephone numbers, or whose next of kin is.
    pub(crate) phone: Option<Vec<PhoneSearch>>,
    /// Only cases of people with these initials and this sex who were born in these years.
    pub(crate) alike: Option<(String, Sex, RangeInclusive<i32>)>,
    /// Only cases of people who were born in these years or of whom no birth is recorded.
    pub(crate) born: Option<RangeInclusive<i32>>,
    /// Only cases of this organisation.
    pub(crate) organisation: Option<Uuid>,
    /// Only cases that fit everything that the person at the counter says.
    pub(crate) at_counter: Option<AtCounter>,
    /// Only these cases.
    pub(crate) updated: Option<Vec<Uuid>>,
}

impl List for CaseFilter {
    fn page(&self, scope: &Scope, order: &Ordering, paging: &Paging) -> Listing {
        let c = alias(CANDIDATE);
        let criteria = self.criteria(scope, &c);
        let ways = self.ways(scope, order, &criteria, &paging.condition(&c, order));
        let mut listing = access_paths::page(Entity, order, paging, ways);
        if let Some(sought) = criteria.first() {
            listing.from.with_cte(sought.with());
        }
        listing
    }

    fn is_followed(&self) -> bool {
        true
    }

    fn all(&self, scope: &Scope, order: &Ordering) -> SelectStatement {
        let criteria = self.criteria(scope, &alias(CANDIDATE));
        let ways = self.ways(scope, order, &criteria, &Cond::all());
        let mut all = access_paths::all(Entity, order, ways);
        if let Some(sought) = criteria.first() {
            all.with_cte(sought.with());
        }
        all
    }
}

impl CaseFilter {
    /// The search criteria on the person. The first is the one that usually matches the fewest people: the cases are found by it.
    fn criteria(&self, scope: &Scope, c: &DynIden) -> Vec<Sought> {
        let person = &column(c, C::PersonId);
        let said = self.at_counter.iter().flat_map(|it| cases_at_counter::criteria(it, scope, person));
        let referenced = self.person_reference.as_ref().map(|it| Sought::referenced(it, person));
        let documented = self.identifier_number.as_ref().map(|it| Sought::with_document(it, scope, person));
        let reached = self.phone.as_ref().map(|it| Sought::reached_at(it, person));
        let named = self.name.as_ref().and_then(|it| Sought::named(it, person));
        let alike = self.alike.as_ref().map(|(initials, sex, born)| Sought::alike(initials, *sex, born, person));
        let citizen = self.nationality.as_ref().map(|it| Sought::of_nationality(it, person));
        let born = self.born.as_ref().map(|it| Sought::born_about(it, person));
        [referenced, documented, reached, named, alike, citizen, born].into_iter().flatten().chain(said).collect()
    }

    /// The access paths, each with the filter, limited to one part of the list in this order.
    fn ways(&self, scope: &Scope, order: &Ordering, criteria: &[Sought], part: &Condition) -> Vec<AccessPath> {
        let (c, class) = (alias(CANDIDATE), DataClass::OperationalCoarse);
        let others = criteria.iter().skip(1).map(Sought::holds);
        let narrowed = others.fold(self.conditions(scope, &c, order.class), Condition::add);
        // A date range is not selective enough to be collected first: it can match one row or all.
        let time = self.opened.holds(&column(&c, C::OpenedAt)).add_option(order.present(&c)).add(part.clone());
        let found = |table: DynIden, way: Condition| {
            Query::select()
                .column((c.clone(), C::Id))
                .from_as(table, c.clone())
                .cond_where(Cond::all().add(way).add(narrowed.clone()))
                .take()
        };
        let walked =
            |way| AccessPath { ids: found(Entity.into_iden(), way).cond_where(time.clone()).take(), few: None };
        let collected = |table, way| {
            let mut ids = found(table, way).column((c.clone(), C::OpenedAt)).take();
            if order.key != C::OpenedAt.into_iden() {
                ids.column((c.clone(), order.key.clone()));
            }
            AccessPath { ids, few: Some(time.clone()) }
        };
        let (by_position, opened) = (scope.reached_by_position(&c, class), scope.opened_by_other_rows(&c, class));
        let Some(sought) = criteria.first() else {
            let opened = opened.into_iter().map(|way| collected(Entity.into_iden(), way));
            return by_position.into_iter().map(walked).chain(opened).collect();
        };
        let last = match order.values {
            Values::Moments => Expr::val(LAST_MOMENT),
            Values::Days => Expr::val(LAST_MOMENT.date_naive()),
            Values::Numbers => Expr::val(i32::MAX),
            Values::Texts => Expr::val(LAST_TEXT),
        };
        let many = sought.among_many(column(&c, order.key.clone()), last);
        let few: Vec<AccessPath> = by_position.iter().map(|way| collected(alias(FEW_CASES), way.clone())).collect();
        let many = by_position.into_iter().map(|way| walked(Cond::all().add(way).add(many.clone())));
        let held = |way| collected(Entity.into_iden(), Cond::all().add(way).add(sought.holds()));
        few.into_iter().chain(many).chain(opened.into_iter().map(held)).collect()
    }

    /// The conditions of the filter, each with the class that it would reveal, and the class that the order reveals.
    fn conditions(&self, scope: &Scope, c: &DynIden, ordered_by: DataClass) -> Condition {
        let Self {
            reference,
            status,
            priority,
            centre,
            opened: _,
            assigned_to_me,
            assigned_worker,
            unassigned,
            next_review_before,
            nationality,
            name,
            person_reference,
            identifier_number,
            phone,
            alike,
            born,
            organisation,
            at_counter,
            updated,
        } = self;
        // `opened_at` is visible on every case that the viewer can know of, so a filter on it needs no extra class. It is
        // applied in `ways`.
        let mut needed = Vec::new();
        if ordered_by != DataClass::OperationalCoarse {
            needed.push(ordered_by);
        }
        let mut all = Cond::all();
        let mut ask = |class: DataClass, condition: Expr| {
            if !needed.contains(&class) {
                needed.push(class);
            }
            all = all.clone().add(condition);
        };
        if let Some(updated) = updated {
            // The viewer may know of these, so no class is needed.
            ask(DataClass::OperationalCoarse, one_of_these(column(c, C::Id), updated));
        }
        if let Some(reference) = reference {
            // Every case that the viewer may know of shows it.
            ask(DataClass::OperationalCoarse, column(c, C::Reference).eq(reference.as_str()));
        }
        if let Some(status) = status {
            ask(DataClass::Operational, column(c, C::Status).is_in(status.iter().map(code)));
        }
        if let Some(priority) = priority {
            ask(DataClass::Operational, column(c, C::Priority).is_in(priority.iter().map(code)));
        }
        if let Some(centre) = centre {
            ask(DataClass::Operational, column(c, C::FrontingCentreId).is_in(centre.iter().copied()));
        }
        if let Some(mine) = assigned_to_me {
            let me = scope.viewer.worker_id;
            let assigned = |to: C| column(c, to).is_not_null().and(column(c, to).eq(me));
            let assigned = assigned(C::AssignedWorkerId).or(assigned(C::MedicalWorkerId));
            ask(DataClass::Operational, if *mine { assigned } else { assigned.not() });
        }
        if let Some(workers) = assigned_worker {
            ask(DataClass::StaffAssigned, column(c, C::AssignedWorkerId).is_in(workers.iter().copied()));
        }
        if let Some(unassigned) = unassigned {
            let worker = column(c, C::AssignedWorkerId);
            ask(DataClass::StaffCoarse, if *unassigned { worker.is_null() } else { worker.is_not_null() });
        }
        if let Some(day) = next_review_before {
            ask(DataClass::Operational, column(c, C::NextReviewOn).lt(*day));
        }
        for country in nationality.iter().flatten() {
            ask(nationality_reveals(country), constant(true));
        }
        // The search criteria themselves are conditions of the access paths, see `criteria`.
        if nationality.is_some() || name.is_some() || identifier_number.is_some() {
            ask(DataClass::Identity, constant(true));
        }
        if phone.is_some() {
            ask(DataClass::Contact, constant(true));
        }
        if let Some(organisation) = organisation {
            ask(DataClass::OperationalCoarse, column(c, C::OrganisationId).eq(*organisation));
        }
        if let Some(said) = at_counter {
            let quoted = said.reference.as_ref().map(|it| cases_at_counter::quoted(it, c));
            ask(DataClass::IdentityMatch, quoted.unwrap_or_else(|| constant(true)));
        }
        if alike.is_some() || born.is_some() {
            ask(DataClass::IdentityCoarse, constant(true));
        }
        if person_reference.is_some() || alike.is_some() {
            ask(DataClass::Operational, constant(true));
        }
        needed.into_iter().fold(all, |all, class| all.add(scope.cases(c, class)))
    }
}
