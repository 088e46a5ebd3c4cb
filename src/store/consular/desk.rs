//! The consular requests of the viewer's own organisation, for its consular desk.

use entity::{
    codes::{ConsularState, DataClass},
    consular_request::{Column as C, Entity},
    travel_document,
};
use sea_orm::sea_query::{Cond, Condition, DynIden, ExprTrait, IntoIden, Order, Query, SelectStatement};

use crate::{
    rules::consular::view::{TELLS_A_STOP, house_view},
    store::{
        access::{
            clearance::Clearance,
            parent_case::{CASE, of_case},
            scope::Scope,
        },
        read::rows::Listing,
        sql::{
            expression::{alias, code, column, listed},
            paging::Paging,
        },
    },
};

/// Filter of a list of consular requests.
#[derive(Clone, Debug, Default)]
pub(crate) struct RequestFilter {
    /// Only requests in one of these states.
    pub state: Option<Vec<ConsularState>>,
    /// Only requests to this State.
    pub country: Option<String>,
}

/// The ordering columns: newest first.
pub(crate) fn order() -> Vec<(DynIden, Order)> {
    vec![(C::CreatedAt.into_iden(), Order::Desc), (C::Id.into_iden(), Order::Desc)]
}

/// The requests of the viewer's organisation that the viewer may know of.
pub(crate) fn list(scope: &Scope, filter: &RequestFilter, paging: &Paging) -> Listing {
    let (t, order) = (listed(), order());
    let from = Query::select()
        .from_as(Entity, t.clone())
        .cond_where(Cond::all().add(conditions(scope, filter, &t)).add(paging.condition(&t, &order)))
        .take();
    Listing { from, order: paging.order(&order), limit: paging.limit(), inherited: Clearance::PUBLIC }
}

/// The same requests without order and page, for a count.
pub(crate) fn all(scope: &Scope, filter: &RequestFilter) -> SelectStatement {
    let t = listed();
    Query::select()
        .column((t.clone(), C::Id))
        .from_as(Entity, t.clone())
        .cond_where(conditions(scope, filter, &t))
        .take()
}

/// That a person is to meet a consulate is legal data, so the list is too.
pub fn visible(scope: &Scope, request: &DynIden) -> Condition {
    of_case(request, C::CaseId, scope.cases_at_home(&alias(CASE), DataClass::Legal))
}

/// The same for a travel document.
pub(crate) fn documents_visible(scope: &Scope, document: &DynIden) -> Condition {
    let legal = scope.cases_at_home(&alias(CASE), DataClass::Legal);
    of_case(document, travel_document::Column::CaseId, legal)
}

fn conditions(scope: &Scope, filter: &RequestFilter, t: &DynIden) -> Condition {
    let RequestFilter { state, country } = filter;
    Cond::all()
        .add(column(t, C::OrganisationId).eq(scope.viewer.organisation_id))
        .add(visible(scope, t))
        .add_option(state.as_deref().map(|states| shown_in(scope, states, t)))
        .add_option(country.as_deref().map(|country| column(t, C::Country).eq(country)))
}

/// "The viewer sees the request in one of these states": `house_view` as a condition.
pub(in crate::store) fn shown_in(scope: &Scope, states: &[ConsularState], t: &DynIden) -> Condition {
    let knows_stops = || of_case(t, C::CaseId, scope.cases_at_home(&alias(CASE), TELLS_A_STOP));
    let asked = |knows_stops| states.contains(&house_view(ConsularState::BlockedProtection, knows_stops));
    let stopped = || column(t, C::State).eq(code(&ConsularState::BlockedProtection));
    let others = states.iter().filter(|state| **state != ConsularState::BlockedProtection).map(code);
    let any = Cond::any().add(column(t, C::State).is_in(others));
    match (asked(true), asked(false)) {
        (false, false) => any,
        (true, true) => any.add(stopped()),
        (true, false) => any.add(Cond::all().add(stopped()).add(knows_stops())),
        (false, true) => any.add(Cond::all().add(stopped()).add(knows_stops().not())),
    }
}
