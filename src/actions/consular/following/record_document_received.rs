//! The organisation of the case receives the document from the consulate and records it, once.

use async_graphql::InputObject;
use entity::{
    codes::{CustodyEvent, DataClass as D},
    consular_request,
};

use crate::{
    access::{action::Action, directive::holds},
    actions::{Verb, steps::consular::note},
    global_id::Id,
    rules::{consular::document::may_receive, refusal::same_version},
    store::{
        consular::step::{done, standing},
        write::{change::Change, change_log::Done, permit::Act, save as writing, stop::Stop},
    },
};

/// Record that your organisation received the travel document.
#[derive(Debug)]
pub struct RecordDocumentReceived;

/// The receipt of a travel document.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct RecordDocumentReceivedInput {
    /// The request.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub consular_request_id: Id<consular_request::Entity>,
    /// Optimistic lock: pass the `version` you last read; if the row has changed since, the answer is
    /// `VERSION_CONFLICT`.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
}

impl Act for RecordDocumentReceived {
    const ACTION: Action = Action::RecordDocumentReceived;
    type Subject = consular_request::Model;
}

impl Verb for RecordDocumentReceived {
    const DOC: &'static str = "Record that your organisation received the travel document from the consulate.";
    type Input = RecordDocumentReceivedInput;

    async fn run(change: &Change, input: RecordDocumentReceivedInput) -> Result<Done, Stop> {
        let RecordDocumentReceivedInput { consular_request_id, version } = input;
        let permit = change.permit::<Self>(consular_request_id.0).await?;
        let before = permit.row();
        same_version(version, before.version)?;
        let handed = change.custody_of(before.id).await?;
        let for_consulate = change.acted_for_consulate(before).await?;
        may_receive(standing(before).without_hold(), &handed, &for_consulate, &change.me().await?)?;
        let document = change.document_of(before.id).await?;
        note(change, document.id, CustodyEvent::Received).await?;
        let after = consular_request::Model { updated_at: change.now(), version: before.version + 1, ..before.clone() };
        let changed = writing::write(change, before, &after).await?;
        change.worked_on(before.case_id, entity::codes::DataClass::Legal).await?;
        Ok(done(&after, [changed, vec!["travel_document_custody"]].concat()))
    }
}
