//! The lists of consular work. Those of a liaison have no count, no search and small pages, on purpose.

use async_graphql::{Context, InputObject};
use entity::{
    codes::{ConsularState, DataClass as D, LiaisonState},
    consular_packet, consular_request,
};
use sea_orm::sea_query::Order;

use super::{
    listed::{Listed, TimeRange, given_filter, period},
    order::{ConsularPacketOrderField, ConsularRequestOrderField, OrderDirection},
    values::{any_of, each, line},
};
use crate::{
    access::directive::holds,
    error::Error,
    graphql::{
        records::{ConsularPacket, ConsularRequest},
        visible,
    },
    rules::country,
    scalars::CountryCode,
    store::{
        consular::{desk::RequestFilter, inbox::PacketFilter},
        sql::ordering::Ordering,
    },
};

/// Conditions on consular packets. All of them must hold.
#[derive(Clone, Debug, Default, InputObject)]
#[graphql(visible = "visible::record::<ConsularPacket>")]
pub(crate) struct ConsularPacketFilter {
    /// Only the packet with this reference.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    reference: Option<String>,
    /// Only packets in one of these states.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    state: Option<Vec<LiaisonState>>,
    /// Only packets submitted in this period.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    submitted: Option<TimeRange>,
}

/// Conditions on consular requests. All of them must hold.
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct ConsularRequestFilter {
    /// Only requests in one of these states.
    #[graphql(directive = holds::apply(D::Legal))]
    state: Option<Vec<ConsularState>>,
    /// Only requests to one of these States, ISO 3166-1 alpha-3.
    #[graphql(directive = holds::apply(D::Legal))]
    country: Option<Vec<CountryCode>>,
}

impl Listed for ConsularPacketFilter {
    type Record = ConsularPacket;
    type Order = ConsularPacketOrderField;
    type List = PacketFilter;
    const USUAL: (ConsularPacketOrderField, OrderDirection) =
        (ConsularPacketOrderField::SubmittedAt, OrderDirection::Desc);

    async fn read(context: &Context<'_>) -> Result<PacketFilter, Error> {
        let Self { reference, state, submitted } = given_filter(context)?;
        Ok(PacketFilter {
            reference: line("reference", reference.as_deref())?,
            state: any_of("state", state)?,
            submitted: period("submitted", submitted)?,
        })
    }

    fn order(
        _: &PacketFilter,
        ConsularPacketOrderField::SubmittedAt: ConsularPacketOrderField,
        direction: Order,
    ) -> Ordering {
        Ordering::by(consular_packet::Column::SubmittedAt, consular_packet::Column::Id, direction)
    }
}

impl Listed for ConsularRequestFilter {
    type Record = ConsularRequest;
    type Order = ConsularRequestOrderField;
    type List = RequestFilter;
    const USUAL: (ConsularRequestOrderField, OrderDirection) =
        (ConsularRequestOrderField::CreatedAt, OrderDirection::Desc);

    async fn read(context: &Context<'_>) -> Result<RequestFilter, Error> {
        let Self { state, country } = given_filter(context)?;
        Ok(RequestFilter { state: any_of("state", state)?, country: each("country", country, country::country)? })
    }

    fn order(
        _: &RequestFilter,
        ConsularRequestOrderField::CreatedAt: ConsularRequestOrderField,
        direction: Order,
    ) -> Ordering {
        Ordering::by(consular_request::Column::CreatedAt, consular_request::Column::Id, direction)
    }
}
