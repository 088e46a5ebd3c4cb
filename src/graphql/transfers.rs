//! The `transfers` root field.

use async_graphql::{Context, Object};
use entity::codes::{DataClass as D, TransferState};

use super::{
    filter_values::any_of,
    lists,
    page::{Arguments, Paging},
    record::{Connection, Maybe},
    records::Transfer,
    request::Request,
    visible,
};
use crate::{access::directive::holds, store::lists::transfer};

/// The `transfers` root field.
#[derive(Debug, Default)]
pub(crate) struct TransferRoots;

/// The `transfers` root field.
#[Object]
impl TransferRoots {
    /// The transfers of cases to or from your organisation that you may know of, newest first.
    #[graphql(visible = "visible::record::<Transfer>")]
    async fn transfers(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only transfers in one of these states.", directive = holds::apply(D::OperationalCoarse))]
        state: Option<Vec<TransferState>>,
        #[graphql(desc = "Return the first N items (default 20, at most 100).", directive = holds::apply(D::Public))]
        first: Option<i32>,
        #[graphql(desc = "Return items after this cursor.", directive = holds::apply(D::Public))] after: Option<String>,
        #[graphql(desc = "Return the last N items (at most 100).", directive = holds::apply(D::Public))] last: Option<
            i32,
        >,
        #[graphql(desc = "Return items before this cursor.", directive = holds::apply(D::Public))] before: Option<
            String,
        >,
    ) -> Maybe<Connection<Transfer>> {
        Maybe::of(async {
            let request = Request::of(ctx);
            let paging = Paging::of(request, "transfers", &Arguments { first, after, last, before })?;
            let (scope, state) = (&request.store.scope, any_of("state", state)?);
            let listing = transfer::list(scope, state.as_deref(), &paging);
            let all = || transfer::all(scope, state.as_deref());
            lists::connection(ctx, "transfers", &transfer::order(), &paging, listing, all).await
        })
        .await
    }
}
