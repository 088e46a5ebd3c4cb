//! `TravelDocument`: what a consulate issued, and who has it.

use std::sync::LazyLock;

use async_graphql::Value;
use entity::{
    codes::{CustodyEvent, DataClass as D, IdentifierType},
    travel_document, travel_document_custody,
};
use sea_orm::{
    prelude::{Date, DateTimeUtc},
    sea_query::{IntoIden, Order},
};

use super::{Worker, edge};
use crate::{
    graphql::record::table::{Record, Table, code, computed, connection, id, many, one, part_id, plain},
    rules::consular::document::expired,
    store::{facts::Access, read::Edge},
};

/// The record type.
#[derive(Debug)]
pub struct TravelDocument;

impl Record for TravelDocument {
    fn table() -> &'static Table {
        static TABLE: LazyLock<Table> = LazyLock::new(|| Table {
            name: "TravelDocument",
            doc: "A travel document that a consulate issued for a person.",
            from: travel_document::Entity.into_iden(),
            key: travel_document::Column::Id.into_iden(),
            access: Access::OfCaseLegal,
            fields: vec![
                id("Global identifier."),
                code::<IdentifierType>(
                    "type",
                    D::Legal,
                    travel_document::Column::DocumentType,
                    "What kind of document it is.",
                ),
                plain::<String>("number", D::Identity, travel_document::Column::Number, "Number on the document."),
                plain::<String>("issuer", D::Legal, travel_document::Column::Issuer, "Who issued it."),
                plain::<Date>("issuedOn", D::Legal, travel_document::Column::IssuedOn, "Day of issue."),
                plain::<Date>("expiresOn", D::Legal, travel_document::Column::ExpiresOn, "Last day of validity."),
                computed::<bool>(
                    "expired",
                    D::Legal,
                    vec![travel_document::Column::ExpiresOn.into_iden()],
                    "Whether it has run out by today.",
                    |cells| Ok(Value::Boolean(expired(cells.get(0)?, cells.now.date_naive()))),
                ),
                plain::<bool>(
                    "singleJourney",
                    D::Legal,
                    travel_document::Column::SingleJourney,
                    "Whether it is good for one journey only.",
                ),
                many::<TravelDocumentCustody>("custody", D::Legal, "Who had it when, oldest first.", custody),
                connection::<TravelDocumentCustody>(
                    "custodyConnection",
                    D::Legal,
                    "Who had it when, oldest first, page by page.",
                    custody,
                ),
            ],
        });
        &TABLE
    }
}

fn custody() -> Edge {
    use travel_document_custody::Column as C;
    edge(C::TravelDocumentId, C::At, C::Id, &Order::Asc)
}

/// The record type.
#[derive(Debug)]
pub struct TravelDocumentCustody;

impl Record for TravelDocumentCustody {
    fn table() -> &'static Table {
        static TABLE: LazyLock<Table> = LazyLock::new(|| Table {
            name: "TravelDocumentCustody",
            doc: "What happened to a travel document.",
            from: travel_document_custody::Entity.into_iden(),
            key: travel_document_custody::Column::Id.into_iden(),
            access: Access::Inherited,
            fields: vec![
                part_id::<TravelDocumentCustody>(D::Legal, travel_document_custody::Column::Id),
                code::<CustodyEvent>("event", D::Legal, travel_document_custody::Column::Event, "What happened."),
                plain::<DateTimeUtc>("at", D::Legal, travel_document_custody::Column::At, "When it happened."),
                one::<Worker>("worker", D::Staff, travel_document_custody::Column::WorkerId, "Who recorded it."),
            ],
        });
        &TABLE
    }
}
