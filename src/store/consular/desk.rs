//! The consular requests of the viewer's own organisation, for its consular desk.

use entity::{
    codes::{ConsularState, DataClass},
    consular_request::{Column as C, Entity},
    travel_document,
};
use sea_orm::sea_query::{Cond, Condition, DynIden, ExprTrait};
use uuid::Uuid;

use crate::{
    rules::consular::view::{TELLS_A_STOP, house_view},
    store::{
        access::{
            parent_case::{CASE, of_case},
            scope::Scope,
        },
        lists::{list::Selected, of_case::CaseOfRow},
        sql::{
            expression::{alias, code, column},
            ordering::Ordering,
            period::Period,
        },
    },
};

/// Filter of a list of consular requests.
#[derive(Clone, Debug, Default)]
pub(crate) struct RequestFilter {
    /// Only the request with this reference.
    pub(crate) reference: Option<String>,
    /// Only the request whose packet has this reference.
    pub(crate) packet_reference: Option<String>,
    /// Only requests in one of these states.
    pub(crate) state: Option<Vec<ConsularState>>,
    /// Only requests to one of these States.
    pub(crate) country: Option<Vec<String>>,
    /// Only requests to one of these posts.
    pub(crate) post: Option<Vec<Uuid>>,
    /// Only requests with an interview in this time.
    pub(crate) interview: Period,
    /// Only requests of cases that fulfil this.
    pub(crate) case: CaseOfRow,
}

impl Selected for RequestFilter {
    type Entity = Entity;

    fn condition(&self, scope: &Scope, t: &DynIden, _: &Ordering) -> Condition {
        let Self { reference, packet_reference, state, country, post, interview, case } = self;
        let is = |of: C, reference: &String| column(t, of).eq(reference.as_str());
        // Every request of the list shows its legal data.
        Cond::all()
            .add(column(t, C::OrganisationId).eq(scope.viewer.organisation_id))
            .add(visible(scope, t))
            .add_option(state.as_deref().map(|states| shown_in(scope, states, t)))
            .add_option(country.as_ref().map(|of| column(t, C::Country).is_in(of.iter().map(String::as_str))))
            .add_option(reference.as_ref().map(|it| is(C::Reference, it)))
            .add_option(packet_reference.as_ref().map(|it| is(C::PacketReference, it)))
            .add_option(post.as_ref().map(|ids| column(t, C::ConsularPostId).is_in(ids.iter().copied())))
            .add(interview.holds(&column(t, C::InterviewAt)))
            .add_option(case.holds(scope, t, C::CaseId))
    }
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
