//! The case through which a viewer reads and changes a person: a person has no access facts of its own.

use entity::{
    case,
    codes::{CaseStatus, DataClass},
    correction,
};
use sea_orm::{
    DbBackend, DbErr, QueryResult,
    sea_query::{CaseStatement, DynIden, Expr, ExprTrait, IntoIden, Keyword, Query, SelectStatement},
};
use uuid::Uuid;

use super::{
    clearance::Clearance,
    parent_case::{CASE, of_case},
    row_access::Access,
    scope::Scope,
};
use crate::{
    access::relation::{CaseFacts, Relations, to_case},
    store::sql::expression::{alias, column, listed},
};

/// The classes of the facts of a person. A masked form is listed in place of the exact one.
const FACTS: [DataClass; 5] =
    [DataClass::Operational, DataClass::IdentityCoarse, DataClass::Contact, DataClass::Protection, DataClass::Asylum];

/// Whether this clearance of a case leads to its person. It does for a reader of any fact of the person. A reader of a tombstone
/// alone would learn from the identifier of the person which cases are about the same one.
pub(crate) fn leads(case: Clearance) -> bool {
    FACTS.into_iter().any(|class| case.holds(class))
}

/// The cases of a person, each with its state and its access facts.
pub(in crate::store) fn cases(person_id: Uuid, scope: &Scope, backend: DbBackend) -> SelectStatement {
    let t = listed();
    let mut cases = Query::select()
        .exprs([column(&t, case::Column::Id), column(&t, case::Column::Status)])
        .from_as(case::Entity, t.clone())
        .and_where(column(&t, case::Column::PersonId).eq(person_id))
        .take();
    Access::Case.select(&mut cases, &t, (false, None), (scope, backend));
    cases
}

impl Scope {
    /// The column of a correction under this alias, as the viewer may know it. A person with cases of two organisations is
    /// corrected for both, and neither learns from it that the other has a case.
    pub(in crate::store) fn column_of_correction(&self, correction: &DynIden, name: &DynIden) -> Expr {
        use correction::Column as C;
        let now = column(correction, name.clone());
        if ![C::OrganisationId, C::WorkerId, C::Reason].map(IntoIden::into_iden).contains(name) {
            return now;
        }
        let home = of_case(correction, C::CaseId, self.cases_at_home(&alias(CASE), DataClass::Operational));
        CaseStatement::new().case(home, now).finally(Keyword::Null).into()
    }
}

/// The clearance of the case through which the viewer reaches the person. If several cases lead to the person, it is one that
/// is `preferred` most, and among these the one that shows most. `None` if no case leads to the person.
pub(in crate::store) fn through<P: Ord + Copy>(
    cases: &[QueryResult],
    scope: &Scope,
    preferred: impl Fn(&CaseFacts, Relations, CaseStatus) -> P,
) -> Result<Option<Clearance>, DbErr> {
    let mut leading = Vec::new();
    for row in cases {
        let clearance = Access::Case.clearance(row, (0, 2), Clearance::PUBLIC, scope)?;
        if clearance.sees() && leads(clearance) {
            let facts = Access::Case.read(row, (0, 2), scope)?.case;
            let first = preferred(&facts, to_case(&scope.viewer, &facts), row.try_get_by_index(1)?);
            leading.push(((first, clearance.classes.to_bits().count_ones(), clearance.case_id), clearance));
        }
    }
    Ok(leading.into_iter().max_by_key(|(order, _)| *order).map(|(_, clearance)| clearance))
}
