//! The root fields of consular work. Those of a liaison have no count, no search and small pages, on purpose.

use async_graphql::{Context, InputObject, Object};
use entity::codes::{ConsularState, DataClass as D, LiaisonState};
use sea_orm::prelude::DateTimeUtc;

use super::{
    filter_values::{self, any_of, in_order, line},
    lists,
    page::{Arguments, Paging},
    record::{Connection, Maybe, Seen},
    records::{ConsularPacket, ConsularPost, ConsularRequest},
    request::Request,
    visible,
};
use crate::{
    access::directive::holds,
    error::Error,
    scalars::CountryCode,
    store::consular::{
        desk::{self, RequestFilter},
        inbox::{self, PacketFilter},
        posts,
    },
};

/// The largest page of packets.
const LARGEST_PAGE: i32 = 25;

/// Conditions on consular packets. All of them must hold.
#[derive(Clone, Debug, Default, InputObject)]
#[graphql(name = "ConsularPacketFilter", visible = "visible::record::<ConsularPacket>")]
pub(crate) struct PacketFilterInput {
    /// Only the packet with this reference.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    reference: Option<String>,
    /// Only packets in one of these states.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    state: Option<Vec<LiaisonState>>,
    /// Only packets submitted at this moment or later.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    submitted_from: Option<DateTimeUtc>,
    /// Only packets submitted before this moment.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    submitted_before: Option<DateTimeUtc>,
}

/// The root fields of a consulate.
#[derive(Debug, Default)]
pub(crate) struct PacketRoots;

/// The root fields of a consulate.
#[Object]
impl PacketRoots {
    /// The packets that were submitted to your post, newest first.
    #[graphql(visible = "visible::record::<ConsularPacket>")]
    async fn consular_packets(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only packets that meet these conditions.", directive = holds::apply(D::Public))]
        filter: Option<PacketFilterInput>,
        #[graphql(desc = "Return the first N items (default 20, at most 25).", directive = holds::apply(D::Public))]
        first: Option<i32>,
        #[graphql(desc = "Return items after this cursor.", directive = holds::apply(D::Public))] after: Option<String>,
        #[graphql(desc = "Return the last N items (at most 25).", directive = holds::apply(D::Public))] last: Option<
            i32,
        >,
        #[graphql(desc = "Return items before this cursor.", directive = holds::apply(D::Public))] before: Option<
            String,
        >,
    ) -> Maybe<Connection<ConsularPacket>> {
        Maybe::of(async {
            let request = Request::of(ctx);
            for (name, size) in [("first", first), ("last", last)] {
                if size.is_some_and(|size| size > LARGEST_PAGE) {
                    return Err(Error::bad_input(name, format!("a page has 0 to {LARGEST_PAGE} items")));
                }
            }
            let paging = Paging::of(request, "consularPackets", &Arguments { first, after, last, before })?;
            let PacketFilterInput { reference, state, submitted_from, submitted_before } = filter.unwrap_or_default();
            in_order("submittedBefore", submitted_from, submitted_before)?;
            let (reference, state) = (line("reference", reference.as_deref())?, any_of("state", state)?);
            let filter = PacketFilter { reference, state, submitted_from, submitted_before };
            let scope = &request.store.scope;
            let listing = inbox::list(scope, &filter, &paging);
            let all = || inbox::all(scope, &filter);
            lists::connection(ctx, "consularPackets", &inbox::order(), &paging, listing, all).await
        })
        .await
    }

    /// One packet that was submitted to your post.
    #[graphql(visible = "visible::record::<ConsularPacket>")]
    async fn consular_packet(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The reference of the packet.", directive = holds::apply(D::OperationalCoarse))]
        reference: String,
    ) -> Maybe<Seen<ConsularPacket>> {
        Maybe::of(async {
            let listing = inbox::one(&Request::of(ctx).store.scope, &reference);
            lists::one(ctx, listing).await
        })
        .await
    }
}

/// The root field of an organisation that asks consulates for documents.
#[derive(Debug, Default)]
pub(crate) struct RequestRoots;

/// The root field of an organisation that asks consulates for documents.
#[Object]
impl RequestRoots {
    /// The consular requests of your organisation that you may know of, newest first.
    #[graphql(visible = "visible::record::<ConsularRequest>")]
    #[expect(clippy::too_many_arguments, reason = "the arguments of a Relay connection")]
    async fn consular_requests(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only requests in one of these states.", directive = holds::apply(D::Legal))] state: Option<
            Vec<ConsularState>,
        >,
        #[graphql(desc = "Only requests to this State, ISO 3166-1 alpha-3.", directive = holds::apply(D::Legal))]
        country: Option<CountryCode>,
        #[graphql(desc = "Return the first N items (default 20, at most 100).", directive = holds::apply(D::Public))]
        first: Option<i32>,
        #[graphql(desc = "Return items after this cursor.", directive = holds::apply(D::Public))] after: Option<String>,
        #[graphql(desc = "Return the last N items (at most 100).", directive = holds::apply(D::Public))] last: Option<
            i32,
        >,
        #[graphql(desc = "Return items before this cursor.", directive = holds::apply(D::Public))] before: Option<
            String,
        >,
    ) -> Maybe<Connection<ConsularRequest>> {
        Maybe::of(async {
            let request = Request::of(ctx);
            let paging = Paging::of(request, "consularRequests", &Arguments { first, after, last, before })?;
            let (state, country) = (any_of("state", state)?, filter_values::country("country", country.as_deref())?);
            let (scope, filter) = (&request.store.scope, RequestFilter { state, country });
            let listing = desk::list(scope, &filter, &paging);
            let all = || desk::all(scope, &filter);
            lists::connection(ctx, "consularRequests", &desk::order(), &paging, listing, all).await
        })
        .await
    }
}

/// The root field of the directory of consular posts.
#[derive(Debug, Default)]
pub(crate) struct PostRoots;

/// The root field of the directory of consular posts.
#[Object]
impl PostRoots {
    /// The embassies and consulates of the directory, ordered by name.
    #[expect(clippy::too_many_arguments, reason = "the arguments of a Relay connection")]
    async fn consular_posts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only posts of this State, ISO 3166-1 alpha-3.", directive = holds::apply(D::Public))] country: Option<
            CountryCode,
        >,
        #[graphql(desc = "Only posts in this country, ISO 3166-1 alpha-3.", directive = holds::apply(D::Public))]
        host_country: Option<CountryCode>,
        #[graphql(desc = "Return the first N items (default 20, at most 100).", directive = holds::apply(D::Public))]
        first: Option<i32>,
        #[graphql(desc = "Return items after this cursor.", directive = holds::apply(D::Public))] after: Option<String>,
        #[graphql(desc = "Return the last N items (at most 100).", directive = holds::apply(D::Public))] last: Option<
            i32,
        >,
        #[graphql(desc = "Return items before this cursor.", directive = holds::apply(D::Public))] before: Option<
            String,
        >,
    ) -> Maybe<Connection<ConsularPost>> {
        Maybe::of(async {
            let request = Request::of(ctx);
            let paging = Paging::of(request, "consularPosts", &Arguments { first, after, last, before })?;
            let country = filter_values::country("country", country.as_deref())?;
            let host_country = filter_values::country("hostCountry", host_country.as_deref())?;
            let listing = posts::list(country.as_deref(), host_country.as_deref(), &paging);
            let all = || posts::all(country.as_deref(), host_country.as_deref());
            lists::connection(ctx, "consularPosts", &posts::order(), &paging, listing, all).await
        })
        .await
    }
}
