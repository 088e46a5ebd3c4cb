//! The person receives the document.

use async_graphql::InputObject;
use entity::{
    codes::{CustodyEvent, DataClass as D},
    consular_request,
};

use crate::{
    access::{action::Action, directive::holds},
    actions::{Verb, consular::carried::document_delivered},
    global_id::Id,
    rules::consular::machine::Step,
    store::write::{change::Change, change_log::Done, permit::Act, stop::Stop},
};

/// Record that the person received the travel document.
#[derive(Debug)]
pub struct RecordDocumentDelivery;

/// The delivery of a travel document.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct RecordDocumentDeliveryInput {
    /// The request.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub consular_request_id: Id<consular_request::Entity>,
    /// Optimistic lock: pass the `version` you last read; if the row has changed since, the answer is
    /// `VERSION_CONFLICT`.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
}

impl Act for RecordDocumentDelivery {
    const ACTION: Action = Action::RecordDocumentDelivery;
    type Subject = consular_request::Model;
}

impl Verb for RecordDocumentDelivery {
    const DOC: &'static str = "Record that the person received the travel document.";
    type Input = RecordDocumentDeliveryInput;

    async fn run(change: &Change, input: RecordDocumentDeliveryInput) -> Result<Done, Stop> {
        let RecordDocumentDeliveryInput { consular_request_id, version } = input;
        let permit = change.permit::<Self>(consular_request_id.0).await?;
        let after = super::leads_to(&permit, version, Step::Deliver)?;
        super::handed(change, permit.row().id, CustodyEvent::Delivered).await?;
        document_delivered(change, permit.row()).await?;
        super::take(change, permit.row(), after, None).await
    }
}
