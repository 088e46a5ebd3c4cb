//! The lists of consular work. Those of a liaison have no count, no search and small pages, on purpose.

use async_graphql::{Context, InputObject};
use entity::{
    centre,
    codes::{ConsularState, DataClass as D, LiaisonState},
    consular_packet, consular_post, consular_request, worker,
};
use sea_orm::sea_query::Order;

use super::{
    listed::{Listed, TimeRange, given_filter, period},
    order::{ConsularPacketOrderField, ConsularRequestOrderField, OrderDirection},
    values::{any_of, case_of_row, each, keys, line},
};
use crate::{
    access::directive::holds,
    error::Error,
    global_id::Id,
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

/// Conditions on consular requests. All of them must hold. A condition on data that you may not read for a request leaves
/// it out.
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct ConsularRequestFilter {
    /// Only the request with exactly this reference.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    reference: Option<String>,
    /// Only the request that the consulate knows under exactly this reference.
    #[graphql(directive = holds::apply(D::Legal))]
    packet_reference: Option<String>,
    /// Only requests in one of these states.
    #[graphql(directive = holds::apply(D::Legal))]
    state: Option<Vec<ConsularState>>,
    /// Only requests to one of these States, ISO 3166-1 alpha-3.
    #[graphql(directive = holds::apply(D::Legal))]
    country: Option<Vec<CountryCode>>,
    /// Only requests to one of these posts.
    #[graphql(directive = holds::apply(D::Legal))]
    post_id: Option<Vec<Id<consular_post::Entity>>>,
    /// Only requests with an interview in this period.
    #[graphql(directive = holds::apply(D::Legal))]
    interview: Option<TimeRange>,
    /// Only requests of cases for which one of these centres answers (`Case.centre`).
    #[graphql(directive = holds::apply(D::Operational))]
    centre_id: Option<Vec<Id<centre::Entity>>>,
    /// Only requests of cases with one of these case workers of record (`Case.assignedWorker`).
    #[graphql(directive = holds::apply(D::StaffAssigned))]
    assigned_worker_id: Option<Vec<Id<worker::Entity>>>,
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
        let Self { reference, packet_reference, state, country, post_id, interview, centre_id, assigned_worker_id } =
            given_filter(context)?;
        Ok(RequestFilter {
            reference: line("reference", reference.as_deref())?,
            packet_reference: line("packetReference", packet_reference.as_deref())?,
            state: any_of("state", state)?,
            country: each("country", country, country::country)?,
            post: keys("postId", post_id)?,
            interview: period("interview", interview)?,
            case: case_of_row(centre_id, assigned_worker_id)?,
        })
    }

    fn order(_: &RequestFilter, by: ConsularRequestOrderField, direction: Order) -> Ordering {
        use consular_request::Column as C;
        match by {
            ConsularRequestOrderField::CreatedAt => Ordering::by(C::CreatedAt, C::Id, direction),
            ConsularRequestOrderField::SubmittedAt => Ordering::by(C::SubmittedAt, C::Id, direction).of_class(D::Legal),
            ConsularRequestOrderField::InterviewAt => Ordering::by(C::InterviewAt, C::Id, direction).of_class(D::Legal),
        }
    }
}
