//! Lists of referrals: received ones, and sent ones.

use std::collections::BTreeSet;

use entity::{
    codes::{Coarsens, DataClass, ReferralState, ServiceGroup, ServiceType, Urgency},
    referral::{Column as C, Entity},
    service,
};
use sea_orm::{
    Iterable,
    prelude::{DateTimeUtc, Uuid},
    sea_query::{Asterisk, Cond, Condition, DynIden, ExprTrait, Query, SelectStatement, UnionType},
};

use super::{list::List, of_case::CaseOfRow};
use crate::store::{
    access::{clearance::Clearance, scope::Scope},
    read::rows::Listing,
    sql::{
        expression::{alias, code, column, constant, listed, one_of_these},
        ordering::Ordering,
        paging::Paging,
        period::Period,
    },
};

/// Which of the two lists.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum ReferralBox {
    /// Referrals to the viewer's organisation.
    Incoming,
    /// Referrals from the viewer's organisation.
    Outgoing,
}

/// One of the two lists with its filter.
#[derive(Clone, Debug)]
pub(crate) struct ReferralFilter {
    /// Which of the two lists.
    pub(crate) of: ReferralBox,
    /// Only the referral with this reference.
    pub(crate) reference: Option<String>,
    /// Only referrals in one of these states.
    pub(crate) state: Option<Vec<ReferralState>>,
    /// Only referrals of one of these urgencies.
    pub(crate) urgency: Option<Vec<Urgency>>,
    /// `true`: only referrals whose running clock is past its due time; `false`: only the others.
    pub(crate) overdue: Option<bool>,
    /// Only referrals whose running clock is due before this moment.
    pub(crate) due_before: Option<DateTimeUtc>,
    /// Only referrals from one of these organisations.
    pub(crate) from_organisation: Option<Vec<Uuid>>,
    /// Only referrals to one of these organisations.
    pub(crate) to_organisation: Option<Vec<Uuid>>,
    /// Only referrals to one of these services.
    pub(crate) service: Option<Vec<Uuid>>,
    /// Only referrals to services of one of these groups.
    pub(crate) service_group: Option<Vec<ServiceGroup>>,
    /// Only received referrals that are assigned to one of these colleagues.
    pub(crate) colleague: Option<Vec<Uuid>>,
    /// `true`: only received referrals that are assigned to nobody; `false`: only those that are assigned.
    pub(crate) unassigned: Option<bool>,
    /// Only referrals that entered the list in this time.
    pub(crate) entered: Period,
    /// Only referrals of these cases.
    pub(crate) of_cases: Option<Vec<Uuid>>,
    /// Only referrals of cases that fulfil this.
    pub(crate) case: CaseOfRow,
}

impl ReferralBox {
    /// The moment at which a referral enters the list, as this side knows it.
    pub(crate) const fn entered(self) -> C {
        match self {
            Self::Incoming => C::SentAt,
            Self::Outgoing => C::CreatedAt,
        }
    }

    const fn side(self) -> C {
        match self {
            Self::Incoming => C::ToOrganisationId,
            Self::Outgoing => C::FromOrganisationId,
        }
    }
}

impl List for ReferralFilter {
    fn page(&self, scope: &Scope, order: &Ordering, paging: &Paging) -> Listing {
        let (t, reading) = (listed(), paging.order(order));
        let from = Query::select()
            .from_subquery(self.merged_by_state(scope, &reading), t.clone())
            .cond_where(Cond::all().add(self.condition(scope, &t, order)).add(paging.condition(&t, order)))
            .take();
        Listing { from, order: Some(reading), limit: paging.limit(), inherited: Clearance::PUBLIC }
    }

    fn all(&self, scope: &Scope, order: &Ordering) -> SelectStatement {
        let t = listed();
        let states = self.state.as_ref().map(|states| column(&t, C::State).is_in(states.iter().map(code)));
        let condition = self.condition(scope, &t, order).add_option(states).add_option(order.present(&t));
        Query::select().column((t.clone(), C::Id)).from_as(Entity, t).cond_where(condition).take()
    }

    fn is_followed(&self) -> bool {
        // The time makes a referral overdue, and a service can become confidential.
        // The sender and those who follow its changes are not told of an assignment.
        let assigned = self.colleague.is_some() || self.unassigned.is_some();
        self.overdue.is_none() && self.service.is_none() && !assigned
    }

    fn part(&self) -> &'static str {
        match self.of {
            ReferralBox::Incoming => "incoming",
            ReferralBox::Outgoing => "outgoing",
        }
    }
}

