//! The list of transfers.

use async_graphql::{Context, InputObject};
use entity::{
    centre,
    codes::{DataClass as D, TransferState},
    organisation,
    transfer::Column as C,
    worker,
};
use sea_orm::sea_query::Order;

use super::{
    listed::{Listed, given_filter},
    order::{OrderDirection, TransferOrderField},
    values::{any_of, case_of_row, keys, line},
};
use crate::{
    access::directive::holds,
    error::Error,
    global_id::Id,
    graphql::{
        changes::{ChangesPosition, updated_since},
        records::Transfer,
    },
    store::{lists::transfer::TransferFilter, sql::ordering::Ordering},
};

/// Conditions on transfers. All of them must hold. A condition on data that you may not read for a transfer leaves it
/// out.
#[derive(Clone, Debug, Default, InputObject)]
#[graphql(name = "TransferFilter")]
pub(crate) struct TransferFilterInput {
    /// Only the transfer with exactly this reference.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    reference: Option<String>,
    /// Only transfers in one of these states.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    state: Option<Vec<TransferState>>,
    /// Only transfers from one of these organisations.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    from_organisation_id: Option<Vec<Id<organisation::Entity>>>,
    /// Only transfers to one of these organisations.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    to_organisation_id: Option<Vec<Id<organisation::Entity>>>,
    /// Only transfers of cases for which one of these centres answers (`Case.centre`).
    #[graphql(directive = holds::apply(D::Operational))]
    centre_id: Option<Vec<Id<centre::Entity>>>,
    /// Only transfers of cases with one of these case workers of record (`Case.assignedWorker`).
    #[graphql(directive = holds::apply(D::StaffAssigned))]
    assigned_worker_id: Option<Vec<Id<worker::Entity>>>,
    /// Only transfers of the cases that `changes` returns for this position. More than 1000 cases are an error.
    #[graphql(directive = holds::apply(D::Public))]
    updated_since: Option<ChangesPosition>,
}

impl Listed for TransferFilterInput {
    type Record = Transfer;
    type Order = TransferOrderField;
    type List = TransferFilter;
    const USUAL: (TransferOrderField, OrderDirection) = (TransferOrderField::CreatedAt, OrderDirection::Desc);

    async fn read(context: &Context<'_>) -> Result<TransferFilter, Error> {
        let Self {
            reference,
            state,
            from_organisation_id,
            to_organisation_id,
            centre_id,
            assigned_worker_id,
            updated_since: since,
        } = given_filter(context)?;
        Ok(TransferFilter {
            reference: line("reference", reference.as_deref())?,
            state: any_of("state", state)?,
            from_organisation: keys("fromOrganisationId", from_organisation_id)?,
            to_organisation: keys("toOrganisationId", to_organisation_id)?,
            case: case_of_row(centre_id, assigned_worker_id)?,
            of_cases: updated_since(context, since).await?,
        })
    }

    fn order(_: &TransferFilter, by: TransferOrderField, direction: Order) -> Ordering {
        match by {
            TransferOrderField::CreatedAt => Ordering::by(C::CreatedAt, C::Id, direction),
            TransferOrderField::OfferedAt => Ordering::by(C::OfferedAt, C::Id, direction),
        }
    }
}
