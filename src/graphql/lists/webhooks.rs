//! The list of webhooks.

use async_graphql::{Context, InputObject};
use entity::{codes::DataClass as D, webhook::Column as C};
use sea_orm::sea_query::Order;

use super::{
    listed::{Listed, given_filter},
    order::{OrderDirection, WebhookOrderField},
};
use crate::{
    access::directive::holds,
    error::Error,
    graphql::records::Webhook,
    store::{lists::webhook::WebhookList, sql::ordering::Ordering},
};

/// Conditions on webhooks. All of them must hold.
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct WebhookFilter {
    /// True: only webhooks that are paused. False: only the others.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    paused: Option<bool>,
}

impl Listed for WebhookFilter {
    type Record = Webhook;
    type Order = WebhookOrderField;
    type List = WebhookList;
    const USUAL: (WebhookOrderField, OrderDirection) = (WebhookOrderField::CreatedAt, OrderDirection::Asc);

    async fn read(context: &Context<'_>) -> Result<WebhookList, Error> {
        let Self { paused } = given_filter(context)?;
        Ok(WebhookList { paused })
    }

    fn order(_: &WebhookList, WebhookOrderField::CreatedAt: WebhookOrderField, direction: Order) -> Ordering {
        Ordering::by(C::CreatedAt, C::Id, direction)
    }
}