impl ReferralFilter {
    /// Sorts the list before other tables are joined, so that the joins stop once the page is full. Each state has an
    /// index in the order of entering, and the sorted runs are merged. A single condition for all states would read and
    /// sort every referral of the organisation in these states.
    fn merged_by_state(&self, scope: &Scope, order: &Ordering) -> SelectStatement {
        let t = listed();
        let mut whole = Query::select().column((t.clone(), Asterisk)).from_as(Entity, t.clone()).take();
        whole.and_where(column(&t, self.of.side()).eq(scope.viewer.organisation_id));
        whole.and_where_option(order.present(&t));
        order.sort(&mut whole, &t);
        let one = alias("one");
        let Some(states) = &self.state else { return whole };
        let states = BTreeSet::from_iter(states).into_iter().map(|state| {
            let of_state = whole.clone().and_where(column(&t, C::State).eq(code(state))).take();
            Query::select().column((one.clone(), Asterisk)).from_subquery(of_state, one.clone()).take()
        });
        states
            .reduce(|mut all, state| all.union(UnionType::All, state).take())
            .unwrap_or_else(|| whole.and_where(constant(false)).take())
    }

    /// All conditions except the states, which a page and a count apply in different ways.
    fn condition(&self, scope: &Scope, t: &DynIden, order: &Ordering) -> Condition {
        let Self {
            of,
            reference,
            state: _,
            urgency,
            overdue,
            due_before,
            from_organisation,
            to_organisation,
            service,
            service_group,
            colleague,
            unassigned,
            entered,
            of_cases,
            case,
        } = self;
        let readable = |class| match of {
            ReferralBox::Incoming => scope.referrals_received(t, class),
            ReferralBox::Outgoing => scope.referrals_at_home(t, class),
        };
        let mut all = Cond::all().add(readable(DataClass::OperationalCoarse));
        if let ReferralBox::Outgoing = of {
            all = all.add(column(t, C::FromOrganisationId).eq(scope.viewer.organisation_id));
        }
        let of_case = case.holds(scope, t, C::CaseId);
        // Urgency, due time, service, case and colleague are operational. The other filters use what every known row shows.
        let mut needed = BTreeSet::from([order.class]);
        let due = overdue.is_some() || due_before.is_some();
        let of_colleague = assigned(scope, t, colleague.as_deref(), *unassigned);
        if urgency.is_some() || due || service.is_some() || of_case.is_some() || of_colleague.is_some() {
            needed.insert(DataClass::Operational);
        }
        needed.remove(&DataClass::OperationalCoarse);
        all = needed.into_iter().fold(all, |all, class| all.add(readable(class)));
        if let Some(urgency) = urgency {
            all = all.add(column(t, C::Urgency).is_in(urgency.iter().map(code)));
        }
        if let Some(overdue) = overdue {
            let due = || column(t, C::NextDueAt);
            all = all.add(if *overdue { due().lt(scope.now) } else { due().is_null().or(due().gte(scope.now)) });
        }
        if let Some(moment) = due_before {
            all = all.add(column(t, C::NextDueAt).lt(*moment));
        }
        let among = |of: C, ids: &Vec<Uuid>| column(t, of).is_in(ids.iter().copied());
        all = all
            .add_option(reference.as_ref().map(|reference| column(t, C::Reference).eq(reference.as_str())))
            .add_option(from_organisation.as_ref().map(|ids| among(C::FromOrganisationId, ids)))
            .add_option(to_organisation.as_ref().map(|ids| among(C::ToOrganisationId, ids)))
            .add_option(service.as_ref().map(|ids| column(t, C::ServiceId).in_subquery(listed_services(scope, ids))))
            .add_option(of_case)
            .add_option(of_colleague);
        if let Some(groups) = service_group {
            let members = ServiceType::iter().filter(|service| groups.contains(&service.coarse()));
            all = all.add(column(t, C::ServiceType).is_in(members.map(|service| code(&service))));
        }
        all = all.add_option(of_cases.as_ref().map(|cases| one_of_these(column(t, C::CaseId), cases)));
        all.add(entered.holds(&column(t, of.entered())))
    }
}

/// Those of these services that the viewer may know of. A service of which the viewer may not know is blank below the
/// referral, so it finds nothing.
fn listed_services(scope: &Scope, ids: &[Uuid]) -> SelectStatement {
    let service = alias("service");
    Query::select()
        .column((service.clone(), service::Column::Id))
        .from_as(service::Entity, service.clone())
        .and_where(column(&service, service::Column::Id).is_in(ids.iter().copied()))
        .cond_where(scope.lists_service(&service))
        .take()
}

/// Received referrals by the colleague to whom they are assigned. A referral to another organisation fulfils no condition,
/// because the sender does not know the assignment.
fn assigned(scope: &Scope, t: &DynIden, to: Option<&[Uuid]>, unassigned: Option<bool>) -> Option<Condition> {
    let colleague = || column(t, C::ToWorkerId);
    let of = to.map(|ids| colleague().is_in(ids.iter().copied()));
    let whether = unassigned.map(|free| if free { colleague().is_null() } else { colleague().is_not_null() });
    let received = column(t, C::ToOrganisationId).eq(scope.viewer.organisation_id);
    let asked = of.is_some() || whether.is_some();
    asked.then(|| Cond::all().add(received).add_option(of).add_option(whether))
}
