//! The list of requests to share without consent. A second person finds in it what waits for a decision.

use async_graphql::{Context, InputObject};
use entity::{
    centre,
    codes::{DataClass as D, LegalOverrideState},
    legal_override::Column as C,
    worker,
};
use sea_orm::{prelude::DateTimeUtc, sea_query::Order};

use super::{
    listed::{Listed, given_filter},
    order::{LegalOverrideOrderField, OrderDirection},
    values::{any_of, case_of_row},
};
use crate::{
    access::directive::holds,
    error::Error,
    global_id::Id,
    graphql::records::LegalOverride,
    store::{lists::legal_override::OverrideFilter, sql::ordering::Ordering},
};

/// Conditions on requests to share without consent. All of them must hold. A condition on data that you may not read for
/// a request leaves it out.
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct LegalOverrideFilter {
    /// Only requests in one of these states.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    state: Option<Vec<LegalOverrideState>>,
    /// Only requests that expire before this moment.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    expires_before: Option<DateTimeUtc>,
    /// Only requests about cases for which one of these centres answers (`Case.centre`).
    #[graphql(directive = holds::apply(D::Operational))]
    centre_id: Option<Vec<Id<centre::Entity>>>,
    /// Only requests about cases with one of these case workers of record (`Case.assignedWorker`).
    #[graphql(directive = holds::apply(D::StaffAssigned))]
    assigned_worker_id: Option<Vec<Id<worker::Entity>>>,
}

impl Listed for LegalOverrideFilter {
    type Record = LegalOverride;
    type Order = LegalOverrideOrderField;
    type List = OverrideFilter;
    const USUAL: (LegalOverrideOrderField, OrderDirection) = (LegalOverrideOrderField::CreatedAt, OrderDirection::Desc);

    async fn read(context: &Context<'_>) -> Result<OverrideFilter, Error> {
        let Self { state, expires_before, centre_id, assigned_worker_id } = given_filter(context)?;
        let case = case_of_row(centre_id, assigned_worker_id)?;
        Ok(OverrideFilter { state: any_of("state", state)?, expires_before, case })
    }

    fn order(
        _: &OverrideFilter,
        LegalOverrideOrderField::CreatedAt: LegalOverrideOrderField,
        direction: Order,
    ) -> Ordering {
        Ordering::by(C::CreatedAt, C::Id, direction)
    }
}
