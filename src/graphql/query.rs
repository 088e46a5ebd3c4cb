//! The query root. A list is made of the viewer's scope, a filter and a page. A single record that the viewer may not
//! know of gives `NOT_FOUND`, like one that does not exist.

use async_graphql::{Context, ID, MergedObject, Object};
use entity::codes::{DataClass as D, OrganisationType};

use super::{
    consular::{PacketRoots, PostRoots, RequestRoots},
    error_codes::ErrorRoot,
    filter_values,
    filters::{
        CaseFilterInput, CaseOrderInput, CentreFilterInput, OrderDirection, ReferralBoxInput, ReferralFilterInput,
        ServiceFilterInput,
    },
    legal_overrides::OverrideRoots,
    lists,
    node::{self, Node},
    page::{Arguments, Paging},
    record::{Connection, Maybe, Seen, table::Record},
    records::{Case, Centre, Organisation, Referral, Service, Worker},
    request::Request,
    statistics::StatisticsRoot,
    transfers::TransferRoots,
    viewer::ViewerRoot,
    visible,
};
use crate::{
    access::directive::holds,
    global_id,
    scalars::CountryCode,
    store::lists::{case, referral, referral::ReferralBox, service, worker},
};

/// Everything that can be read.
#[derive(Debug, Default, MergedObject)]
pub struct Query(
    ViewerRoot,
    ErrorRoot,
    NodeRoot,
    TransferRoots,
    DirectoryRoots,
    CaseRoots,
    OverrideRoots,
    PacketRoots,
    RequestRoots,
    PostRoots,
    StatisticsRoot,
);

/// The `node` root field of the Relay specification.
#[derive(Debug, Default)]
pub(crate) struct NodeRoot;

/// The `node` root field of the Relay specification.
#[Object]
impl NodeRoot {
    /// A record of any type by its global identifier.
    async fn node(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Global identifier.", directive = holds::apply(D::Public))] id: ID,
    ) -> Maybe<Node> {
        Maybe::of(async { node::node(ctx, &id).await }).await
    }
}

/// The root fields of the public directory.
#[derive(Debug, Default)]
pub(crate) struct DirectoryRoots;

/// The root fields of the public directory.
#[Object]
impl DirectoryRoots {
    /// The organisations of the directory, ordered by name.
    #[expect(clippy::too_many_arguments, reason = "the arguments of a Relay connection")]
    async fn organisations(
        &self,
        ctx: &Context<'_>,
        #[graphql(name = "type", desc = "Only organisations of this type.", directive = holds::apply(D::Public))]
        of_type: Option<OrganisationType>,
        #[graphql(desc = "Only those of this country, ISO 3166-1 alpha-3.", directive = holds::apply(D::Public))]
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
    ) -> Maybe<Connection<Organisation>> {
        Maybe::of(async {
            let paging = Paging::of(Request::of(ctx), "organisations", &Arguments { first, after, last, before })?;
            let country = filter_values::country("country", country.as_deref())?;
            lists::organisations(ctx, &paging, of_type, country.as_deref()).await
        })
        .await
    }

    /// The centres of the directory, ordered by name. A protected centre is listed only to those who work there or
    /// oversee it and may read protected locations.
    async fn centres(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only centres that meet these conditions.", directive = holds::apply(D::Public))]
        filter: Option<CentreFilterInput>,
        #[graphql(desc = "Return the first N items (default 20, at most 100).", directive = holds::apply(D::Public))]
        first: Option<i32>,
        #[graphql(desc = "Return items after this cursor.", directive = holds::apply(D::Public))] after: Option<String>,
        #[graphql(desc = "Return the last N items (at most 100).", directive = holds::apply(D::Public))] last: Option<
            i32,
        >,
        #[graphql(desc = "Return items before this cursor.", directive = holds::apply(D::Public))] before: Option<
            String,
        >,
    ) -> Maybe<Connection<Centre>> {
        Maybe::of(async {
            let paging = Paging::of(Request::of(ctx), "centres", &Arguments { first, after, last, before })?;
            lists::centres(ctx, &paging, &filter.unwrap_or_default().read()?).await
        })
        .await
    }

    /// The services of the directory, ordered by name.
    async fn services(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only services that meet these conditions.", directive = holds::apply(D::Public))]
        filter: Option<ServiceFilterInput>,
        #[graphql(desc = "Return the first N items (default 20, at most 100).", directive = holds::apply(D::Public))]
        first: Option<i32>,
        #[graphql(desc = "Return items after this cursor.", directive = holds::apply(D::Public))] after: Option<String>,
        #[graphql(desc = "Return the last N items (at most 100).", directive = holds::apply(D::Public))] last: Option<
            i32,
        >,
        #[graphql(desc = "Return items before this cursor.", directive = holds::apply(D::Public))] before: Option<
            String,
        >,
    ) -> Maybe<Connection<Service>> {
        Maybe::of(async {
            let request = Request::of(ctx);
            let paging = Paging::of(request, "services", &Arguments { first, after, last, before })?;
            let (scope, filter) = (&request.store.scope, filter.unwrap_or_default().read(&request.store)?);
            let listing = service::list(scope, &filter, &paging);
            let all = || service::all(scope, &filter);
            lists::connection(ctx, "services", &service::order(), &paging, listing, all).await
        })
        .await
    }
}

/// The root fields of casework.
#[derive(Debug, Default)]
pub(crate) struct CaseRoots;

