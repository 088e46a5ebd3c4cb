//! Rows whose code reveals more than the class of its field. They are hidden from readers without that class, in lists,
//! counts and filters, and never blanked: a blank would reveal which rows they are.

use std::collections::BTreeMap;

use entity::{
    case,
    codes::{DataClass, IdentifierType, VulnerabilityCategory},
    identifier, nationality, vulnerability,
};
use sea_orm::{
    Iterable,
    sea_query::{Cond, Condition, DynIden, Expr, ExprTrait, IntoIden, Query},
};

use super::{
    parent_case::{CASE, of_case},
    scope::Scope,
};
use crate::{
    rules::{country::PROTECTION_CODES, inference::nationality_reveals},
    store::sql::expression::{alias, code, column, constant, exists_by_index},
};

/// The alias of the case in [`of_person`].
const OF_PERSON: &str = "of_person";

/// The rows of a person that were corrected, for those who read the class at home. They stay with the organisation of the case
/// and its overseers: a receiver reads what is in force.
pub(crate) fn at_home(scope: &Scope, row: &DynIden, person_id: impl IntoIden, class: DataClass) -> Condition {
    of_person(row, person_id, scope.cases_at_home(&alias(OF_PERSON), class))
}

/// The identifiers of a person that the viewer may know of.
pub(crate) fn identifiers(scope: &Scope, row: &DynIden) -> Condition {
    let reads = |class| of_person(row, identifier::Column::PersonId, scope.cases(&alias(OF_PERSON), class));
    let codes = IdentifierType::iter().map(|it| (it.reveals(), code(&it)));
    known(&column(row, identifier::Column::IdentifierType), (DataClass::Identity, codes), reads)
}

/// The nationalities of a person that the viewer may know of.
pub(crate) fn nationalities(scope: &Scope, row: &DynIden) -> Condition {
    let reads = |class| of_person(row, nationality::Column::PersonId, scope.cases(&alias(OF_PERSON), class));
    let codes = PROTECTION_CODES.into_iter().map(|it| (nationality_reveals(it), constant(it)));
    known(&column(row, nationality::Column::Country), (DataClass::Identity, codes), reads)
}

/// The vulnerabilities of a case that the viewer may know of.
pub(crate) fn vulnerabilities(scope: &Scope, row: &DynIden) -> Condition {
    let reads = |class| of_case(row, vulnerability::Column::CaseId, scope.cases(&alias(CASE), class));
    known(&column(row, vulnerability::Column::Category), (DataClass::Protection, categories()), reads)
}

/// "The nationality under this alias reveals nothing else."
pub(crate) fn plain_nationality(row: &DynIden) -> Expr {
    column(row, nationality::Column::Country).is_not_in(PROTECTION_CODES.map(constant))
}

/// "The vulnerability under this alias reveals nothing else."
pub(crate) fn plain_vulnerability(row: &DynIden) -> Expr {
    let telling = categories().filter(|(class, _)| *class != DataClass::Protection).map(|(_, category)| category);
    column(row, vulnerability::Column::Category).is_not_in(telling)
}

fn categories() -> impl Iterator<Item = (DataClass, Expr)> {
    VulnerabilityCategory::iter().map(|it| (it.reveals(), code(&it)))
}

/// "The code reveals only the class of its field, or the viewer reads the class that it reveals."
fn known(
    of: &Expr,
    (plain, codes): (DataClass, impl Iterator<Item = (DataClass, Expr)>),
    reads: impl Fn(DataClass) -> Condition,
) -> Condition {
    let mut telling: BTreeMap<DataClass, Vec<Expr>> = BTreeMap::new();
    for (class, code) in codes.filter(|(class, _)| *class != plain) {
        telling.entry(class).or_default().push(code);
    }
    telling.into_iter().fold(Cond::all(), |all, (class, codes)| {
        all.add(Cond::any().add(of.clone().is_not_in(codes)).add(reads(class)))
    })
}

/// "One of the cases of this row's person, under the alias [`OF_PERSON`], fulfils the condition."
fn of_person(row: &DynIden, person_id: impl IntoIden, so: Condition) -> Condition {
    let case = alias(OF_PERSON);
    let parent = Query::select()
        .expr(constant(1))
        .from_as(case::Entity, case.clone())
        .and_where(column(&case, case::Column::PersonId).equals((row.clone(), person_id.into_iden())))
        .cond_where(so)
        .take();
    Cond::all().add(exists_by_index(parent))
}
