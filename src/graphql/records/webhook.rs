//! `Webhook` and `WebhookDelivery`: an end point of the viewer's own organisation that is told which cases changed, and its messages.
//! A message names its cases to the end point only.

use async_graphql::{ID, Value, resolver_utils::enum_value};
use entity::{
    codes::{DataClass as D, WebhookDeliveryKind, WebhookDeliveryState, WebhookEventKind, WebhookPauseReason},
    webhook, webhook_delivery,
};
use sea_orm::{
    prelude::DateTimeUtc,
    sea_query::{IntoIden, Order},
};

use super::{Webhook, WebhookDelivery, edge};
use crate::{
    global_id,
    graphql::{
        record::{
            fields::{code, computed, connection, plain},
            table::{Field, Table, record},
            types::RecordAnswer,
        },
        visible::{self, Plain},
    },
    rules::webhook::EventKinds,
    store::{
        access::{row_access::Access, webhook::is_failed},
        read::children::Edge,
    },
};

record!(Webhook, webhook_table);

fn webhook_table() -> Table {
    use webhook::Column as C;

    Table {
        name: "Webhook",
        doc: "An HTTPS end point of your organisation that is told which cases changed.",
        from: webhook::Entity.into_iden(),
        key: C::Id.into_iden(),
        access: Access::Inherited,
        fields: [
            computed::<ID>(
                "id",
                D::OperationalCoarse,
                vec![C::Id.into_iden()],
                "Identifier, for inputs that name a webhook.",
                |cells| Ok(global_id::value("Webhook", cells.get(0)?)),
            ),
            plain::<i32>(
                D::OperationalCoarse,
                C::Version,
                "Version of the settings, raised by each change of them. Pass it as `version` to a mutation.",
            ),
            plain::<DateTimeUtc>(D::OperationalCoarse, C::CreatedAt, "When it was registered."),
            plain::<String>(D::OperationalCoarse, C::Url, "Where messages are sent to."),
            plain::<String>(D::OperationalCoarse, C::Description, "What it is for."),
            computed::<Vec<WebhookEventKind>>(
                "eventKinds",
                D::OperationalCoarse,
                vec![C::EventKinds.into_iden()],
                "What it is told.",
                |cells| Ok(Value::List(EventKinds::from_bits(cells.get(0)?).iter().map(enum_value).collect())),
            ),
            plain::<DateTimeUtc>(D::OperationalCoarse, C::PausedAt, "Since when it is paused. Null if it is not."),
            code::<WebhookPauseReason>(D::OperationalCoarse, C::PauseReason, "Why it is paused."),
            plain::<DateTimeUtc>(
                D::OperationalCoarse,
                C::SecretRotatedAt,
                "When its secret was last replaced. The one before signs for 24 hours more.",
            ),
            plain::<DateTimeUtc>(
                D::OperationalCoarse,
                C::FirstFailedAt,
                "Since when the end point accepts nothing. Null if it accepted the last message.",
            ),
            plain::<DateTimeUtc>(D::OperationalCoarse, C::NextAttemptAt, "When it is tried again."),
        ]
        .map(|field| Field { visible: visible::webhooks::<Plain>, ..field })
        .into_iter()
        .chain([
            deliveries("deliveries", "Its messages, newest first. They are deleted after some weeks.", all),
            deliveries("failedDeliveries", "Its messages that were given up, newest first.", || Edge {
                visible: |_, row| is_failed(row),
                ..all()
            }),
        ])
        .collect(),
    }
}

record!(WebhookDelivery, delivery_table);

fn delivery_table() -> Table {
    use webhook_delivery::Column as C;

    Table {
        name: "WebhookDelivery",
        doc: "A message to a webhook, with all its attempts.",
        from: webhook_delivery::Entity.into_iden(),
        key: C::Id.into_iden(),
        access: Access::Inherited,
        fields: [
            code::<WebhookDeliveryKind>(D::OperationalCoarse, C::Kind, "What the message is about."),
            code::<WebhookDeliveryState>(D::OperationalCoarse, C::State, "What became of it."),
            plain::<String>(D::OperationalCoarse, C::MessageId, "The header `webhook-id` of the last attempt."),
            plain::<i32>(D::OperationalCoarse, C::Attempts, "How often it was sent."),
            plain::<i32>(
                D::OperationalCoarse,
                C::StatusClass,
                "The first digit of the HTTP status of the last answer. Null if there was none within 10 seconds, or if the \
                 address may not be reached.",
            ),
            plain::<DateTimeUtc>(D::OperationalCoarse, C::CreatedAt, "When it was first tried, or a test was asked for."),
            plain::<DateTimeUtc>(D::OperationalCoarse, C::LastAttemptAt, "When it was last tried."),
            plain::<DateTimeUtc>(D::OperationalCoarse, C::NextAttemptAt, "When it is tried again."),
            plain::<DateTimeUtc>(D::OperationalCoarse, C::DeliveredAt, "When the end point accepted it."),
        ]
        .map(|field| Field { visible: visible::webhooks::<Plain>, ..field })
        .into(),
    }
}

fn all() -> Edge {
    use webhook_delivery::Column as C;

    edge(C::WebhookId, C::CreatedAt, C::Id, Order::Desc)
}

fn deliveries(name: &'static str, doc: &'static str, edge: fn() -> Edge) -> Field {
    let field = connection::<WebhookDelivery>(name, D::OperationalCoarse, doc, edge);
    Field { visible: visible::webhooks::<RecordAnswer<WebhookDelivery>>, ..field }
}
