//! The workers of the viewer's own organisation, for those who assign cases or name a second person.

use entity::{
    codes::DataClass,
    worker::{Column as C, Entity},
};
use sea_orm::sea_query::{Cond, Condition, DynIden, ExprTrait, IntoIden, Order, Query, SelectStatement};

use crate::{
    access::{action::Action, class::ClassSet},
    store::{
        access::{clearance::Clearance, scope::Scope},
        read::rows::Listing,
        sql::{
            expression::{column, constant, listed},
            paging::Paging,
        },
    },
};

/// The ordering columns: oldest account first.
pub(crate) fn order() -> Vec<(DynIden, Order)> {
    vec![(C::CreatedAt.into_iden(), Order::Asc), (C::Id.into_iden(), Order::Asc)]
}

/// The colleagues that the viewer may know of.
pub(crate) fn list(scope: &Scope, paging: &Paging) -> Listing {
    let t = listed();
    let from = Query::select()
        .from_as(Entity, t.clone())
        .cond_where(Cond::all().add(conditions(scope, &t)).add(paging.condition(&t, &order())))
        .take();
    // A viewer who may know of a colleague may also know the name, because the list holds only the viewer's own
    // organisation.
    let inherited = Clearance { classes: ClassSet::of(&[DataClass::Staff]), case_id: None };
    Listing { from, order: paging.order(&order()), limit: paging.limit(), inherited }
}

/// The same workers without order and page, for a count.
pub(crate) fn all(scope: &Scope) -> SelectStatement {
    let t = listed();
    Query::select().column((t.clone(), C::Id)).from_as(Entity, t.clone()).cond_where(conditions(scope, &t)).take()
}

fn conditions(scope: &Scope, t: &DynIden) -> Condition {
    let mine = column(t, C::OrganisationId).eq(scope.viewer.organisation_id);
    let works_with_them =
        scope.grants.may_anywhere(Action::AssignCase) || scope.grants.anywhere().holds(DataClass::Staff);
    Cond::all().add(mine).add(constant(works_with_them))
}
