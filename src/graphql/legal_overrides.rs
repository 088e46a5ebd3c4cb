//! The root of requests to share without consent: what waits for a second person is found here.

use async_graphql::{Context, Object};
use entity::codes::{DataClass as D, LegalOverrideState};

use super::{
    filter_values::any_of,
    lists,
    page::{Arguments, Paging},
    record::{Connection, Maybe},
    records::LegalOverride,
    request::Request,
    visible,
};
use crate::{access::directive::holds, store::legal_override};

/// The root of overrides.
#[derive(Debug, Default)]
pub struct OverrideRoots;

/// What can be read of overrides.
#[Object]
impl OverrideRoots {
    /// The requests to share without consent that I may know of, newest first: those that wait are asked for by their state.
    #[graphql(visible = "visible::record::<LegalOverride>")]
    async fn legal_overrides(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "In one of these states.", directive = holds::apply(D::OperationalCoarse))] state: Option<
            Vec<LegalOverrideState>,
        >,
        #[graphql(desc = "So many from the start, 100 at most.", directive = holds::apply(D::Public))] first: Option<
            i32,
        >,
        #[graphql(desc = "Behind this cursor.", directive = holds::apply(D::Public))] after: Option<String>,
        #[graphql(desc = "So many from the end, 100 at most.", directive = holds::apply(D::Public))] last: Option<i32>,
        #[graphql(desc = "Before this cursor.", directive = holds::apply(D::Public))] before: Option<String>,
    ) -> Maybe<Connection<LegalOverride>> {
        Maybe::of(async {
            let request = Request::of(ctx);
            let paging = Paging::of(request, "legalOverrides", &Arguments { first, after, last, before })?;
            let (scope, state) = (&request.store.scope, any_of("state", state)?);
            let listing = legal_override::list(scope, state.as_deref(), &paging);
            let all = || legal_override::all(scope, state.as_deref());
            lists::connection(ctx, "legalOverrides", &legal_override::order(), &paging, listing, all).await
        })
        .await
    }
}
