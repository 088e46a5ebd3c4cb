//! `TravelDocument`: a document that a consulate issued, and its chain of custody.

use async_graphql::Value;
use entity::{
    codes::{CustodyEvent, DataClass as D, IdentifierType},
    travel_document, travel_document_custody,
};
use sea_orm::{
    prelude::{Date, DateTimeUtc},
    sea_query::{IntoIden, Order},
};

use super::{TravelDocument, TravelDocumentCustody, Worker, edge};
use crate::{
    graphql::record::{
        fields::{code, computed, connection, id, many, one, part_id, plain},
        table::{Table, record},
    },
    rules::consular::document::expired,
    store::{access::row_access::Access, read::children::Edge},
};

record!(TravelDocument, travel_document);

fn travel_document() -> Table {
    Table {
        name: "TravelDocument",
        doc: "A travel document that a consulate issued for a person.",
        from: travel_document::Entity.into_iden(),
        key: travel_document::Column::Id.into_iden(),
        access: Access::OfCaseLegal,
        fields: vec![
            id("Global identifier."),
            code::<IdentifierType>(D::Legal, travel_document::Column::DocumentType, "Type of document.").named("type"),
            plain::<String>(D::Identity, travel_document::Column::Number, "Number of the document."),
            plain::<String>(D::Legal, travel_document::Column::Issuer, "The authority that issued it."),
            plain::<Date>(D::Legal, travel_document::Column::IssuedOn, "The day of issue."),
            plain::<Date>(D::Legal, travel_document::Column::ExpiresOn, "The last day on which it is valid."),
            computed::<bool>(
                "expired",
                D::Legal,
                vec![travel_document::Column::ExpiresOn.into_iden()],
                "Whether it has expired.",
                |cells| Ok(Value::Boolean(expired(cells.get(0)?, cells.now.date_naive()))),
            ),
            plain::<bool>(
                D::Legal,
                travel_document::Column::SingleJourney,
                "Whether it is valid for one journey only.",
            ),
            many::<TravelDocumentCustody>("custody", D::Legal, "The chain of custody, oldest event first.", custody),
            connection::<TravelDocumentCustody>(
                "custodyConnection",
                D::Legal,
                "The chain of custody, oldest event first, in pages.",
                custody,
            ),
        ],
    }
}

fn custody() -> Edge {
    use travel_document_custody::Column as C;
    edge(C::TravelDocumentId, C::At, C::Id, Order::Asc)
}

record!(TravelDocumentCustody, travel_document_custody);

fn travel_document_custody() -> Table {
    Table {
        name: "TravelDocumentCustody",
        doc: "An event in the chain of custody of a travel document.",
        from: travel_document_custody::Entity.into_iden(),
        key: travel_document_custody::Column::Id.into_iden(),
        access: Access::Inherited,
        fields: vec![
            part_id::<TravelDocumentCustody>(D::Legal, travel_document_custody::Column::Id),
            code::<CustodyEvent>(D::Legal, travel_document_custody::Column::Event, "The event."),
            plain::<DateTimeUtc>(D::Legal, travel_document_custody::Column::At, "When the event happened."),
            one::<Worker>(D::Staff, travel_document_custody::Column::WorkerId, "The worker who recorded it."),
        ],
    }
}
