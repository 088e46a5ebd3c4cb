//! Relatives: a link is read by those who read the protection data of both.

use entity::{codes::DataClass, family_link::Column as L};
use sea_orm::sea_query::{Cond, Condition, DynIden, ExprTrait};

use super::{
    parent_case::{CASE, of_case},
    scope::Scope,
};
use crate::store::sql::expression::{alias, column};

/// The links that the viewer may know of. A relative without a case is read with the file. Receivers of a share see none, because each
/// person consents alone.
pub(crate) fn visible(scope: &Scope, link: &DynIden) -> Condition {
    let at_home = || scope.cases_at_home(&alias(CASE), DataClass::Protection);
    let alone = column(link, L::RelativeCaseId).is_null();
    let both = Cond::any().add(alone).add(of_case(link, L::RelativeCaseId, at_home()));
    Cond::all().add(of_case(link, L::CaseId, at_home())).add(both)
}
