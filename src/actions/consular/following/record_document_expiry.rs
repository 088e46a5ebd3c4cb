//! The document expired before it was used.

use async_graphql::InputObject;
use entity::{codes::CustodyEvent, consular_request};

use crate::{
    access::action::Action,
    actions::Verb,
    global_id::Id,
    rules::consular::{document::may_expire, machine::Step},
    store::write::{change::Change, change_log::ChangeRecord, stop::ChangeError},
};

/// The expiry of a travel document.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct RecordDocumentExpiryInput {
    pub consular_request_id: Id<consular_request::Entity>,
    pub version: i32,
}

impl Verb for RecordDocumentExpiryInput {
    const ACTION: Action = Action::RecordDocumentExpiry;
    type Subject = consular_request::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { consular_request_id, version } = self;
        let permit = Self::permit(change, consular_request_id.0).await?;
        let after = super::leads_to(&permit, version, Step::Expire)?;
        let document = change.document_of(permit.row().id).await?;
        may_expire(document.expires_on, change.now().date_naive())?;
        super::handed(change, permit.row().id, CustodyEvent::Expired).await?;
        super::take(change, permit.row(), after, None).await
    }
}
