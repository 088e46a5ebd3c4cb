//! Lists that can be narrowed to states only: transfers, and requests to share without consent. A second person finds
//! in the latter what waits for a decision.

use async_graphql::{Context, InputObject};
use entity::{
    codes::{DataClass as D, LegalOverrideState, TransferState},
    legal_override, transfer,
};
use sea_orm::sea_query::Order;

use super::{
    listed::{Listed, given_filter},
    order::{LegalOverrideOrderField, OrderDirection, TransferOrderField},
    values::any_of,
};
use crate::{
    access::directive::holds,
    error::Error,
    graphql::{
        changes::{ChangesPosition, updated_since},
        records::{LegalOverride, Transfer},
    },
    store::{
        lists::{legal_override::OverrideFilter, transfer::TransferFilter},
        sql::ordering::Ordering,
    },
};

/// Conditions on transfers. All of them must hold.
#[derive(Clone, Debug, Default, InputObject)]
#[graphql(name = "TransferFilter")]
pub(crate) struct TransferFilterInput {
    /// Only transfers in one of these states.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    state: Option<Vec<TransferState>>,
    /// Only transfers of the cases that `changes` returns for this position. More than 1000 changes are an error.
    #[graphql(directive = holds::apply(D::Public))]
    updated_since: Option<ChangesPosition>,
}

/// Conditions on requests to share without consent. All of them must hold.
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct LegalOverrideFilter {
    /// Only requests in one of these states.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    state: Option<Vec<LegalOverrideState>>,
}

impl Listed for TransferFilterInput {
    type Record = Transfer;
    type Order = TransferOrderField;
    type List = TransferFilter;
    const USUAL: (TransferOrderField, OrderDirection) = (TransferOrderField::CreatedAt, OrderDirection::Desc);

    async fn read(context: &Context<'_>) -> Result<TransferFilter, Error> {
        let Self { state, updated_since: since } = given_filter(context)?;
        let state = any_of("state", state)?;
        Ok(TransferFilter { state, of_cases: updated_since(context, since).await? })
    }

    fn order(_: &TransferFilter, TransferOrderField::CreatedAt: TransferOrderField, direction: Order) -> Ordering {
        Ordering::by(transfer::Column::CreatedAt, transfer::Column::Id, direction)
    }
}

impl Listed for LegalOverrideFilter {
    type Record = LegalOverride;
    type Order = LegalOverrideOrderField;
    type List = OverrideFilter;
    const USUAL: (LegalOverrideOrderField, OrderDirection) = (LegalOverrideOrderField::CreatedAt, OrderDirection::Desc);

    async fn read(context: &Context<'_>) -> Result<OverrideFilter, Error> {
        let Self { state } = given_filter(context)?;
        Ok(OverrideFilter { state: any_of("state", state)? })
    }

    fn order(
        _: &OverrideFilter,
        LegalOverrideOrderField::CreatedAt: LegalOverrideOrderField,
        direction: Order,
    ) -> Ordering {
        Ordering::by(legal_override::Column::CreatedAt, legal_override::Column::Id, direction)
    }
}
