//! The person receives the document.

use async_graphql::InputObject;
use entity::{codes::CustodyEvent, consular_request};

use crate::{
    access::action::Action,
    actions::{Verb, consular::carried::document_delivered},
    global_id::Id,
    rules::consular::machine::Step,
    store::write::{change::Change, change_log::ChangeRecord, stop::ChangeError},
};

/// The delivery of a travel document.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct RecordDocumentDeliveryInput {
    pub consular_request_id: Id<consular_request::Entity>,
    pub version: i32,
}

impl Verb for RecordDocumentDeliveryInput {
    const ACTION: Action = Action::RecordDocumentDelivery;
    type Subject = consular_request::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { consular_request_id, version } = self;
        let permit = Self::permit(change, consular_request_id.0).await?;
        let after = super::leads_to(&permit, version, Step::Deliver)?;
        super::handed(change, permit.row().id, CustodyEvent::Delivered).await?;
        document_delivered(change, permit.row()).await?;
        super::take(change, permit.row(), after, None).await
    }
}
