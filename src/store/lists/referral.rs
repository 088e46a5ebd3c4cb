//! Lists of referrals: received ones, and sent ones.

use std::collections::BTreeSet;

use entity::{
    codes::{DataClass, ReferralState, ServiceGroup, ServiceType, Urgency},
    referral::{Column as C, Entity},
};
use sea_orm::{
    Iterable,
    prelude::DateTimeUtc,
    sea_query::{Asterisk, Cond, Condition, DynIden, ExprTrait, IntoIden, Order, Query, SelectStatement, UnionType},
};

use crate::store::{
    access::{clearance::Clearance, scope::Scope},
    read::rows::Listing,
    sql::{
        expression::{alias, code, column, constant, listed},
        paging::Paging,
    },
};
use entity::codes::Coarsens;

/// Which of the two lists.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum ReferralBox {
    /// Referrals to the viewer's organisation.
    Incoming,
    /// Referrals from the viewer's organisation.
    Outgoing,
}

/// Filter of a list of referrals.
#[derive(Clone, Debug, Default)]
pub(crate) struct ReferralFilter {
    /// Only referrals in one of these states.
    pub state: Option<Vec<ReferralState>>,
    /// Only referrals of one of these urgencies.
    pub urgency: Option<Vec<Urgency>>,
    /// `true`: only referrals whose running clock is past its due time; `false`: only the others.
    pub overdue: Option<bool>,
    /// Only referrals to services of this group.
    pub service_group: Option<ServiceGroup>,
    /// Only referrals sent (incoming) or drafted (outgoing) at this moment or later.
    pub from: Option<DateTimeUtc>,
    /// Only referrals sent (incoming) or drafted (outgoing) before this moment.
    pub before: Option<DateTimeUtc>,
}

impl ReferralBox {
    /// The ordering columns: newest first, by the moment that this side knows.
    pub(crate) fn order(self) -> Vec<(DynIden, Order)> {
        vec![(self.moment().into_iden(), Order::Desc), (C::Id.into_iden(), Order::Desc)]
    }

    const fn side(self) -> C {
        match self {
            Self::Incoming => C::ToOrganisationId,
            Self::Outgoing => C::FromOrganisationId,
        }
    }

    const fn moment(self) -> C {
        match self {
            Self::Incoming => C::SentAt,
            Self::Outgoing => C::CreatedAt,
        }
    }
}

/// The referrals of one list that the viewer may know of and that match the filter.
pub(crate) fn list(scope: &Scope, of: ReferralBox, filter: &ReferralFilter, paging: &Paging) -> Listing {
    let t = listed();
    let order = of.order();
    let from = Query::select()
        .from_subquery(in_order(scope, of, filter.state.as_deref(), &paging.order(&order)), t.clone())
        .cond_where(Cond::all().add(conditions(scope, of, filter, &t)).add(paging.condition(&t, &order)))
        .take();
    Listing { from, order: paging.order(&order), limit: paging.limit(), inherited: Clearance::PUBLIC }
}

/// Sorts the list before other tables are joined, so that the joins stop once the page is full. Each state has an index
/// in this order, and the sorted runs are merged. A single condition for all states would read and sort every referral
/// of the organisation in these states.
fn in_order(
    scope: &Scope,
    of: ReferralBox,
    states: Option<&[ReferralState]>,
    order: &[(DynIden, Order)],
) -> SelectStatement {
    let t = listed();
    let mut whole = Query::select().column((t.clone(), Asterisk)).from_as(Entity, t.clone()).take();
    whole.and_where(column(&t, of.side()).eq(scope.viewer.organisation_id));
    for (name, direction) in order {
        whole.order_by((t.clone(), name.clone()), direction.clone());
    }
    let one = alias("one");
    let Some(states) = states else { return whole };
    let states = BTreeSet::from_iter(states).into_iter().map(|state| {
        let of_state = whole.clone().and_where(column(&t, C::State).eq(code(state))).take();
        Query::select().column((one.clone(), Asterisk)).from_subquery(of_state, one.clone()).take()
    });
    states
        .reduce(|mut all, state| all.union(UnionType::All, state).take())
        .unwrap_or_else(|| whole.and_where(constant(false)).take())
}

/// The same referrals without order and page, for a count.
pub(crate) fn all(scope: &Scope, of: ReferralBox, filter: &ReferralFilter) -> SelectStatement {
    let t = listed();
    let states = filter.state.as_ref().map(|states| column(&t, C::State).is_in(states.iter().map(code)));
    Query::select()
        .column((t.clone(), C::Id))
        .from_as(Entity, t.clone())
        .cond_where(conditions(scope, of, filter, &t).add_option(states))
        .take()
}

/// All conditions except the states, which a list and a count apply in different ways.
fn conditions(scope: &Scope, of: ReferralBox, filter: &ReferralFilter, t: &DynIden) -> Condition {
    let ReferralFilter { state: _, urgency, overdue, service_group, from, before } = filter;
    let readable = |class| match of {
        ReferralBox::Incoming => scope.referrals_received(t, class),
        ReferralBox::Outgoing => scope.referrals_at_home(t, class),
    };
    let mut all = Cond::all().add(readable(DataClass::OperationalCoarse));
    if let ReferralBox::Outgoing = of {
        all = all.add(column(t, C::FromOrganisationId).eq(scope.viewer.organisation_id));
    }
    // Urgency and due time are operational. The other filters use what every known row shows.
    if urgency.is_some() || overdue.is_some() {
        all = all.add(readable(DataClass::Operational));
    }
    if let Some(urgency) = urgency {
        all = all.add(column(t, C::Urgency).is_in(urgency.iter().map(code)));
    }
    if let Some(overdue) = overdue {
        let due = || column(t, C::NextDueAt);
        all = all.add(if *overdue { due().lt(scope.now) } else { due().is_null().or(due().gte(scope.now)) });
    }
    if let Some(group) = service_group {
        let members = ServiceType::iter().filter(|service| service.coarse() == *group);
        all = all.add(column(t, C::ServiceType).is_in(members.map(|service| code(&service))));
    }
    all.add_option(from.map(|from| column(t, of.moment()).gte(from)))
        .add_option(before.map(|before| column(t, of.moment()).lt(before)))
}
