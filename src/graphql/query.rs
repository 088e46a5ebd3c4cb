//! The query root. A list is made of the viewer's scope, a filter and a page. A single record that the viewer may not
//! know of gives `NOT_FOUND`, like one that does not exist.

use async_graphql::{Context, ID, MergedObject, Object};
use entity::codes::DataClass as D;

use super::{
    changes::ChangesRoot,
    code_lists::CodeListRoot,
    counter::CounterRoot,
    duplicates::DuplicatesRoot,
    error_codes::ErrorRoot,
    explain::ExplainRoot,
    lists::{self, Lists},
    node::{self, NodeAnswer},
    record::{Maybe, RecordAnswer, table::Record},
    records::{Case, ConsularPacket, Referral},
    request::Request,
    share_preview::SharePreviewRoot,
    statistics::StatisticsRoot,
    tasks::TaskRoot,
    viewer::ViewerRoot,
    visible,
};
use crate::{access::directive::holds, error::Error, global_id, store::consular::inbox};

/// Everything that can be read.
#[derive(Debug, Default, MergedObject)]
pub struct Query(
    ViewerRoot,
    ErrorRoot,
    CodeListRoot,
    NodeRoot,
    ExplainRoot,
    ChangesRoot,
    SharePreviewRoot,
    DuplicatesRoot,
    CounterRoot,
    TaskRoot,
    CaseRoots,
    PacketRoot,
    Lists<false>,
    StatisticsRoot,
);

/// The `node` root field of the Relay specification.
#[derive(Debug, Default)]
pub struct NodeRoot;

/// The `node` root field of the Relay specification.
#[Object]
impl NodeRoot {
    /// A record of any type by its global identifier.
    async fn node(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Global identifier.", directive = holds::apply(D::Public))] id: ID,
    ) -> Maybe<NodeAnswer> {
        Maybe::of(async { node::node(ctx, &id).await }).await
    }
}

/// The root fields for one record of casework.
#[derive(Debug, Default)]
pub struct CaseRoots;

/// The root fields for one record of casework.
#[Object]
impl CaseRoots {
    /// One case by its global identifier.
    #[graphql(visible = "visible::record::<Case>")]
    async fn case(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Global identifier of the case.", directive = holds::apply(D::Public))] id: ID,
    ) -> Maybe<RecordAnswer<Case>> {
        Maybe::of(one(ctx, &id)).await
    }

    /// One referral by its global identifier.
    #[graphql(visible = "visible::record::<Referral>")]
    async fn referral(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Global identifier of the referral.", directive = holds::apply(D::Public))] id: ID,
    ) -> Maybe<RecordAnswer<Referral>> {
        Maybe::of(one(ctx, &id)).await
    }
}

async fn one<R: Record>(context: &Context<'_>, id: &str) -> Result<RecordAnswer<R>, Error> {
    let table = R::table();
    Ok(RecordAnswer::new(node::record(context, table, global_id::key_of(table.name, id)?).await?))
}

/// The root field for one packet of a consulate.
#[derive(Debug, Default)]
pub struct PacketRoot;

/// The root field for one packet of a consulate.
#[Object]
impl PacketRoot {
    /// One packet that was submitted to your post.
    #[graphql(visible = "visible::record::<ConsularPacket>")]
    async fn consular_packet(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The reference of the packet.", directive = holds::apply(D::OperationalCoarse))]
        reference: String,
    ) -> Maybe<RecordAnswer<ConsularPacket>> {
        Maybe::of(async {
            let listing = inbox::one(&Request::of(ctx).store.scope, &reference);
            lists::one(ctx, listing).await
        })
        .await
    }
}
