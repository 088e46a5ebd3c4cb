//! The workers of the viewer's own organisation, for those who assign cases or name a second person.

use entity::{
    codes::DataClass,
    worker::{Column as C, Entity},
};
use sea_orm::sea_query::{Cond, Condition, DynIden, ExprTrait};

use super::list::Selected;
use crate::{
    access::{action::Action, class::ClassSet},
    store::{
        access::{clearance::Clearance, scope::Scope},
        sql::{
            expression::{column, constant},
            ordering::Ordering,
        },
    },
};

/// The colleagues that the viewer may know of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Colleagues;

impl Selected for Colleagues {
    type Entity = Entity;

    fn condition(&self, scope: &Scope, t: &DynIden, _: &Ordering) -> Condition {
        let mine = column(t, C::OrganisationId).eq(scope.viewer.organisation_id);
        let works_with_them =
            scope.grants.may_anywhere(Action::AssignCase) || scope.grants.anywhere().holds(DataClass::Staff);
        Cond::all().add(mine).add(constant(works_with_them))
    }

    /// A viewer who may know of a colleague may also know the name, because the list holds only the viewer's own
    /// organisation.
    fn inherited(&self) -> Clearance {
        Clearance { classes: ClassSet::of(&[DataClass::Staff]), case_id: None }
    }
}
