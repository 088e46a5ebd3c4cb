//! The workers of the viewer's own organisation, for those who assign cases, name a second person or keep accounts.

use entity::worker::{Column as C, Entity};
use sea_orm::sea_query::{Cond, Condition, DynIden, ExprTrait};

use super::list::Selected;
use crate::store::{
    access::{clearance::Clearance, scope::Scope, worker::colleague},
    sql::{
        expression::{column, constant},
        ordering::Ordering,
    },
};

/// The colleagues that the viewer may know of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Colleagues;

impl Selected for Colleagues {
    type Entity = Entity;

    fn condition(&self, scope: &Scope, t: &DynIden, _: &Ordering) -> Condition {
        let mine = column(t, C::OrganisationId).eq(scope.viewer.organisation_id);
        Cond::all().add(mine).add(constant(scope.grants.lists_colleagues()))
    }

    fn inherited(&self) -> Clearance {
        colleague()
    }
}
