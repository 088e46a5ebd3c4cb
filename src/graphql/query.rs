//! The query root. Each list is a scope, a filter and a page; each single record is found or not, and "not yours" is
//! not found.

use async_graphql::{Context, ID, MergedObject, Object};
use entity::codes::OrganisationType;

use super::{
    consular::{PacketRoots, PostRoots, RequestRoots},
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
    viewer::Viewer,
    visible,
};
use crate::{
    access::directive::holds,
    global_id,
    store::{case, referral, referral::ReferralBox, service, worker},
};
use entity::codes::DataClass as D;

/// What can be read.
#[derive(Debug, Default, MergedObject)]
pub struct Query(
    ViewerRoot,
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

/// Who asks.
#[derive(Debug, Default)]
pub struct ViewerRoot;

/// What everybody can read of themselves.
#[Object]
impl ViewerRoot {
    /// Who I am to this server, and what each relation gives me.
    async fn viewer(&self) -> Viewer {
        Viewer
    }
}

/// Any record.
#[derive(Debug, Default)]
pub struct NodeRoot;

/// What has a global identifier.
#[Object]
impl NodeRoot {
    /// Any record by its global identifier.
    async fn node(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Global identifier.", directive = holds::apply(D::Public))] id: ID,
    ) -> Maybe<Node> {
        Maybe::of(async { node::node(ctx, &id).await }).await
    }
}

/// The public directory.
#[derive(Debug, Default)]
pub struct DirectoryRoots;

/// What everybody can read of who does what where.
#[Object]
impl DirectoryRoots {
    /// The organisations of the directory, by name.
    #[expect(clippy::too_many_arguments, reason = "the arguments of a Relay connection")]
    async fn organisations(
        &self,
        ctx: &Context<'_>,
        #[graphql(name = "type", desc = "Of this kind.", directive = holds::apply(D::Public))] of_type: Option<
            OrganisationType,
        >,
        #[graphql(desc = "In this country, ISO 3166-1 alpha-3.", directive = holds::apply(D::Public))] country: Option<
            String,
        >,
        #[graphql(desc = "Return the first N rows (default 20, at most 100).", directive = holds::apply(D::Public))]
        first: Option<i32>,
        #[graphql(desc = "Only rows after this cursor.", directive = holds::apply(D::Public))] after: Option<String>,
        #[graphql(desc = "Return the last N rows (at most 100).", directive = holds::apply(D::Public))] last: Option<
            i32,
        >,
        #[graphql(desc = "Only rows before this cursor.", directive = holds::apply(D::Public))] before: Option<String>,
    ) -> Maybe<Connection<Organisation>> {
        Maybe::of(async {
            let paging = Paging::of(Request::of(ctx), "organisations", &Arguments { first, after, last, before })?;
            let country = filter_values::country("country", country.as_deref())?;
            lists::organisations(ctx, &paging, of_type, country.as_deref()).await
        })
        .await
    }

    /// The centres of the directory, by name. Protected centres are listed only to their own people.
    async fn centres(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which centres.", directive = holds::apply(D::Public))] filter: Option<CentreFilterInput>,
        #[graphql(desc = "Return the first N rows (default 20, at most 100).", directive = holds::apply(D::Public))]
        first: Option<i32>,
        #[graphql(desc = "Only rows after this cursor.", directive = holds::apply(D::Public))] after: Option<String>,
        #[graphql(desc = "Return the last N rows (at most 100).", directive = holds::apply(D::Public))] last: Option<
            i32,
        >,
        #[graphql(desc = "Only rows before this cursor.", directive = holds::apply(D::Public))] before: Option<String>,
    ) -> Maybe<Connection<Centre>> {
        Maybe::of(async {
            let paging = Paging::of(Request::of(ctx), "centres", &Arguments { first, after, last, before })?;
            lists::centres(ctx, &paging, &filter.unwrap_or_default().read()?).await
        })
        .await
    }

    /// The service directory, by name.
    async fn services(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which services.", directive = holds::apply(D::Public))] filter: Option<ServiceFilterInput>,
        #[graphql(desc = "Return the first N rows (default 20, at most 100).", directive = holds::apply(D::Public))]
        first: Option<i32>,
        #[graphql(desc = "Only rows after this cursor.", directive = holds::apply(D::Public))] after: Option<String>,
        #[graphql(desc = "Return the last N rows (at most 100).", directive = holds::apply(D::Public))] last: Option<
            i32,
        >,
        #[graphql(desc = "Only rows before this cursor.", directive = holds::apply(D::Public))] before: Option<String>,
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

/// The roots of casework.
#[derive(Debug, Default)]
pub struct CaseRoots;

/// What can be read of cases.
#[Object]
impl CaseRoots {
    /// One case.
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

    /// The cases that I may know of.
    #[graphql(visible = "visible::record::<Case>")]
    #[expect(clippy::too_many_arguments, reason = "the arguments of a Relay connection")]
    async fn cases(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which cases.", directive = holds::apply(D::Public))] filter: Option<CaseFilterInput>,
        #[graphql(desc = "By what they are ordered; by opening where it is not said.", directive = holds::apply(D::OperationalCoarse))]
        order_by: Option<CaseOrderInput>,
        #[graphql(desc = "In which direction; the latest or largest first where it is not said.", directive = holds::apply(D::Public))]
        direction: Option<OrderDirection>,
        #[graphql(desc = "Return the first N rows (default 20, at most 100).", directive = holds::apply(D::Public))]
        first: Option<i32>,
        #[graphql(desc = "Only rows after this cursor.", directive = holds::apply(D::Public))] after: Option<String>,
        #[graphql(desc = "Return the last N rows (at most 100).", directive = holds::apply(D::Public))] last: Option<
            i32,
        >,
        #[graphql(desc = "Only rows before this cursor.", directive = holds::apply(D::Public))] before: Option<String>,
    ) -> Maybe<Connection<Case>> {
        Maybe::of(async {
            let request = Request::of(ctx);
            // No defaults of the schema: a variable that a client leaves out would be null there, and refused.
            let (order_by, direction) = (order_by.unwrap_or_default(), direction.unwrap_or_default());
            let order = order_by.read().columns(&direction.read());
            // A cursor belongs to one order: in another it would point nowhere.
            let list = format!("cases {order_by:?} {direction:?}");
            let paging = Paging::of(request, &list, &Arguments { first, after, last, before })?;
            let (scope, filter) = (&request.store.scope, filter.unwrap_or_default().read()?);
            let listing = case::list(scope, &filter, &order, &paging);
            let all = || case::all(scope, &filter);
            lists::connection(ctx, &list, &order, &paging, listing, all).await
        })
        .await
    }

    /// One referral.
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

    /// The referrals to or from my organisation that I may know of, newest first.
    #[graphql(visible = "visible::record::<Referral>")]
    #[expect(clippy::too_many_arguments, reason = "the arguments of a Relay connection")]
    async fn referrals(
        &self,
        ctx: &Context<'_>,
        #[graphql(name = "box", desc = "What came in, or what went out.", directive = holds::apply(D::Public))]
        which: ReferralBoxInput,
        #[graphql(desc = "Which referrals.", directive = holds::apply(D::Public))] filter: Option<ReferralFilterInput>,
        #[graphql(desc = "Return the first N rows (default 20, at most 100).", directive = holds::apply(D::Public))]
        first: Option<i32>,
        #[graphql(desc = "Only rows after this cursor.", directive = holds::apply(D::Public))] after: Option<String>,
        #[graphql(desc = "Return the last N rows (at most 100).", directive = holds::apply(D::Public))] last: Option<
            i32,
        >,
        #[graphql(desc = "Only rows before this cursor.", directive = holds::apply(D::Public))] before: Option<String>,
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

    /// The people of my own organisation, for those who assign cases or name a second person; who has been there longest
    /// first.
    #[graphql(visible = "visible::record::<Worker>")]
    async fn colleagues(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Return the first N rows (default 20, at most 100).", directive = holds::apply(D::Public))]
        first: Option<i32>,
        #[graphql(desc = "Only rows after this cursor.", directive = holds::apply(D::Public))] after: Option<String>,
        #[graphql(desc = "Return the last N rows (at most 100).", directive = holds::apply(D::Public))] last: Option<
            i32,
        >,
        #[graphql(desc = "Only rows before this cursor.", directive = holds::apply(D::Public))] before: Option<String>,
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
