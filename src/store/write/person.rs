//! The case through which a person is changed. It is found with one statement, whether the person does not exist or the viewer
//! may not know of it.

use entity::{
    case,
    codes::{CaseStatus, CaseStatusGroup, Coarsens as _},
};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::change::Change;
use crate::{access::action::Action, error::Error, store::access::person};

impl Change {
    /// A case of the person that the viewer may know of. It is one in which the viewer may take the action, if there is one,
    /// and an open one before a closed one: a duplicate is a closed case of the same person.
    /// Errors: `NOT_FOUND` if no case leads the viewer to the person.
    pub(crate) async fn case_of_person(&self, action: Action, person_id: Uuid) -> Result<Uuid, Error> {
        let backend = self.transaction().get_database_backend();
        let cases = self.transaction().query_all(&person::cases(person_id, &self.scope, backend)).await?;
        let preferred = |facts: &_, relations, status: CaseStatus| {
            (self.scope.grants.allows(facts, relations, action), status.coarse() == CaseStatusGroup::Open)
        };
        person::through(&cases, &self.scope, preferred)?.and_then(|found| found.case_id).ok_or(Error::NotFound)
    }

    /// A merge can move a case to another person between its reading and its lock. The change is then made again.
    /// Errors: `Conflict` if the locked case is no case of the person.
    pub(crate) fn still_of(case: &case::Model, person_id: Uuid) -> Result<(), Error> {
        if case.person_id == person_id { Ok(()) } else { Err(Error::Conflict) }
    }
}
