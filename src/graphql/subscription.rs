//! The subscription root. Each delivery runs the operation again, from the position of the delivery before it. So it is read
//! with the access of its own moment.

use std::{borrow::Cow, pin::Pin, sync::PoisonError};

use async_graphql::{
    Context, OutputType as _, Response, SubscriptionType, Value,
    indexmap::IndexMap,
    registry::{MetaField, ObjectBuilder, Registry},
};
use futures_util::stream::{Stream, once};

use super::{
    changes::{self, Changes, ChangesPosition},
    page::{LARGEST_PAGE, USUAL_PAGE, argument},
    record::Maybe,
    records::Case,
    visible,
};

/// Everything that can be followed.
#[derive(Debug)]
pub struct Subscription;

const CHANGES: &str = "changes";

impl SubscriptionType for Subscription {
    fn type_name() -> Cow<'static, str> {
        "Subscription".into()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        registry.create_subscription_type::<Self, _>(|registry| {
            let mut field = MetaField::new(CHANGES, Maybe::<Changes>::create_type_info(registry));
            field.description = Some(
                "Sends the cases that changed, as you may read them now. The first event comes at once. It has the changes after \
                 `since`, or no case if there is no `since`. The position of an event is also its `id`. After a lost connection \
                 subscribe again with the last one as `since`, and nothing is missing."
                    .to_owned(),
            );
            field.visible = Some(visible::record::<Case>);
            let since = <Option<ChangesPosition> as async_graphql::InputType>::create_type_info(registry);
            let arguments = [
                argument("since", &since, "The position up to which you know everything. Default: now.", None),
                argument(
                    "first",
                    "Int!",
                    &format!("At most this many changes in an event, at most {LARGEST_PAGE}."),
                    Some(USUAL_PAGE.to_string()),
                ),
            ];
            field.args = arguments.into_iter().map(|it| (it.name.clone(), it)).collect();
            ObjectBuilder::new("Subscription", IndexMap::from([(CHANGES.to_owned(), field)]))
                .description(Some(
                    "What can be followed, as GraphQL over SSE: POST with `accept: text/event-stream`.".to_owned(),
                ))
                .rust_typename(std::any::type_name::<Self>())
                .is_subscription(true)
                .visible(Some(visible::record::<Case>))
                .build()
        })
    }

    fn create_field_stream<'a>(
        &'a self,
        context: &'a Context<'_>,
    ) -> Option<Pin<Box<dyn Stream<Item = Response> + Send + 'a>>> {
        (context.item.node.name.node == CHANGES).then(|| Box::pin(once(delivery(context))) as Pin<Box<_>>)
    }
}

/// One delivery.
async fn delivery(context: &Context<'_>) -> Response {
    let key = context.item.node.response_key().node.clone();
    let value = changes::told_now(context).await.unwrap_or_else(|error| {
        context.add_error(context.set_error_path(error.at(context.item.pos)));
        Value::Null
    });
    let mut response = Response::new(Value::Object(IndexMap::from([(key, value)])));
    response.errors = std::mem::take(&mut *context.query_env.errors.lock().unwrap_or_else(PoisonError::into_inner));
    response
}
