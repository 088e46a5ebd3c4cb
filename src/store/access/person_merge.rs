//! Which merges of registrations a viewer may know of.

use entity::{codes::DataClass, person_merge::Column as M};
use sea_orm::sea_query::{Cond, Condition, DynIden, ExprTrait};

use super::{inferred::at_home, scope::Scope};
use crate::store::sql::expression::column;

/// The merges of a person that the viewer's own organisation made, for those who read OPERATIONAL of a case of the person. A
/// receiver reads the person as one, and an organisation that took a case over has nothing to undo. After an undo there are two
/// people again, and only those who know both read that they were once one.
pub(crate) fn visible(scope: &Scope, merge: &DynIden) -> Condition {
    let knows = |person| at_home(scope, merge, person, DataClass::Operational);
    Cond::all()
        .add(column(merge, M::OrganisationId).eq(scope.viewer.organisation_id))
        .add(knows(M::PersonId))
        .add(Cond::any().add(column(merge, M::UndoneAt).is_null()).add(knows(M::MergedPersonId)))
}
