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
    use entity::travel_document::Column as C;

    Table {
        name: "TravelDocument",
        doc: "A travel document that a consulate issued for a person.",
        from: travel_document::Entity.into_iden(),
        key: C::Id.into_iden(),
        access: Access::OfCaseLegal,
        fields: vec![
            id("Global identifier."),
            code::<IdentifierType>(D::Legal, C::DocumentType, "Type of document.").named("type"),
            plain::<String>(D::Identity, C::Number, "Number of the document."),
            plain::<String>(D::Legal, C::Issuer, "The authority that issued it."),
            plain::<Date>(D::Legal, C::IssuedOn, "The day of issue."),
            plain::<Date>(D::Legal, C::ExpiresOn, "The last day on which it is valid."),
            computed::<bool>("expired", D::Legal, vec![C::ExpiresOn.into_iden()], "Whether it has expired.", |cells| {
                Ok(Value::Boolean(expired(cells.get(0)?, cells.now.day())))
            }),
            plain::<bool>(D::Legal, C::SingleJourney, "Whether it is valid for one journey only."),
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
    use entity::travel_document_custody::Column as C;

    Table {
        name: "TravelDocumentCustody",
        doc: "An event in the chain of custody of a travel document.",
        from: travel_document_custody::Entity.into_iden(),
        key: C::Id.into_iden(),
        access: Access::Inherited,
        fields: vec![
            part_id::<TravelDocumentCustody>(D::Legal, C::Id),
            code::<CustodyEvent>(D::Legal, C::Event, "The event."),
            plain::<DateTimeUtc>(D::Legal, C::At, "When the event happened."),
            one::<Worker>(D::Staff, C::WorkerId, "The worker who recorded it."),
        ],
    }
}
