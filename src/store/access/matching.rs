//! Access to the sides of a match: for those who answer it, in the organisation of the case. Oversight gives none, because the
//! people agreed that one organisation talks to another one, and to nothing else.

use entity::{
    codes::{DataClass, Relation},
    matching_entry::Column as E,
    person_match::Column as M,
};
use sea_orm::{
    DbErr, QueryResult,
    sea_query::{Cond, Condition, DynIden, ExprTrait, IntoIden, SelectStatement},
};
use uuid::Uuid;

use super::{
    clearance::Clearance,
    parent_case::{CASE, of_case},
    scope::Scope,
};
use crate::{
    access::{
        action::Action,
        ceiling,
        class::ClassSet,
        relation::{CaseFacts, Relations, to_case},
    },
    store::sql::expression::{alias, column},
};

/// The number of access columns that a side of a match has in addition to the facts of its case.
pub(in crate::store) const MATCH_FACTS: usize = 1;

impl Scope {
    /// The condition "this viewer may read `class` of the side of a match under this alias".
    pub fn person_matches(&self, side: &DynIden, class: DataClass) -> Condition {
        // A case that was handed over has another owner, who reads none of what the first one did.
        let mine = column(side, M::OrganisationId).eq(self.viewer.organisation_id);
        Cond::all().add(mine).add(self.answered(side, M::CaseId, class))
    }

    /// "The row belongs to a case of which the viewer answers matches and may read this class."
    fn answered(&self, row: &DynIden, case_id: impl IntoIden + Copy, class: DataClass) -> Condition {
        let reads = of_case(row, case_id, self.cases_at_home(&alias(CASE), class));
        Cond::all().add(self.acted_on(row, case_id, Action::AnswerPersonMatch)).add(reads)
    }
}

/// The sides of matches of a case that the viewer may know of.
pub(crate) fn visible(scope: &Scope, side: &DynIden) -> Condition {
    scope.person_matches(side, DataClass::OperationalCoarse)
}

/// The entries of a case that the viewer may know of.
pub(crate) fn entries(scope: &Scope, entry: &DynIden) -> Condition {
    let mine = column(entry, E::OrganisationId).eq(scope.viewer.organisation_id);
    Cond::all().add(mine).add(scope.answered(entry, E::CaseId, DataClass::OperationalCoarse))
}

/// Adds the fact of the side after those of its case.
pub(in crate::store) fn select(select: &mut SelectStatement, row: &DynIden) {
    select.expr(column(row, M::OrganisationId));
}

/// The relations through which a viewer answers matches.
pub(in crate::store) fn answering(facts: &CaseFacts, scope: &Scope) -> Relations {
    to_case(&scope.viewer, facts).at_home().without(Relation::CountryOversight)
}

/// The clearance of a side, whose own fact is column `at`: see [`Scope::person_matches`].
pub(in crate::store) fn clearance(
    facts: &CaseFacts,
    row: &QueryResult,
    at: usize,
    scope: &Scope,
) -> Result<Clearance, DbErr> {
    let mine = row.try_get_by_index::<Uuid>(at)? == scope.viewer.organisation_id;
    let classes = scope.grants.clearance(facts, to_case(&scope.viewer, facts).at_home());
    let answers = scope.grants.allows(facts, answering(facts, scope), Action::AnswerPersonMatch)
        && ceiling::may_here(&scope.viewer.roles, classes, Action::AnswerPersonMatch);
    let classes = if mine && answers { classes } else { ClassSet::NONE };
    Ok(Clearance { classes, case_id: Some(facts.case_id) })
}
