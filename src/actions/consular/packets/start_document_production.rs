//! The consulate starts to produce the document.

use async_graphql::InputObject;
use entity::{codes::DataClass as D, consular_packet};

use crate::{
    access::{action::Action, directive::holds},
    actions::Verb,
    rules::consular::machine::Step,
    store::write::{change::Change, change_log::Done, permit::Act, stop::Stop},
};

/// Record that the document is in production.
#[derive(Debug)]
pub struct StartDocumentProduction;

/// Start of the production of a document.
#[derive(Clone, Debug, InputObject)]
pub struct StartDocumentProductionInput {
    /// The reference of the packet.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub packet: String,
    /// Optimistic lock: pass the `version` you last read; if the row has changed since, the answer is
    /// `VERSION_CONFLICT`.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
}

impl Act for StartDocumentProduction {
    const ACTION: Action = Action::StartDocumentProduction;
    type Subject = consular_packet::Model;
}

impl Verb for StartDocumentProduction {
    const DOC: &'static str = "Record that the document is in production.";
    type Input = StartDocumentProductionInput;

    async fn run(change: &Change, input: StartDocumentProductionInput) -> Result<Done, Stop> {
        let StartDocumentProductionInput { packet, version } = input;
        let permit = change.permit::<Self>(change.packet(&packet).await?).await?;
        let (before, after) = super::answered(change, &permit, version, Step::StartProduction).await?;
        super::answer(change, permit.row(), &before, after, None).await
    }
}
