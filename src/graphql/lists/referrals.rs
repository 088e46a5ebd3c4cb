//! The lists of referrals: to an organisation and from it.

use async_graphql::{
    Context, Enum, InputObject, InputType,
    registry::{MetaInputValue, Registry},
};
use entity::{
    centre,
    codes::{DataClass as D, ReferralState, ServiceGroup, Urgency},
    organisation,
    referral::Column as C,
    service, worker,
};
use sea_orm::{prelude::DateTimeUtc, sea_query::Order};

use super::{
    listed::{Listed, TimeRange, filter_argument, given_filter, period},
    order::{OrderDirection, ReferralOrderField},
    values::{any_of, case_of_row, keys, line},
};
use crate::{
    access::directive::holds,
    error::Error,
    global_id::Id,
    graphql::{
        changes::{ChangesPosition, updated_since},
        page::argument,
        records::Referral,
    },
    store::{
        lists::referral::{ReferralBox, ReferralFilter},
        sql::ordering::Ordering,
    },
};

/// The direction of referrals.
#[derive(Clone, Copy, Debug, Enum, Eq, PartialEq)]
#[graphql(name = "ReferralBox")]
pub(crate) enum ReferralBoxInput {
    /// Referrals to your organisation.
    Incoming,
    /// Referrals from your organisation.
    Outgoing,
}

/// Conditions on referrals. All of them must hold. A condition on data that you may not read for a referral leaves it
/// out.
#[derive(Clone, Debug, Default, InputObject)]
#[graphql(name = "ReferralFilter")]
pub(crate) struct ReferralFilterInput {
    /// Only the referral with exactly this reference.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    reference: Option<String>,
    /// Only referrals in one of these states.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    state: Option<Vec<ReferralState>>,
    /// Only referrals with one of these urgencies.
    #[graphql(directive = holds::apply(D::Operational))]
    urgency: Option<Vec<Urgency>>,
    /// True: only referrals whose running clock has passed its due time. False: only the others.
    #[graphql(directive = holds::apply(D::Operational))]
    overdue: Option<bool>,
    /// Only referrals whose running clock is due before this moment. Referrals without a running clock are left out.
    #[graphql(directive = holds::apply(D::Operational))]
    due_before: Option<DateTimeUtc>,
    /// Only referrals from one of these organisations.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    from_organisation_id: Option<Vec<Id<organisation::Entity>>>,
    /// Only referrals to one of these organisations.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    to_organisation_id: Option<Vec<Id<organisation::Entity>>>,
    /// Only referrals to one of these services.
    #[graphql(directive = holds::apply(D::Operational))]
    service_id: Option<Vec<Id<service::Entity>>>,
    /// Only referrals to services of one of these groups.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    service_group: Option<Vec<ServiceGroup>>,
    /// Only referrals sent (INCOMING) or drafted (OUTGOING) in this period.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    entered: Option<TimeRange>,
    /// Only referrals of cases for which one of these centres answers (`Case.centre`).
    #[graphql(directive = holds::apply(D::Operational))]
    centre_id: Option<Vec<Id<centre::Entity>>>,
    /// Only referrals of cases with one of these case workers of record (`Case.assignedWorker`).
    #[graphql(directive = holds::apply(D::StaffAssigned))]
    assigned_worker_id: Option<Vec<Id<worker::Entity>>>,
    /// Only referrals that your organisation received and assigned to one of these colleagues
    /// (`Referral.assignedColleagueId`).
    #[graphql(directive = holds::apply(D::Operational))]
    assigned_colleague_id: Option<Vec<Id<worker::Entity>>>,
    /// True: only referrals that your organisation received and assigned to nobody. False: only those that it assigned.
    #[graphql(directive = holds::apply(D::Operational))]
    unassigned: Option<bool>,
    /// Only referrals of the cases that `changes` returns for this position. More than 1000 cases are an error.
    #[graphql(directive = holds::apply(D::Public))]
    updated_since: Option<ChangesPosition>,
}

impl Listed for ReferralFilterInput {
    type Record = Referral;
    type Order = ReferralOrderField;
    type List = ReferralFilter;
    const USUAL: (ReferralOrderField, OrderDirection) = (ReferralOrderField::EnteredAt, OrderDirection::Desc);

    fn arguments(registry: &mut Registry) -> Vec<MetaInputValue> {
        let which = ReferralBoxInput::create_type_info(registry);
        vec![argument("box", &which, "To your organisation, or from it.", None), filter_argument::<Self>(registry)]
    }

    async fn read(context: &Context<'_>) -> Result<ReferralFilter, Error> {
        let (_, which) = context.param_value("box", None).map_err(Error::Engine)?;
        let filter = given_filter::<Self>(context)?;
        let since = filter.updated_since.clone();
        Ok(ReferralFilter { of_cases: updated_since(context, since).await?, ..filter.checked(which)? })
    }

    fn order(list: &ReferralFilter, by: ReferralOrderField, direction: Order) -> Ordering {
        match by {
            ReferralOrderField::EnteredAt => Ordering::by(list.of.entered(), C::Id, direction),
            ReferralOrderField::SentAt => Ordering::by(C::SentAt, C::Id, direction),
            ReferralOrderField::DueAt => Ordering::by(C::NextDueAt, C::Id, direction).of_class(D::Operational),
            ReferralOrderField::Urgency => Ordering::by(C::UrgencyRank, C::Id, direction).of_class(D::Operational),
        }
    }
}

impl ReferralFilterInput {
    /// As one of the two lists of the store.
    /// Errors: when the reference is blank, or a list or the period is empty.
    pub(crate) fn checked(self, which: ReferralBoxInput) -> Result<ReferralFilter, Error> {
        let Self {
            reference,
            state,
            urgency,
            overdue,
            due_before,
            from_organisation_id,
            to_organisation_id,
            service_id,
            service_group,
            entered,
            centre_id,
            assigned_worker_id,
            assigned_colleague_id,
            unassigned,
            updated_since: _,
        } = self;
        Ok(ReferralFilter {
            reference: line("reference", reference.as_deref())?,
            of: match which {
                ReferralBoxInput::Incoming => ReferralBox::Incoming,
                ReferralBoxInput::Outgoing => ReferralBox::Outgoing,
            },
            state: any_of("state", state)?,
            urgency: any_of("urgency", urgency)?,
            overdue,
            due_before,
            from_organisation: keys("fromOrganisationId", from_organisation_id)?,
            to_organisation: keys("toOrganisationId", to_organisation_id)?,
            service: keys("serviceId", service_id)?,
            service_group: any_of("serviceGroup", service_group)?,
            entered: period("entered", entered)?,
            colleague: keys("assignedColleagueId", assigned_colleague_id)?,
            unassigned,
            of_cases: None,
            case: case_of_row(centre_id, assigned_worker_id)?,
        })
    }
}
