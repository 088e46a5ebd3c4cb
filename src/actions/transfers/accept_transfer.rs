//! The receiver takes the case: from this change on it owns it, and the giver reads what it needs to hand over.

use async_graphql::InputObject;
use entity::{codes::DataClass as D, transfer};

use super::moving;
use crate::{
    access::{action::Action, directive::holds},
    actions::Verb,
    global_id::Id,
    rules::transfer::{Step, another_person},
    store::change::{Act, Change, Done, Stop},
};

/// Accept a transfer.
#[derive(Debug)]
pub struct AcceptTransfer;

/// Which transfer is accepted.
#[derive(Clone, Debug, InputObject)]
pub struct AcceptTransferInput {
    /// The transfer.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub transfer: Id<transfer::Entity>,
    /// The version of the transfer that you saw.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
}

impl Act for AcceptTransfer {
    const ACTION: Action = Action::AcceptTransfer;
    type Subject = transfer::Model;
}

impl Verb for AcceptTransfer {
    const DOC: &'static str = "Accept an offered transfer: your organisation owns the case from now on.";
    type Input = AcceptTransferInput;

    async fn run(change: &Change, input: AcceptTransferInput) -> Result<Done, Stop> {
        let AcceptTransferInput { transfer, version } = input;
        let permit = change.permit::<Self>(transfer.0).await?;
        let before = permit.row();
        let state = super::step(change, &permit, version, Step::Accept).await?;
        let accepted_by = change.scope.viewer.worker_id;
        another_person(before.proposed_by, accepted_by)?;
        moving::move_case(change, before).await?;
        let after =
            transfer::Model { state, decided_by: Some(accepted_by), decided_at: Some(change.now()), ..before.clone() };
        super::write(change, before.to_organisation_id, before, after).await
    }
}
