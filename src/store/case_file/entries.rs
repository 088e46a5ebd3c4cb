//! The entries of a case file: vulnerabilities, medical notes, immigration statuses, assessments of capacity and case notes. They
//! are listed and corrected for those who may know of them.

use entity::{capacity_assessment, case_note, codes::DataClass, immigration_status, medical_note, vulnerability};
use sea_orm::{
    EntityTrait, QueryFilter,
    sea_query::{Cond, Condition, DynIden, ExprTrait, IntoIden},
};
use uuid::Uuid;

use super::closing::Correctable;
use crate::{
    error::Error,
    store::{
        access::{
            inferred,
            parent_case::{CASE, of_case},
            scope::Scope,
        },
        sql::{
            corrections::in_force,
            expression::{alias, column},
        },
        write::change::Change,
    },
};

/// An entry of a case file.
pub(crate) trait CaseEntry: Correctable {
    /// The class of the list that shows it.
    const CLASS: DataClass;

    /// Whether a viewer who reads the class of the case may know of the row under this alias.
    fn visible(scope: &Scope, row: &DynIden) -> Condition {
        scope.known_of_case(row, (CASE_ID, CREATED_AT), Self::CLASS)
    }

    /// The same for a row that was corrected. Those stay with the organisation of the case and its overseers: a receiver
    /// reads what is in force.
    fn visible_when_closed(scope: &Scope, row: &DynIden) -> Condition {
        let home = of_case(row, CASE_ID, scope.cases_at_home(&alias(CASE), Self::CLASS));
        home.add(Self::visible(scope, row))
    }
}

impl CaseEntry for vulnerability::Model {
    const CLASS: DataClass = DataClass::Protection;

    fn visible(scope: &Scope, row: &DynIden) -> Condition {
        let known = scope.known_of_case(row, (CASE_ID, CREATED_AT), Self::CLASS);
        Cond::all().add(known).add(inferred::vulnerabilities(scope, row))
    }
}

impl CaseEntry for medical_note::Model {
    const CLASS: DataClass = DataClass::Medical;
}

impl CaseEntry for immigration_status::Model {
    const CLASS: DataClass = DataClass::Asylum;
}

impl CaseEntry for capacity_assessment::Model {
    const CLASS: DataClass = DataClass::Protection;
}

impl CaseEntry for case_note::Model {
    const CLASS: DataClass = DataClass::Staff;

    /// Notes of another organisation stay with it, even after a transfer of the case.
    fn visible(scope: &Scope, row: &DynIden) -> Condition {
        let organisation = column(row, case_note::Column::OrganisationId);
        Cond::all().add(organisation.eq(scope.viewer.organisation_id))
    }
}

impl Change {
    /// An entry of the case that the viewer may know of, in force or not.
    /// Errors: `NOT_FOUND` for an entry of another case, as for one that does not exist.
    pub(crate) async fn known_entry<E: CaseEntry>(&self, case_id: Uuid, id: Uuid) -> Result<E, Error> {
        let t = E::Entity::default().into_iden();
        let entry = E::Entity::find()
            .filter(column(&t, "id").eq(id))
            .filter(column(&t, CASE_ID).eq(case_id))
            .filter(of_case(&t, CASE_ID, self.scope.cases(&alias(CASE), E::CLASS)))
            .filter(E::visible(&self.scope, &t))
            .filter(Cond::any().add(in_force(&t)).add(E::visible_when_closed(&self.scope, &t)));
        entry.one(self.transaction()).await?.ok_or(Error::NotFound)
    }
}

/// The column of an entry that names its case.
const CASE_ID: &str = "case_id";

/// The column of an entry that says when it was recorded.
const CREATED_AT: &str = "created_at";
