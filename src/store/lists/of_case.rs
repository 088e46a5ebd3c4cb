//! Conditions of a list on the case that its rows belong to. They hold only for a case of which the viewer may read what
//! the condition reveals, so that a list shows no more than the case below its rows.

use entity::{case::Column as C, codes::DataClass};
use sea_orm::sea_query::{Cond, Condition, DynIden, ExprTrait, IntoIden};
use uuid::Uuid;

use crate::store::{
    access::{
        parent_case::{CASE, of_case},
        scope::Scope,
    },
    sql::expression::{alias, column},
};

/// Conditions on the case of a row.
#[derive(Clone, Debug, Default)]
pub(crate) struct CaseOfRow {
    /// Only rows of cases for which one of these centres answers.
    pub(crate) centre: Option<Vec<Uuid>>,
    /// Only rows of cases with one of these case workers of record.
    pub(crate) assigned_worker: Option<Vec<Uuid>>,
}

impl CaseOfRow {
    /// "The case of the row under this alias fulfils them." `None` if there are none.
    pub(crate) fn holds(&self, scope: &Scope, row: &DynIden, case_id: impl IntoIden) -> Option<Condition> {
        let Self { centre, assigned_worker } = self;
        let case = alias(CASE);
        let (mut so, mut readable) = (Cond::all(), Cond::all());
        for (ids, of, class) in [
            (centre, C::FrontingCentreId, DataClass::Operational),
            (assigned_worker, C::AssignedWorkerId, DataClass::StaffAssigned),
        ] {
            if let Some(ids) = ids {
                so = so.add(column(&case, of).is_in(ids.iter().copied()));
                readable = readable.add(scope.cases(&case, class));
            }
        }
        if so.is_empty() {
            return None;
        }
        // Two statements, because the first is cheap and leaves few rows for the second.
        let case_id = case_id.into_iden();
        Some(Cond::all().add(of_case(row, case_id.clone(), so)).add(of_case(row, case_id, readable)))
    }
}