/// The root fields of casework.
#[Object]
impl CaseRoots {
    /// One case by its global identifier.
    #[graphql(visible = "visible::record::<Case>")]
    async fn case(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Global identifier of the case.", directive = holds::apply(D::Public))] id: ID,
    ) -> Maybe<Seen<Case>> {
        Maybe::of(async {
            let value = node::record(ctx, Case::table(), global_id::key_of("Case", &id)?).await?;
            Ok(Seen::new(value))
        })
        .await
    }

    /// The cases that you may know of.
    #[graphql(visible = "visible::record::<Case>")]
    #[expect(clippy::too_many_arguments, reason = "the arguments of a Relay connection")]
    async fn cases(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only cases that meet these conditions.", directive = holds::apply(D::Public))] filter: Option<
            CaseFilterInput,
        >,
        #[graphql(desc = "The sort key. Default: OPENED_AT.", directive = holds::apply(D::OperationalCoarse))]
        order_by: Option<CaseOrderInput>,
        #[graphql(desc = "The sort direction. Default: DESC.", directive = holds::apply(D::Public))] direction: Option<
            OrderDirection,
        >,
        #[graphql(desc = "Return the first N items (default 20, at most 100).", directive = holds::apply(D::Public))]
        first: Option<i32>,
        #[graphql(desc = "Return items after this cursor.", directive = holds::apply(D::Public))] after: Option<String>,
        #[graphql(desc = "Return the last N items (at most 100).", directive = holds::apply(D::Public))] last: Option<
            i32,
        >,
        #[graphql(desc = "Return items before this cursor.", directive = holds::apply(D::Public))] before: Option<
            String,
        >,
    ) -> Maybe<Connection<Case>> {
        Maybe::of(async {
            let request = Request::of(ctx);
            // The defaults are here and not in the schema. There the arguments would be non-null, and a client that
            // passes a null variable would get an error.
            let (order_by, direction) = (order_by.unwrap_or_default(), direction.unwrap_or_default());
            let order = order_by.read().columns(&direction.read());
            // A cursor is sealed for one order, because in another order it marks no position.
            let list = format!("cases {order_by:?} {direction:?}");
            let paging = Paging::of(request, &list, &Arguments { first, after, last, before })?;
            let (scope, filter) = (&request.store.scope, filter.unwrap_or_default().searched(request)?);
            let listing = case::list(scope, &filter, &order, &paging);
            let all = || case::all(scope, &filter);
            lists::connection(ctx, &list, &order, &paging, listing, all).await
        })
        .await
    }

    /// One referral by its global identifier.
    #[graphql(visible = "visible::record::<Referral>")]
    async fn referral(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Global identifier of the referral.", directive = holds::apply(D::Public))] id: ID,
    ) -> Maybe<Seen<Referral>> {
        Maybe::of(async {
            let value = node::record(ctx, Referral::table(), global_id::key_of("Referral", &id)?).await?;
            Ok(Seen::new(value))
        })
        .await
    }

    /// The referrals to or from your organisation that you may know of, newest first.
    #[graphql(visible = "visible::record::<Referral>")]
    #[expect(clippy::too_many_arguments, reason = "the arguments of a Relay connection")]
    async fn referrals(
        &self,
        ctx: &Context<'_>,
        #[graphql(name = "box", desc = "To your organisation, or from it.", directive = holds::apply(D::Public))]
        which: ReferralBoxInput,
        #[graphql(desc = "Only referrals that meet these conditions.", directive = holds::apply(D::Public))]
        filter: Option<ReferralFilterInput>,
        #[graphql(desc = "Return the first N items (default 20, at most 100).", directive = holds::apply(D::Public))]
        first: Option<i32>,
        #[graphql(desc = "Return items after this cursor.", directive = holds::apply(D::Public))] after: Option<String>,
        #[graphql(desc = "Return the last N items (at most 100).", directive = holds::apply(D::Public))] last: Option<
            i32,
        >,
        #[graphql(desc = "Return items before this cursor.", directive = holds::apply(D::Public))] before: Option<
            String,
        >,
    ) -> Maybe<Connection<Referral>> {
        Maybe::of(async {
            let request = Request::of(ctx);
            let which = ReferralBox::from(which);
            let list = format!("referrals {which:?}");
            let paging = Paging::of(request, &list, &Arguments { first, after, last, before })?;
            let (scope, filter) = (&request.store.scope, filter.unwrap_or_default().read()?);
            let listing = referral::list(scope, which, &filter, &paging);
            let all = || referral::all(scope, which, &filter);
            lists::connection(ctx, &list, &which.order(), &paging, listing, all).await
        })
        .await
    }

    /// The workers of your organisation, longest-serving first. For roles that assign cases or name a second person.
    #[graphql(visible = "visible::record::<Worker>")]
    async fn colleagues(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Return the first N items (default 20, at most 100).", directive = holds::apply(D::Public))]
        first: Option<i32>,
        #[graphql(desc = "Return items after this cursor.", directive = holds::apply(D::Public))] after: Option<String>,
        #[graphql(desc = "Return the last N items (at most 100).", directive = holds::apply(D::Public))] last: Option<
            i32,
        >,
        #[graphql(desc = "Return items before this cursor.", directive = holds::apply(D::Public))] before: Option<
            String,
        >,
    ) -> Maybe<Connection<Worker>> {
        Maybe::of(async {
            let request = Request::of(ctx);
            let paging = Paging::of(request, "colleagues", &Arguments { first, after, last, before })?;
            let scope = &request.store.scope;
            let listing = worker::list(scope, &paging);
            let all = || worker::all(scope);
            lists::connection(ctx, "colleagues", &worker::order(), &paging, listing, all).await
        })
        .await
    }
}
