//! The person travelled with the document.

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

/// Record that the person travelled with the document.
#[derive(Debug)]
pub struct RecordDocumentUse;

/// The use of a travel document.
#[derive(Clone, Debug, InputObject)]
pub struct RecordDocumentUseInput {
    /// The request.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub request: Id<consular_request::Entity>,
    /// Optimistic lock: pass the `version` you last read; if the row has changed since, the answer is
    /// `VERSION_CONFLICT`.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
}

impl Act for RecordDocumentUse {
    const ACTION: Action = Action::RecordDocumentUse;
    type Subject = consular_request::Model;
}

impl Verb for RecordDocumentUse {
    const DOC: &'static str = "Record that the person travelled with the document.";
    type Input = RecordDocumentUseInput;

    async fn run(change: &Change, input: RecordDocumentUseInput) -> Result<Done, Stop> {
        let RecordDocumentUseInput { request, version } = input;
        let permit = change.permit::<Self>(request.0).await?;
        let after = super::leads_to(&permit, version, Step::Use)?;
        super::handed(change, permit.row().id, CustodyEvent::Used).await?;
        super::take(change, permit.row(), after, None).await
    }
}
