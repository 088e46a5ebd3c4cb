//! Cases that are searched by what a person at the counter says. Every fact has to fit, and each is one search criterion.

use chrono::{Datelike as _, Months, NaiveDate};
use entity::{
    birth::MARGIN_OF_ESTIMATE,
    case::{self, Column as C},
    codes::BirthDatePrecision as P,
    person::{self, Column as Person},
};
use sea_orm::sea_query::{Cond, Condition, DynIden, Expr, ExprTrait, Query, SelectStatement, UnionType};

use super::cases_by_person::Sought;
use crate::{
    rules::counter::AtCounter,
    store::{
        access::scope::Scope,
        sql::expression::{alias, code, column},
    },
};

/// The criteria on the person, the one that usually matches the fewest people first.
pub(super) fn criteria(said: &AtCounter, scope: &Scope, person: &Expr) -> Vec<Sought> {
    let AtCounter { name, birth_date, phone, identifier_number, reference, .. } = said;
    let referred = reference.as_ref().map(|it| referred(it, person));
    let documented =
        identifier_number.as_ref().map(|it| Sought::with_document(std::slice::from_ref(it), scope, person));
    let reached = phone.as_ref().map(|it| Sought::reached_at(std::slice::from_ref(it), person));
    let named = name.as_ref().and_then(|it| Sought::named(it, person));
    let born = birth_date.map(|it| born_on(it, person));
    [referred, documented, reached, named, born].into_iter().flatten().collect()
}

/// "The reference is the one of this case, or of its person." Another case of the person does not fit: that both belong
/// together may be unknown to the reader.
pub(super) fn quoted(reference: &str, c: &DynIden) -> Expr {
    let person = column(c, C::PersonId).in_subquery(of_person(reference));
    column(c, C::Reference).eq(reference).or(person)
}

fn of_person(reference: &str) -> SelectStatement {
    let of = alias("referenced");
    Query::select()
        .column((of.clone(), Person::Id))
        .from_as(person::Entity, of.clone())
        .and_where(column(&of, Person::Reference).eq(reference))
        .take()
}

/// The people to whom the reference can belong. [`quoted`] then looks at the case itself.
fn referred(reference: &str, person: &Expr) -> Sought {
    let (of, quoted) = (alias("referred"), alias("quoted"));
    let cases = Query::select()
        .column((quoted.clone(), C::PersonId))
        .from_as(case::Entity, quoted.clone())
        .and_where(column(&quoted, C::Reference).eq(reference))
        .take();
    let either = of_person(reference).union(UnionType::All, cases).take();
    let people = Query::select()
        .from_as(person::Entity, of.clone())
        .and_where(column(&of, Person::Id).in_subquery(either))
        .take();
    Sought::with_row(&people, &column(&of, Person::Id), person)
}

/// Matches a person whose recorded birth can be this day, as exactly as it is recorded.
fn born_on(day: NaiveDate, person: &Expr) -> Sought {
    let of = alias("born_on");
    let people = Query::select().from_as(person::Entity, of.clone()).cond_where(may_be(day, &of)).take();
    Sought::with_row(&people, &column(&of, Person::Id), person)
}

fn may_be(day: NaiveDate, of: &DynIden) -> Condition {
    let birth = || column(of, Person::BirthDate);
    let first = |year| NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default();
    let month = day.with_day(1).unwrap_or(day);
    let known = |precision: P, from: NaiveDate, until: NaiveDate| {
        let precise = column(of, Person::BirthDatePrecision).eq(code(&precision));
        Cond::all().add(precise).add(birth().gte(from)).add(birth().lt(until))
    };
    let year = day.year();
    Cond::any()
        .add(known(P::Exact, day, day.succ_opt().unwrap_or(day)))
        .add(known(P::Month, month, month.checked_add_months(Months::new(1)).unwrap_or(day)))
        .add(known(P::Year, first(year), first(year + 1)))
        .add(known(P::Estimated, first(year - MARGIN_OF_ESTIMATE), first(year + MARGIN_OF_ESTIMATE + 1)))
}
