//! The `legalOverrides` root field: requests to share without consent. A second person finds here what waits for a
//! decision.

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
use crate::{access::directive::holds, store::lists::legal_override};

/// The `legalOverrides` root field.
#[derive(Debug, Default)]
pub(crate) struct OverrideRoots;

/// The `legalOverrides` root field.
#[Object]
impl OverrideRoots {
    /// The requests to share without consent that you may know of, newest first. Use `state: [WAITING]` for those that
    /// wait for a second person.
    #[graphql(visible = "visible::record::<LegalOverride>")]
    async fn legal_overrides(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only requests in one of these states.", directive = holds::apply(D::OperationalCoarse))]
        state: Option<Vec<LegalOverrideState>>,
        #[graphql(desc = "Return the first N items (default 20, at most 100).", directive = holds::apply(D::Public))]
        first: Option<i32>,
        #[graphql(desc = "Return items after this cursor.", directive = holds::apply(D::Public))] after: Option<String>,
        #[graphql(desc = "Return the last N items (at most 100).", directive = holds::apply(D::Public))] last: Option<
            i32,
        >,
        #[graphql(desc = "Return items before this cursor.", directive = holds::apply(D::Public))] before: Option<
            String,
        >,
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
