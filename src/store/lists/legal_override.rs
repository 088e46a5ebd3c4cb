//! The list of legal overrides, first those that wait for approval. Their state follows from their dates:
//! `rules::legal_override` computes it for one row, this file as a condition.

use entity::{
    codes::LegalOverrideState,
    legal_override::{Column as C, Entity},
};
use sea_orm::{
    prelude::DateTimeUtc,
    sea_query::{Cond, Condition, DynIden, Expr, ExprTrait, Query, SelectStatement},
};

use super::{list::List, of_case::CaseOfRow};
use crate::{
    access::viewer::Overseen,
    store::{
        access::{legal_override::visible, scope::Scope},
        read::{
            access_paths::{self, AccessPath, CANDIDATE},
            rows::Listing,
        },
        sql::{
            expression::{alias, column},
            ordering::Ordering,
            paging::Paging,
        },
    },
};

/// Filter of a list of overrides.
#[derive(Clone, Debug, Default)]
pub(crate) struct OverrideFilter {
    /// Only overrides in one of these states.
    pub(crate) state: Option<Vec<LegalOverrideState>>,
    /// Only overrides that expire before this moment.
    pub(crate) expires_before: Option<DateTimeUtc>,
    /// Only overrides of cases that fulfil this.
    pub(crate) case: CaseOfRow,
}

impl List for OverrideFilter {
    fn page(&self, scope: &Scope, order: &Ordering, paging: &Paging) -> Listing {
        let part = paging.condition(&alias(CANDIDATE), order);
        access_paths::page(Entity, order, paging, self.ways(scope, &part))
    }

    fn all(&self, scope: &Scope, order: &Ordering) -> SelectStatement {
        access_paths::all(Entity, order, self.ways(scope, &Cond::all()))
    }
}

impl OverrideFilter {
    /// Those of my organisation, and those that I oversee: each way has an index in the order of the list.
    fn ways(&self, scope: &Scope, part: &Condition) -> Vec<AccessPath> {
        let t = alias(CANDIDATE);
        let Self { state, expires_before, case } = self;
        let states =
            state.as_ref().map(|states| states.iter().fold(Cond::any(), |any, state| any.add(is(scope, *state, &t))));
        // Every known override shows when it expires, in masked form too.
        let narrowed = Cond::all()
            .add_option(states)
            .add_option(expires_before.map(|moment| column(&t, C::ValidUntil).lt(moment)))
            .add_option(case.holds(scope, &t, C::CaseId));
        let way = |of: Option<Expr>| {
            let known = Cond::all().add(visible(scope, &t)).add(narrowed.clone()).add(part.clone());
            let ids = Query::select()
                .column((t.clone(), C::Id))
                .from_as(Entity, t.clone())
                .cond_where(Cond::all().add_option(of).add(known))
                .take();
            AccessPath { ids, few: None }
        };
        let mine = way(Some(column(&t, C::OrganisationId).eq(scope.viewer.organisation_id)));
        let overseen = match scope.viewer.overseen() {
            Overseen::Nothing => None,
            Overseen::Country(country) => Some(way(Some(column(&t, C::Country).eq(country)))),
            Overseen::Everything => Some(way(None)),
        };
        [mine].into_iter().chain(overseen).collect()
    }
}

/// "The override under this alias is in this state now."
fn is(scope: &Scope, state: LegalOverrideState, t: &DynIden) -> Condition {
    use LegalOverrideState as S;
    let refused = || column(t, C::RefusedAt).is_not_null();
    let ended = || column(t, C::EndedAt).is_not_null();
    let over = || column(t, C::ValidUntil).lte(scope.now);
    let approved = || column(t, C::ApprovedAt).is_not_null();
    let all = Cond::all();
    match state {
        S::Refused => all.add(refused()),
        S::Ended => all.add(refused().not()).add(ended()),
        S::Expired => all.add(refused().not()).add(ended().not()).add(over()),
        S::InForce => all.add(refused().not()).add(ended().not()).add(over().not()).add(approved()),
        S::Waiting => all.add(refused().not()).add(ended().not()).add(over().not()).add(approved().not()),
    }
}
