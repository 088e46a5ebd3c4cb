//! The document was returned unused.

use async_graphql::InputObject;
use entity::{
    codes::{CustodyEvent, DataClass as D},
    consular_request,
};

use crate::{
    access::{action::Action, directive::holds},
    actions::Verb,
    global_id::Id,
    rules::consular::machine::Step,
    store::change::{Act, Change, Done, Stop},
};

/// Record that the travel document was returned unused.
#[derive(Debug)]
pub struct RecordDocumentReturn;

/// The return of a travel document.
#[derive(Clone, Debug, InputObject)]
pub struct RecordDocumentReturnInput {
    /// The request.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub request: Id<consular_request::Entity>,
    /// Optimistic lock: pass the `version` you last read; if the row has changed since, the answer is
    /// `VERSION_CONFLICT`.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
}

impl Act for RecordDocumentReturn {
    const ACTION: Action = Action::RecordDocumentReturn;
    type Subject = consular_request::Model;
}

impl Verb for RecordDocumentReturn {
    const DOC: &'static str = "Record that the travel document was returned unused.";
    type Input = RecordDocumentReturnInput;

    async fn run(change: &Change, input: RecordDocumentReturnInput) -> Result<Done, Stop> {
        let RecordDocumentReturnInput { request, version } = input;
        let permit = change.permit::<Self>(request.0).await?;
        let after = super::leads_to(&permit, version, Step::ReturnUnused)?;
        super::handed(change, permit.row().id, CustodyEvent::ReturnedUnused).await?;
        super::take(change, permit.row(), after, None).await
    }
}
