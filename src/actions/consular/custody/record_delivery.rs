//! The person gets the document.

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
    store::change::{Act, Change, Done, Stop},
};

/// Record that the person got the travel document.
#[derive(Debug)]
pub struct RecordDelivery;

/// Which document was handed over.
#[derive(Clone, Debug, InputObject)]
pub struct RecordDeliveryInput {
    /// The request.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub request: Id<consular_request::Entity>,
    /// The version of the request that you saw.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
}

impl Act for RecordDelivery {
    const ACTION: Action = Action::RecordDelivery;
    type Subject = consular_request::Model;
}

impl Verb for RecordDelivery {
    const DOC: &'static str = "Record that the person got the travel document.";
    type Input = RecordDeliveryInput;

    async fn run(change: &Change, input: RecordDeliveryInput) -> Result<Done, Stop> {
        let RecordDeliveryInput { request, version } = input;
        let permit = change.permit::<Self>(request.0).await?;
        let after = super::leads_to(permit.row(), version, Step::Deliver)?;
        super::handed(change, permit.row().id, CustodyEvent::Delivered).await?;
        document_delivered(change, permit.row()).await?;
        super::take(change, permit.row(), after, None).await
    }
}
