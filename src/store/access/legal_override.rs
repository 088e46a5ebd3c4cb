//! Access to a legal override: data protection officers and auditors know of every override, some in masked form.

use entity::{codes::DataClass, legal_override::Column as C};
use sea_orm::sea_query::{Cond, Condition, DynIden};

use super::{
    parent_case::{CASE, of_case},
    scope::{Scope, class_on_row},
};
use crate::{access::class::ClassSet, store::sql::expression::alias};

/// The overrides of a case that the viewer may know of, for edges.
pub(crate) fn visible(scope: &Scope, row: &DynIden) -> Condition {
    scope.overrides(row, DataClass::OperationalCoarse)
}

/// The overrides of a referral or transfer that the viewer may know of, for edges. An override in masked form is not among
/// them, because it would reveal which referral or transfer it belongs to.
pub(crate) fn visible_with_ground(scope: &Scope, row: &DynIden) -> Condition {
    scope.referrals_at_home(row, DataClass::OperationalCoarse)
}

impl Scope {
    /// The condition "this viewer may read `class` of the override under this alias". Data protection officers and auditors
    /// know of every override, in masked form if it reveals a class that they do not hold.
    pub fn overrides(&self, row: &DynIden, class: DataClass) -> Condition {
        let known = self.referrals_at_home(row, class);
        let watched = self.cases_watched(&alias(CASE));
        if !ClassSet::MASKED.holds(class_on_row(class)) || watched.is_empty() {
            return known;
        }
        Cond::any().add(known).add(of_case(row, C::CaseId, watched))
    }
}
