//! The organisation of the case receives the document from the consulate and records it, once.

use async_graphql::InputObject;
use entity::{codes::CustodyEvent, consular_request};

use crate::{
    access::action::Action,
    actions::{Verb, steps::consular::note},
    global_id::Id,
    rules::{consular::document::may_receive, refusal::same_version},
    store::{
        consular::step::state_of,
        write::{change::Change, change_log::ChangeRecord, recorded::write_next, stop::ChangeError},
    },
};

/// The receipt of a travel document.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct RecordDocumentReceivedInput {
    pub consular_request_id: Id<consular_request::Entity>,
    pub version: i32,
}

impl Verb for RecordDocumentReceivedInput {
    const ACTION: Action = Action::RecordDocumentReceived;
    type Subject = consular_request::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { consular_request_id, version } = self;
        let permit = Self::permit(change, consular_request_id.0).await?;
        let before = permit.row();
        same_version(version, before.version)?;
        let handed = change.custody_of(before.id).await?;
        let for_consulate = change.acted_for_consulate(before).await?;
        may_receive(state_of(before).without_hold(), &handed, &for_consulate, &change.me().await?)?;
        let document = change.document_of(before.id).await?;
        note(change, document.id, CustodyEvent::Received).await?;
        let after = consular_request::Model { updated_at: change.now(), ..before.clone() };
        let done = write_next(change, before.organisation_id, before, after).await?;
        change.worked_on(before.case_id, entity::codes::DataClass::Legal).await?;
        Ok(ChangeRecord { changed: [done.changed, vec!["travel_document_custody"]].concat(), ..done })
    }
}
