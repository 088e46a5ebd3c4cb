//! The document expired before it was used.

use async_graphql::InputObject;
use entity::{
    codes::{CustodyEvent, DataClass as D},
    consular_request,
};

use crate::{
    access::{action::Action, directive::holds},
    actions::Verb,
    global_id::Id,
    rules::consular::{document::may_expire, machine::Step},
    store::write::{change::Change, change_log::Done, permit::Act, stop::Stop},
};

/// Record that the travel document expired.
#[derive(Debug)]
pub struct RecordDocumentExpiry;

/// The expiry of a travel document.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct RecordDocumentExpiryInput {
    /// The request.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub consular_request_id: Id<consular_request::Entity>,
    /// Optimistic lock: pass the `version` you last read; if the row has changed since, the answer is
    /// `VERSION_CONFLICT`.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
}

impl Act for RecordDocumentExpiry {
    const ACTION: Action = Action::RecordDocumentExpiry;
    type Subject = consular_request::Model;
}

impl Verb for RecordDocumentExpiry {
    const DOC: &'static str = "Record that the travel document expired unused.";
    type Input = RecordDocumentExpiryInput;

    async fn run(change: &Change, input: RecordDocumentExpiryInput) -> Result<Done, Stop> {
        let RecordDocumentExpiryInput { consular_request_id, version } = input;
        let permit = change.permit::<Self>(consular_request_id.0).await?;
        let after = super::leads_to(&permit, version, Step::Expire)?;
        let document = change.document_of(permit.row().id).await?;
        may_expire(document.expires_on, change.now().date_naive())?;
        super::handed(change, permit.row().id, CustodyEvent::Expired).await?;
        super::take(change, permit.row(), after, None).await
    }
}
