//! Lists of transfers from or to the viewer's organisation.

use entity::{
    codes::TransferState,
    transfer::{Column as C, Entity},
};
use sea_orm::{
    prelude::Uuid,
    sea_query::{Cond, Condition, ExprTrait, Query, SelectStatement},
};

use super::{list::List, of_case::CaseOfRow};
use crate::store::{
    access::scope::Scope,
    read::{
        access_paths::{self, AccessPath, CANDIDATE},
        rows::Listing,
    },
    sql::{
        expression::{alias, code, column, one_of_these},
        ordering::Ordering,
        paging::Paging,
    },
};

/// Filter of a list of transfers.
#[derive(Clone, Debug, Default)]
pub(crate) struct TransferFilter {
    /// Only the transfer with this reference.
    pub(crate) reference: Option<String>,
    /// Only transfers in one of these states.
    pub(crate) state: Option<Vec<TransferState>>,
    /// Only transfers from one of these organisations.
    pub(crate) from_organisation: Option<Vec<Uuid>>,
    /// Only transfers to one of these organisations.
    pub(crate) to_organisation: Option<Vec<Uuid>>,
    /// Only transfers of these cases.
    pub(crate) of_cases: Option<Vec<Uuid>>,
    /// Only transfers of cases that fulfil this.
    pub(crate) case: CaseOfRow,
}

impl List for TransferFilter {
    fn page(&self, scope: &Scope, order: &Ordering, paging: &Paging) -> Listing {
        let part = paging.condition(&alias(CANDIDATE), order);
        access_paths::page(Entity, order, paging, self.ways(scope, order, &part))
    }

    fn is_followed(&self) -> bool {
        true
    }

    fn all(&self, scope: &Scope, order: &Ordering) -> SelectStatement {
        access_paths::all(Entity, order, self.ways(scope, order, &Cond::all()))
    }
}

impl TransferFilter {
    /// One access path for the transfers from the viewer's organisation, and one for those to it.
    fn ways(&self, scope: &Scope, order: &Ordering, part: &Condition) -> Vec<AccessPath> {
        let t = alias(CANDIDATE);
        let Self { reference, state, from_organisation, to_organisation, of_cases, case } = self;
        let among = |of: C, ids: &Vec<Uuid>| column(&t, of).is_in(ids.iter().copied());
        // Every known transfer shows the columns of these conditions. The case has a condition of its own.
        let narrowed = Cond::all()
            .add_option(reference.as_ref().map(|reference| column(&t, C::Reference).eq(reference.as_str())))
            .add_option(state.as_ref().map(|state| column(&t, C::State).is_in(state.iter().map(code))))
            .add_option(from_organisation.as_ref().map(|ids| among(C::FromOrganisationId, ids)))
            .add_option(to_organisation.as_ref().map(|ids| among(C::ToOrganisationId, ids)))
            .add_option(of_cases.as_ref().map(|cases| one_of_these(column(&t, C::CaseId), cases)))
            .add_option(case.holds(scope, &t, C::CaseId))
            .add_option(order.present(&t));
        let way = |mine: C| {
            let ids = Query::select()
                .column((t.clone(), C::Id))
                .from_as(Entity, t.clone())
                .and_where(column(&t, mine).eq(scope.viewer.organisation_id))
                .cond_where(Cond::all().add(scope.transfers(&t, order.class)).add(narrowed.clone()).add(part.clone()))
                .take();
            AccessPath { ids, few: None }
        };
        vec![way(C::FromOrganisationId), way(C::ToOrganisationId)]
    }
}
