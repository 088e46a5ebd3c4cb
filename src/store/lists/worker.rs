//! The workers of the viewer's own organisation, for those who assign cases, name a second person or keep accounts.

use entity::{
    centre,
    codes::Role,
    worker::{Column as C, Entity},
    worker_centre,
};
use sea_orm::sea_query::{Cond, Condition, DynIden, Expr, ExprTrait, Query};
use uuid::Uuid;

use super::list::Selected;
use crate::{
    access::role_set::RoleSet,
    store::{
        access::{clearance::Clearance, scope::Scope, worker::colleague},
        sql::{
            expression::{alias, column, constant},
            ordering::Ordering,
        },
    },
};

/// The colleagues that the viewer may know of.
#[derive(Clone, Debug, Default)]
pub(crate) struct ColleagueFilter {
    /// Only workers who had one of these roles in their last token.
    pub(crate) role: Option<Vec<Role>>,
    /// Only workers for whom one of these centres was their own in their last token.
    pub(crate) centre: Option<Vec<Uuid>>,
    /// `true`: only workers who were deactivated; `false`: only the others.
    pub(crate) deactivated: Option<bool>,
}

impl Selected for ColleagueFilter {
    type Entity = Entity;

    fn condition(&self, scope: &Scope, t: &DynIden, _: &Ordering) -> Condition {
        let mine = column(t, C::OrganisationId).eq(scope.viewer.organisation_id);
        let mut all = Cond::all().add(mine).add(constant(scope.grants.lists_colleagues()));
        if let Some(roles) = &self.role {
            let roles: RoleSet = roles.iter().copied().collect();
            all = all.add(column(t, C::Roles).bit_and(constant(roles.to_bits())).ne(constant(0_i64)));
        }
        if let Some(centres) = &self.centre {
            all = all.add(works_at(scope, t, centres));
        }
        if let Some(deactivated) = self.deactivated {
            let at = column(t, C::DeactivatedAt);
            all = all.add(if deactivated { at.is_not_null() } else { at.is_null() });
        }
        all
    }

    fn inherited(&self) -> Clearance {
        colleague()
    }
}

/// "One of these centres is the worker's own." A centre that the viewer may not know of is nobody's.
fn works_at(scope: &Scope, worker: &DynIden, centres: &[Uuid]) -> Condition {
    let (named, ordinary) = (alias("named"), alias("ordinary"));
    let in_person = Query::select()
        .expr(constant(1))
        .from_as(worker_centre::Entity, named.clone())
        .and_where(column(&named, worker_centre::Column::WorkerId).eq(column(worker, C::Id)))
        .and_where(column(&named, worker_centre::Column::CentreId).is_in(centres.iter().copied()))
        .cond_where(scope.known_centre(&column(&named, worker_centre::Column::CentreId)))
        .take();
    let like_all = Query::select()
        .expr(constant(1))
        .from_as(centre::Entity, ordinary.clone())
        .and_where(column(&ordinary, centre::Column::OrganisationId).eq(scope.viewer.organisation_id))
        .and_where(column(&ordinary, centre::Column::Protected).not())
        .and_where(column(&ordinary, centre::Column::Id).is_in(centres.iter().copied()))
        .take();
    let like_all = Cond::all().add(column(worker, C::AllOrdinaryCentres)).add(Expr::exists(like_all));
    Cond::any().add(Expr::exists(in_person)).add(like_all)
}
